-- What a search found is put in row by row and comes to be seen at once: rows belong to a lot, and of
-- the lots of a case one is shown. Findings are kept by number (desk/ports/finding_id.hpp), with
-- indexes that grow at their ends; what a list of them counts is counted as it changes.

CREATE TABLE lots (
  lot     INTEGER PRIMARY KEY,  -- plain; keep: case closed + retention item
  case_id TEXT NOT NULL REFERENCES cases (id), -- plain; keep: case closed + retention item
  state   TEXT NOT NULL         -- plain; keep: case closed + retention item; filling, shown, leaving
) {strict};
CREATE UNIQUE INDEX lots_shown ON lots (case_id) WHERE state = 'shown';
CREATE INDEX lots_by_case ON lots (case_id, lot);
INSERT INTO lots (lot, case_id, state)
SELECT row_number() OVER (ORDER BY id), id, 'shown' FROM cases
WHERE id IN (SELECT case_id FROM findings UNION SELECT case_id FROM people UNION SELECT case_id FROM found_files);
INSERT INTO counters (name, value) SELECT 'lot', count(*) FROM lots;

CREATE TABLE lot_findings (
  number     INTEGER PRIMARY KEY, -- plain; keep: case closed + retention item; of the search and in it
  lot        INTEGER NOT NULL REFERENCES lots (lot), -- plain; keep: case closed + retention item
  evidence   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  element    TEXT NOT NULL,     -- plain; keep: case closed + retention item; the kind, not the value
  confidence INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  state      TEXT NOT NULL,     -- plain; keep: case closed + retention item
  person     TEXT NOT NULL,     -- plain; keep: case closed + retention item; a number, not a name
  place      TEXT NOT NULL,     -- plain; keep: case closed + retention item; blind index under the case's key
  words      TEXT NOT NULL,     -- plain; keep: case closed + retention item; blind index under the case's key
  body_key   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  body       BLOB NOT NULL      -- personal; keep: case closed + retention item
) {strict};
INSERT INTO lot_findings (number, lot, evidence, element, confidence, state, person, place, words, body_key, body)
SELECT CAST(substr(f.run, 2) AS INTEGER) * 68719476736 +
       CAST(substr(f.id, length(f.case_id) + length(f.run) + 4) AS INTEGER),
  l.lot, f.evidence, f.element, f.confidence, f.state, f.person, substr(f.place, 1, 32), f.words, f.body_key, f.body
FROM findings f JOIN lots l ON l.case_id = f.case_id;
DROP TABLE findings;
ALTER TABLE lot_findings RENAME TO findings;
CREATE INDEX findings_of_lot ON findings (lot);
CREATE INDEX findings_by_element ON findings (lot, element);
CREATE INDEX findings_by_confidence ON findings (lot, confidence);
CREATE INDEX findings_by_both ON findings (lot, element, confidence);
CREATE INDEX findings_by_evidence ON findings (lot, evidence);
CREATE INDEX findings_by_place ON findings (lot, place);
CREATE INDEX findings_judged ON findings (lot, state) WHERE state <> 'proposed';
CREATE INDEX findings_judged_kind ON findings (lot, state, element) WHERE state <> 'proposed';
CREATE INDEX findings_by_words ON findings (lot, words) WHERE words <> '';
CREATE INDEX findings_judged_words ON findings (lot, words, state, number)
  WHERE words <> '' AND state <> 'proposed';
CREATE INDEX findings_without_words ON findings (lot, element, words)
  WHERE element = 'NAME' AND words = '';
CREATE INDEX findings_names_of ON findings (lot, person) WHERE element = 'NAME' AND person <> '';

DROP TABLE finding_counts;
CREATE TABLE finding_counts (
  lot        INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  evidence   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  element    TEXT NOT NULL,     -- plain; keep: case closed + retention item
  state      TEXT NOT NULL,     -- plain; keep: case closed + retention item
  confidence INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  n          INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  PRIMARY KEY (lot, evidence, element, state, confidence)
) {strict};
INSERT INTO finding_counts (lot, evidence, element, state, confidence, n)
SELECT lot, evidence, element, state, confidence, count(*) FROM findings
GROUP BY lot, evidence, element, state, confidence;
CREATE TABLE place_counts (
  lot        INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  place      TEXT NOT NULL,     -- plain; keep: case closed + retention item; as findings.place
  evidence   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  element    TEXT NOT NULL,     -- plain; keep: case closed + retention item
  state      TEXT NOT NULL,     -- plain; keep: case closed + retention item
  confidence INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  n          INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  PRIMARY KEY (lot, place, evidence, element, state, confidence)
) {strict};
INSERT INTO place_counts (lot, place, evidence, element, state, confidence, n)
SELECT lot, place, evidence, element, state, confidence, count(*) FROM findings
GROUP BY lot, place, evidence, element, state, confidence;

CREATE TABLE lot_found_files (
  lot      INTEGER NOT NULL REFERENCES lots (lot), -- plain; keep: case closed + retention item
  number   INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  evidence TEXT NOT NULL,       -- plain; keep: case closed + retention item
  place    TEXT NOT NULL,       -- plain; keep: case closed + retention item; as findings.place
  findings INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  PRIMARY KEY (lot, number)
) {strict};
INSERT INTO lot_found_files (lot, number, evidence, place, findings, body_key, body)
SELECT l.lot, f.number, f.evidence, substr(f.place, 1, 32), f.findings, f.body_key, f.body
FROM found_files f JOIN lots l ON l.case_id = f.case_id;
DROP TABLE found_files;
ALTER TABLE lot_found_files RENAME TO found_files;

CREATE TABLE lot_people (
  id        TEXT NOT NULL,      -- plain; keep: case closed + retention item; a number within the case
  lot       INTEGER NOT NULL REFERENCES lots (lot), -- plain; keep: case closed + retention item
  residence TEXT NOT NULL,      -- plain; keep: case closed + retention item; a state, nothing nearer
  status    TEXT NOT NULL,      -- plain; keep: case closed + retention item
  standing  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  seal_key  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  body_key  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  body      BLOB NOT NULL,      -- personal; keep: case closed + retention item
  PRIMARY KEY (lot, id)
) {strict};
INSERT INTO lot_people (id, lot, residence, status, standing, seal_key, body_key, body)
SELECT p.id, l.lot, p.residence, p.status, p.standing, p.seal_key, p.body_key, p.body
FROM people p JOIN lots l ON l.case_id = p.case_id;
DROP TABLE people;
ALTER TABLE lot_people RENAME TO people;
CREATE INDEX people_by_residence ON people (lot, residence, id, status, standing);
CREATE INDEX people_by_status ON people (lot, status, id, residence, standing);
CREATE INDEX people_by_standing ON people (lot, standing, id, residence, status);
CREATE INDEX people_by_all ON people (lot, residence, status, standing, id);

DROP TABLE people_counts;
CREATE TABLE people_counts (
  lot       INTEGER NOT NULL,   -- plain; keep: case closed + retention item
  residence TEXT NOT NULL,      -- plain; keep: case closed + retention item
  status    TEXT NOT NULL,      -- plain; keep: case closed + retention item
  standing  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  n         INTEGER NOT NULL,   -- plain; keep: case closed + retention item
  PRIMARY KEY (lot, residence, status, standing)
) {strict};
INSERT INTO people_counts (lot, residence, status, standing, n)
SELECT lot, residence, status, standing, count(*) FROM people GROUP BY lot, residence, status, standing;
