-- Entries and the hash tree are the record: nothing in them is ever changed or removed, and the triggers see to it.
-- Reports, readings and claims are a projection of the entries, made for look-up; they can be rebuilt at any time.

PRAGMA application_id = 2003330163;  -- "whds"

CREATE TABLE entries (
    seq         INTEGER PRIMARY KEY CHECK (seq > 0),
    kind        TEXT NOT NULL CHECK (kind IN ('report', 'reading', 'decision', 'setting')),
    id          TEXT NOT NULL CHECK (id <> ''),
    sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
    payload     TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    known_from  TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;

-- BEFORE INSERT, because INSERT OR REPLACE removes rows without asking the DELETE trigger.
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
     OR EXISTS (SELECT 1 FROM entries WHERE kind = NEW.kind AND id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry takes the next number and a new id'); END;

CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry cannot be changed'); END;

CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry cannot be removed'); END;

-- Complete subtrees of the RFC 6962 tree over the entries: level 0 are the leaves, position counts from the left.
CREATE TABLE tree (
    level    INTEGER NOT NULL CHECK (level >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tree_in_order BEFORE INSERT ON tree
WHEN EXISTS (SELECT 1 FROM tree WHERE level = NEW.level AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a tree node cannot be replaced'); END;

CREATE TRIGGER tree_never_changes BEFORE UPDATE ON tree
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a tree node cannot be changed'); END;

CREATE TRIGGER tree_never_goes BEFORE DELETE ON tree
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a tree node cannot be removed'); END;

CREATE TABLE reports (
    seq        INTEGER PRIMARY KEY REFERENCES entries (seq),
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    title      TEXT,
    outlet     TEXT,
    url        TEXT,
    language   TEXT NOT NULL,
    published  TEXT,
    known_from TEXT NOT NULL
) STRICT;

CREATE TABLE readings (
    seq        INTEGER PRIMARY KEY REFERENCES entries (seq),
    report_id  TEXT NOT NULL REFERENCES reports (id),
    reader     TEXT NOT NULL,
    known_from TEXT NOT NULL,
    UNIQUE (report_id, reader)
) STRICT;

CREATE INDEX readings_latest ON readings (report_id, seq, known_from);

-- place_id is the anchor's where place_form is 'described'; lat and lon are empty there: a description is no point.
CREATE TABLE claims (
    reading_seq INTEGER NOT NULL REFERENCES readings (seq),
    ordinal     INTEGER NOT NULL,
    id          TEXT NOT NULL,
    report_seq  INTEGER NOT NULL REFERENCES reports (seq),
    event       TEXT NOT NULL,
    factuality  TEXT NOT NULL,
    control     TEXT NOT NULL,
    actor       TEXT,
    target      TEXT,
    speaker     TEXT NOT NULL,
    headline    INTEGER NOT NULL,
    place_form  TEXT NOT NULL CHECK (place_form IN ('place', 'area', 'described', 'unplaced')),
    place_id    TEXT,
    relation    TEXT,
    place_name  TEXT,
    place_label TEXT,
    lat         REAL,
    lon         REAL,
    when_start  TEXT,
    when_end    TEXT,
    search      TEXT NOT NULL,
    record      TEXT NOT NULL,
    PRIMARY KEY (reading_seq, ordinal)
) STRICT;

-- Claims are listed by report and ordinal: an index that goes on so gives them in order.
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_report ON claims (report_seq, ordinal);
CREATE INDEX claims_place ON claims (place_id, report_seq, ordinal);
CREATE INDEX claims_name ON claims (place_name);
CREATE INDEX claims_label ON claims (place_label);
CREATE INDEX claims_point ON claims (lat, lon);
CREATE INDEX claims_actor ON claims (actor, report_seq, ordinal);
CREATE INDEX claims_target ON claims (target, report_seq, ordinal);
CREATE INDEX claims_speaker ON claims (speaker, report_seq, ordinal);
CREATE INDEX claims_event ON claims (event, report_seq, ordinal);
CREATE INDEX claims_factuality ON claims (factuality, report_seq, ordinal);
CREATE INDEX claims_when ON claims (when_start, when_end);
