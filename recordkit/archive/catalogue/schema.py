"""The catalogue's tables (SQLite): a cache of the journal, thrown away whole whenever this version changes.

`day` is an ISO date, instants are the journal's text. A row id of entries, texts and search counts days, then filings
within the day (DAY_BITS of it). `search` holds tokens only, `texts` what is compared; both lag behind by what stands in
`unsearched` and `unread`.
"""

from typing import Final

VERSION: Final = 4
STILL_OPEN: Final = "CASE WHEN facts <> '' THEN json_array_length(facts, '$._open') END > 0"
"""What duties still follow from an entry, its facts say by the list `_open`: asked in these very words, it is indexed."""

DAY_BITS: Final = 28
FOREVER: Final = "~"
"""What sorts after every instant: the end of what still holds."""

TABLES: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE entries(id INTEGER PRIMARY KEY, day TEXT NOT NULL, word TEXT NOT NULL, number INTEGER NOT NULL,
        type TEXT NOT NULL, department TEXT, received TEXT NOT NULL, begun TEXT NOT NULL, events TEXT NOT NULL,
        UNIQUE(day, word, number))""",
    "CREATE TABLE contents(sha256 BLOB NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL)",
    """CREATE TABLE events(name TEXT NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY(name, seq, place)) WITHOUT ROWID""",
    """CREATE TABLE numbers(word TEXT NOT NULL, day TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
        by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT, key TEXT, PRIMARY KEY(word, day, number)) WITHOUT ROWID""",
    """CREATE TABLE people(login TEXT PRIMARY KEY, name TEXT NOT NULL, tier TEXT NOT NULL, department TEXT)
        WITHOUT ROWID""",
    """CREATE TABLE waivers(duty TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL)
        WITHOUT ROWID""",
    """CREATE TABLE notices(duty TEXT NOT NULL, stage TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY(duty, stage, channel, recipient)) WITHOUT ROWID""",
    """CREATE TABLE glances(type TEXT NOT NULL, day TEXT NOT NULL, name TEXT NOT NULL, begun TEXT NOT NULL,
        ended TEXT NOT NULL, received TEXT NOT NULL, department TEXT, period TEXT, doubtful INTEGER NOT NULL,
        facts TEXT NOT NULL, PRIMARY KEY(type, day, name, begun)) WITHOUT ROWID""",
    "CREATE TABLE unsearched(id INTEGER PRIMARY KEY)",
    "CREATE TABLE unread(id INTEGER PRIMARY KEY)",
    """CREATE TABLE texts(id INTEGER PRIMARY KEY, scope TEXT NOT NULL, facts TEXT NOT NULL, version INTEGER,
        body TEXT NOT NULL)""",
    "CREATE VIRTUAL TABLE search USING fts5(body, content='', detail=none, tokenize='unicode61 remove_diacritics 0')",
)

INDEXES: Final = (
    f"CREATE INDEX IF NOT EXISTS glances_open ON glances(type, day, name) WHERE {STILL_OPEN}",
    "CREATE INDEX IF NOT EXISTS entries_by_type ON entries(type, day, word, number)",
    "CREATE INDEX IF NOT EXISTS entries_by_receipt ON entries(received)",
    "CREATE INDEX IF NOT EXISTS entries_by_department ON entries(department, day, word, number)",
    "CREATE INDEX IF NOT EXISTS contents_by_sha256 ON contents(sha256)",
    "CREATE INDEX IF NOT EXISTS numbers_by_key ON numbers(word, key) WHERE key IS NOT NULL",
)
"""Made once the journal was followed to its end: following does not ask them."""

CONTENT: Final = {
    "entries": "SELECT day, word, number, type, department, received, begun, events FROM entries ORDER BY day, word, number",
    "contents": "SELECT hex(sha256), day, word, number, version FROM contents JOIN entries USING(id) ORDER BY 1, 2, 3, 4, 5",
    "events": "SELECT name, seq, place FROM events ORDER BY 1, 2, 3",
    "numbers": "SELECT word, day, number, state, by, at, reason, key FROM numbers ORDER BY 1, 2, 3",
    "people": "SELECT login, name, tier, department FROM people ORDER BY 1",
    "waivers": "SELECT duty, by, at, reason FROM waivers ORDER BY 1",
    "notices": "SELECT duty, stage, channel, recipient, at FROM notices ORDER BY 1, 2, 3, 4",
    "glances": """SELECT type, day, name, begun, ended, received, department, period, doubtful, facts FROM glances
        ORDER BY 1, 2, 3, 4""",
}
"""What two catalogues of one journal have in common, table by table: how verify compares them (3-2)."""

TEXTS: Final = "SELECT day, word, number, scope, facts, texts.version, body FROM texts JOIN entries USING(id) ORDER BY 1, 2, 3"
"""What may be searched, which is not the journal's alone: it is read from the records and documents."""
