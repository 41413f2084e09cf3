"""People: names, titles and posts."""
