-- Reports begun and not sent: until they end, then a sweep takes them away (desk/drafts.hpp).

CREATE TABLE drafts (
  code_hash TEXT PRIMARY KEY,   -- plain; keep: 14 days from the last save; blind index
  ends      INTEGER NOT NULL,   -- plain; keep: 14 days from the last save
  body_key  TEXT NOT NULL,      -- plain; keep: 14 days from the last save
  body      BLOB NOT NULL       -- personal; keep: 14 days from the last save
) {strict};
CREATE INDEX drafts_by_end ON drafts (ends, code_hash);

CREATE TABLE staged (
  blob     TEXT PRIMARY KEY,    -- plain; keep: until the report is sent, or it ends
  seal_key TEXT NOT NULL,       -- plain; keep: until the report is sent, or it ends
  ends     INTEGER NOT NULL     -- plain; keep: until the report is sent, or it ends
) {strict};
CREATE INDEX staged_by_end ON staged (ends, blob);
