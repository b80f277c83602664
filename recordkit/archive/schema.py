"""The catalogue's tables (SQLite): a cache of the journal, thrown away whole whenever this version changes.

`day` is an ISO date, instants are the journal's text; `search` holds bigrams only, `texts` what is compared.
"""

from typing import Final

VERSION: Final = 2

TABLES: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE entries(id INTEGER PRIMARY KEY, word TEXT NOT NULL, day TEXT NOT NULL, number INTEGER NOT NULL,
        type TEXT NOT NULL, department TEXT, period TEXT, received TEXT NOT NULL, json TEXT NOT NULL,
        UNIQUE(day, word, number))""",
    "CREATE INDEX entries_by_type ON entries(type, day, word, number)",
    "CREATE INDEX entries_by_receipt ON entries(received)",
    "CREATE INDEX entries_by_department ON entries(department, day, word, number)",
    """CREATE TABLE contents(sha256 TEXT NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY(sha256, id, version)) WITHOUT ROWID""",
    """CREATE TABLE events(name TEXT NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY(name, seq, place)) WITHOUT ROWID""",
    """CREATE TABLE numbers(word TEXT NOT NULL, day TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
        by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT, key TEXT, PRIMARY KEY(word, day, number)) WITHOUT ROWID""",
    "CREATE INDEX numbers_by_key ON numbers(word, key) WHERE key IS NOT NULL",
    """CREATE TABLE people(login TEXT PRIMARY KEY, name TEXT NOT NULL, tier TEXT NOT NULL, department TEXT)
        WITHOUT ROWID""",
    """CREATE TABLE waivers(duty TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL)
        WITHOUT ROWID""",
    "CREATE TABLE texts(id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')",
)

CONTENT: Final = {
    "entries": "SELECT day, word, number, type, department, period, received, json FROM entries ORDER BY day, word, number",
    "contents": "SELECT sha256, day, word, number, version FROM contents JOIN entries USING(id) ORDER BY 1, 2, 3, 4, 5",
    "events": "SELECT name, seq, place FROM events ORDER BY 1, 2, 3",
    "numbers": "SELECT word, day, number, state, by, at, reason, key FROM numbers ORDER BY 1, 2, 3",
    "people": "SELECT login, name, tier, department FROM people ORDER BY 1",
    "waivers": "SELECT duty, by, at, reason FROM waivers ORDER BY 1",
    "texts": "SELECT day, word, number, text FROM texts JOIN entries USING(id) ORDER BY 1, 2, 3",
}
"""What two catalogues of one journal have in common, table by table: how verify compares them (3-2)."""
