"""The registry: the only truth and the only queue. An index can always be rebuilt from it."""
