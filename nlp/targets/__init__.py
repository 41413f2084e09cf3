"""Targets: figures, and the clause that each belongs to."""
