"""Web pages saved: which lines are their body, and what the others tell of author, day and site."""
