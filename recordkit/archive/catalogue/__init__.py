"""The journal's fold in SQLite: a cache for looking, searching and the duties."""
