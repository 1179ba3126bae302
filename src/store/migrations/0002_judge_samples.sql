-- The sample check of a search: places dealt to an officer, with the verdicts.

CREATE TABLE samples (
  id       TEXT PRIMARY KEY,    -- plain; keep: permanent
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  run      TEXT NOT NULL,       -- plain; keep: permanent
  at       INTEGER NOT NULL,    -- plain; keep: permanent
  state    TEXT NOT NULL,       -- plain; keep: permanent; dealt, judged
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  event    INTEGER NOT NULL     -- plain; keep: permanent
) {strict};
CREATE INDEX samples_by_case ON samples (case_id, at DESC, event DESC);
