-- What officers add to the counting of days, clocks they started, and readings counsel signed.

CREATE TABLE place_days (
  id       TEXT PRIMARY KEY,    -- plain; keep: permanent
  date     TEXT NOT NULL,       -- plain; keep: permanent; ISO 8601 date
  what     TEXT NOT NULL,       -- plain; keep: permanent
  actor    TEXT NOT NULL,       -- plain; keep: permanent; officer id, never a name
  at       INTEGER NOT NULL,    -- plain; keep: permanent
  body_key TEXT NOT NULL,       -- plain; keep: permanent
  body     BLOB NOT NULL,       -- personal; keep: permanent
  event    INTEGER NOT NULL     -- plain; keep: permanent
) {strict};
CREATE INDEX place_days_in_order ON place_days (event, id);

CREATE TABLE clocks (
  id       TEXT PRIMARY KEY,    -- plain; keep: permanent
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  state    TEXT NOT NULL,       -- plain; keep: permanent
  due      TEXT NOT NULL,       -- plain; keep: permanent; ISO 8601 date
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  event    INTEGER NOT NULL     -- plain; keep: permanent
) {strict};
CREATE INDEX clocks_by_case ON clocks (case_id, event);
CREATE INDEX clocks_open ON clocks (event, id) WHERE state <> 'ended';

CREATE TABLE readings (
  id        TEXT PRIMARY KEY,   -- plain; keep: permanent
  case_id   TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  scope     TEXT NOT NULL,      -- plain; keep: permanent
  reading   TEXT NOT NULL,      -- plain; keep: permanent; digest of what was signed
  rule      TEXT NOT NULL,      -- plain; keep: permanent
  signed_by TEXT NOT NULL,      -- plain; keep: permanent; officer id, never a name
  at        INTEGER NOT NULL,   -- plain; keep: permanent
  body_key  TEXT NOT NULL,      -- plain; keep: permanent
  body      BLOB NOT NULL,      -- personal; keep: permanent
  event     INTEGER NOT NULL    -- plain; keep: permanent
) {strict};
CREATE INDEX readings_by_case ON readings (case_id, event) WHERE scope = 'case';
CREATE INDEX readings_of_packs ON readings (event, id) WHERE scope = 'pack';
