"""Units: the grammar of their names, what they belong to, their names in full."""
