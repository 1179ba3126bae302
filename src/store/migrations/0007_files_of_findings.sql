-- Findings by the file they stand in, also inside an item, and by how sure the search is of them.

ALTER TABLE findings ADD COLUMN place TEXT NOT NULL DEFAULT ''; -- plain; keep: case closed + retention item; blind index under the case's key
CREATE INDEX findings_by_place ON findings (case_id, evidence, place, element, state);
CREATE INDEX findings_by_confidence ON findings (case_id, confidence, id);

CREATE TABLE found_files (
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: case closed + retention item
  number   INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  evidence TEXT NOT NULL,       -- plain; keep: case closed + retention item
  place    TEXT NOT NULL,       -- plain; keep: case closed + retention item; blind index under the case's key
  findings INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  PRIMARY KEY (case_id, number)
) {strict};
