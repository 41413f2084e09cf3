"""A text as the components read it: syllables with what their letters tell, patterns, what is kept for the next."""
