"""Documents of our own writing."""
