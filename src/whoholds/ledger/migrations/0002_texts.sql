-- What tells that a report repeats another: the agency that it is credited to, and its fingerprint (reports/copies.py),
-- sorted 64-bit integers, least significant byte first.
CREATE TABLE texts (
    seq         INTEGER PRIMARY KEY REFERENCES reports (seq),
    wire        TEXT,
    fingerprint BLOB NOT NULL
) STRICT;
