-- The learner's progress. `events` is the truth; `cards` and `days` are folds of it and can be dropped at any time.
-- Each part below brings a file from the schema before it to its own.

-- schema 1

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id      TEXT PRIMARY KEY,                  -- UUIDv7
    at      INTEGER NOT NULL,                  -- ms UTC
    offset  INTEGER NOT NULL,                  -- minutes east of UTC at that moment
    day     INTEGER NOT NULL,                  -- the learner's day number
    learner TEXT NOT NULL,
    device  TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('review', 'practice', 'void', 'suspend', 'resume', 'reset', 'setting')),
    deck    TEXT NOT NULL,
    card    TEXT NOT NULL,
    rating  INTEGER CHECK (rating BETWEEN 1 AND 4),
    data    TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_by_card ON events (deck, card);
CREATE INDEX events_by_day ON events (day, deck);

CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_stand BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events are append-only'); END;

CREATE TABLE cards (
    deck       TEXT NOT NULL,
    card       TEXT NOT NULL,
    phase      TEXT NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
    stability  REAL,                           -- days
    difficulty REAL,                           -- 1..10
    day        INTEGER,                        -- day number of the last scheduling answer
    step       INTEGER,                        -- learning, relearning: index of the step
    due        INTEGER,                        -- learning, relearning: ms UTC
    interval   INTEGER,                        -- review: days
    due_day    INTEGER,                        -- review: day number
    reps       INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    suspended  INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    last_at    INTEGER NOT NULL,               -- the newest event that was folded in
    last_id    TEXT NOT NULL,
    PRIMARY KEY (deck, card)
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_by_due_day ON cards (deck, due_day) WHERE phase = 'review' AND suspended = 0;

-- Questions that were given a new id: the events of `former` count for `card`.
CREATE TABLE aliases (
    deck   TEXT NOT NULL,
    former TEXT NOT NULL,
    card   TEXT NOT NULL,
    PRIMARY KEY (deck, former)
) STRICT, WITHOUT ROWID;

-- Sittings that were not finished, and what was on screen in each.
CREATE TABLE sittings (
    scope TEXT PRIMARY KEY,
    day   INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state))
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    scope TEXT PRIMARY KEY,
    draft TEXT NOT NULL CHECK (json_valid(draft))
) STRICT, WITHOUT ROWID;

-- schema 2

-- With what is asked of a card's answers, so that the last ones of all cards are found without reading the log itself.
DROP INDEX events_by_card;
CREATE INDEX events_by_card ON events (deck, card, day, kind, rating);

-- Sums of the answers that stand, for statistics. `predicted`, `loss` and `odds` are in billionths.
CREATE TABLE days (
    day          INTEGER NOT NULL,
    deck         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('review', 'practice')),
    form         TEXT NOT NULL,                -- as it was asked; empty if not logged
    maturity     TEXT NOT NULL CHECK (maturity IN ('', 'new', 'learning', 'relearning', 'young', 'mature')),
    bin          INTEGER NOT NULL,             -- of the predicted recall; -1 without a prediction
    guessed      INTEGER NOT NULL CHECK (guessed IN (0, 1)),
    answers      INTEGER NOT NULL,
    right        INTEGER NOT NULL,             -- remembered: rated above Again
    marked       INTEGER NOT NULL,             -- the response was right, lucky ones too
    milliseconds INTEGER NOT NULL,
    predicted    INTEGER NOT NULL,
    loss         INTEGER NOT NULL,
    odds         INTEGER NOT NULL,             -- chances to be right blindly
    PRIMARY KEY (day, deck, kind, form, maturity, bin, guessed)
) STRICT, WITHOUT ROWID;

-- schema 3

-- The few cards of a large deck that are not simply waiting for their next review: without reading the others.
CREATE INDEX cards_not_in_review ON cards (deck, phase, suspended, due) WHERE phase <> 'review' OR suspended <> 0;

-- schema 4

-- Each event has a checksum, and what fails it is set aside. The log has a new kind of event, `adopt`.
DROP TRIGGER events_are_kept;
DROP TRIGGER events_stand;
DROP INDEX events_by_time;
DROP INDEX events_by_card;
DROP INDEX events_by_day;
ALTER TABLE events RENAME TO events_before;

CREATE TABLE events (
    id       TEXT PRIMARY KEY,                 -- UUIDv7
    at       INTEGER NOT NULL,                 -- ms UTC
    offset   INTEGER NOT NULL,                 -- minutes east of UTC at that moment
    day      INTEGER NOT NULL,                 -- the learner's day number
    learner  TEXT NOT NULL,
    device   TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (
        kind IN ('review', 'practice', 'void', 'suspend', 'resume', 'reset', 'setting', 'adopt')
    ),
    deck     TEXT NOT NULL,
    card     TEXT NOT NULL,
    rating   INTEGER CHECK (rating BETWEEN 1 AND 4),
    data     TEXT NOT NULL CHECK (json_valid(data)),
    checksum INTEGER NOT NULL                  -- CRC-32 of the columns before it
) STRICT;

CREATE TABLE damaged_events (
    number   INTEGER PRIMARY KEY,              -- its rowid in `events`
    id       BLOB NOT NULL,
    noticed  INTEGER NOT NULL,                 -- ms UTC
    content  TEXT NOT NULL                     -- its columns, as SQL literals
) STRICT;

-- schema 5

-- What happened in a sitting since its state was written, so that an answer costs the same however many cards wait.
-- The first row of each, number 0, stands for that state: what another window keeps in its place has another id.
CREATE TABLE sitting_changes (
    scope  TEXT NOT NULL,
    session TEXT NOT NULL,
    number INTEGER NOT NULL,
    day    INTEGER NOT NULL,                   -- the learner's day number
    event  TEXT NOT NULL,                      -- the event that it came with
    change TEXT NOT NULL CHECK (json_valid(change)),
    PRIMARY KEY (scope, session, number)
) STRICT, WITHOUT ROWID;
