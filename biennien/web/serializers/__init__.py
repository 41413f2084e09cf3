"""Rows and hits as JSON-ready dictionaries: what the API answers, and what pages show."""
