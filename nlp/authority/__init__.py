"""The authority file: units and places through time, what they are part of, and what became of them."""
