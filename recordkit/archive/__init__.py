"""The only writer of an archive: store, journal, catalogue, lock."""
