"""A document's fields: title, type, days, authors, signers, source, issuer, place."""
