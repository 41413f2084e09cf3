"""Places: level words, names without one, the gazetteer, where a document is at home."""
