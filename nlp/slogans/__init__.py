"""Slogans: the signs that tell them from other quotations."""
