"""Citations of documents: where they begin, their names and issuers, a document's own number."""
