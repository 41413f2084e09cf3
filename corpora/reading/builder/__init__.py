"""Makes the files of this corpus from its sources; see `python -m corpora.reading.build`."""
