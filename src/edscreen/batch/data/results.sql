-- The tables of results.sqlite. docs/batch.md says what each column means; names do not change within a schema_version.

CREATE TABLE run (            -- what the run rests on, and how far it came
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rules (          -- the questions asked, in the order of the reports
    rule     TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    family   TEXT NOT NULL,
    severity TEXT NOT NULL,
    options  TEXT NOT NULL,   -- JSON
    sources  TEXT NOT NULL    -- JSON
) WITHOUT ROWID;

CREATE TABLE items (          -- the rows or files of the list
    item     INTEGER PRIMARY KEY,
    key      TEXT NOT NULL,
    digest   BLOB NOT NULL,
    identity BLOB NOT NULL,   -- what a row whose text was changed is known by
    name     TEXT NOT NULL,   -- what a row calls its product or, without one, its vendor
    state    TEXT NOT NULL CHECK (state IN ('claimed', 'done', 'given_up')),
    attempts INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE scorecards (     -- one product each
    scorecard       INTEGER PRIMARY KEY,
    item            INTEGER NOT NULL REFERENCES items,
    profile         TEXT NOT NULL,
    document        INTEGER NOT NULL,
    line            INTEGER NOT NULL,
    profile_sha256  TEXT NOT NULL,
    vendor          TEXT NOT NULL,
    product         TEXT NOT NULL,
    product_version TEXT,
    website         TEXT,
    category        TEXT,
    grades          TEXT NOT NULL,  -- JSON
    subjects        TEXT NOT NULL,  -- JSON
    states          TEXT NOT NULL,  -- JSON
    minutes_low     REAL,           -- a student's minutes a week at a screen, where they are stated in full
    minutes_high    REAL,           -- NULL beside a minutes_low: "30 or more"; the other way round: "up to 60"
    effect          REAL,           -- the best effect by an outside evaluator, in standard deviations
    effect_paid     INTEGER,        -- whether the vendor paid for it
    effect_analysis TEXT,           -- intent_to_treat or dosage_conditional
    prepared_by     TEXT,
    verdict         TEXT NOT NULL,
    answered        INTEGER NOT NULL,
    asked           INTEGER NOT NULL,
    claimed_only    INTEGER NOT NULL,
    waived          INTEGER NOT NULL,
    fails           INTEGER NOT NULL,  -- flags that count for the exit code
    open            INTEGER NOT NULL,  -- questions without an answer that count for it
    crashed         INTEGER NOT NULL,  -- of these, where a rule failed
    covered         INTEGER NOT NULL,  -- findings that would count but for a waiver or the baseline
    list            TEXT,              -- JSON: the row's number, the list's own columns, what its site states
    report          BLOB NOT NULL      -- its line of report.jsonl, compressed with zlib
);

CREATE TABLE findings (
    finding     INTEGER PRIMARY KEY,
    scorecard   INTEGER NOT NULL REFERENCES scorecards,
    rule        TEXT NOT NULL REFERENCES rules,
    severity    TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    basis       TEXT,
    message     TEXT NOT NULL,
    ask_vendor  TEXT,
    waiver      TEXT,               -- JSON
    in_baseline INTEGER NOT NULL,
    reply       TEXT,               -- JSON
    fingerprint TEXT NOT NULL
);

CREATE TABLE evidence (
    finding    INTEGER NOT NULL REFERENCES findings,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    file       TEXT,
    line       INTEGER,
    "column"   INTEGER,
    sheet      TEXT,
    cell       TEXT,
    path       TEXT,
    value      TEXT,                -- JSON
    name       TEXT,
    url        TEXT,
    as_of      TEXT,
    fetched_at TEXT,
    sha256     TEXT,
    quote      TEXT,
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;

CREATE TABLE errors (
    error    INTEGER PRIMARY KEY,
    item     INTEGER NOT NULL REFERENCES items,
    kind     TEXT NOT NULL,
    profile  TEXT NOT NULL,
    line     INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    sheet    TEXT,
    cell     TEXT,
    path     TEXT NOT NULL,
    message  TEXT NOT NULL
);

CREATE TABLE waiver_uses (    -- what became of the policy's waivers: see docs/policy.md
    item   INTEGER NOT NULL REFERENCES items,
    waiver INTEGER NOT NULL,        -- its place in the policy, counted from 0
    "use"  TEXT NOT NULL,
    why    TEXT NOT NULL
);

CREATE TABLE notes (          -- what the run has to say at its end of an item besides its findings
    item  INTEGER NOT NULL REFERENCES items,
    kind  TEXT NOT NULL,
    about TEXT NOT NULL             -- JSON
);

CREATE TABLE audit (          -- what people said of a sample of answers: see docs/audit.md
    finding INTEGER NOT NULL REFERENCES findings,
    seed    INTEGER NOT NULL,
    sample  INTEGER NOT NULL,       -- how many answers it was to hold
    person  TEXT NOT NULL,          -- an outcome, or cannot_tell
    remark  TEXT,
    PRIMARY KEY (finding, seed, sample)
);

CREATE TRIGGER audit_of_dropped AFTER DELETE ON findings BEGIN
    DELETE FROM audit WHERE finding = old.finding;
END;

CREATE INDEX scorecards_of_item ON scorecards (item);
CREATE INDEX findings_of_scorecard ON findings (scorecard);
CREATE INDEX errors_of_item ON errors (item);
CREATE INDEX waiver_uses_of_item ON waiver_uses (item);
CREATE INDEX notes_of_kind ON notes (kind, item);
