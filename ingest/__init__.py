"""From bytes to a Document: formats, parsers, page furniture, sections, letterheads; a plain library."""
