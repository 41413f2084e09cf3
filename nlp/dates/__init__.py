"""Dates: the points and spans of a text, their years and parts."""
