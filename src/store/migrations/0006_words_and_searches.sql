-- Names by their words, without opening each: a blind index that the desk reckons (rows of before have
-- none until it does). Searches that go on after a stop.

ALTER TABLE findings ADD COLUMN words TEXT NOT NULL DEFAULT ''; -- plain; keep: case closed + retention item; blind index under the case's key
CREATE INDEX findings_by_words ON findings (case_id, words, id) WHERE words <> '';
CREATE INDEX findings_judged_words ON findings (case_id, words, state, id)
  WHERE words <> '' AND state <> 'proposed';
CREATE INDEX findings_without_words ON findings (case_id, element, words, id)
  WHERE element = 'NAME' AND words = '';
CREATE INDEX findings_names_of ON findings (case_id, person, id) WHERE element = 'NAME' AND person <> '';

CREATE TABLE searches (
  case_id  TEXT PRIMARY KEY REFERENCES cases (id), -- plain; keep: until the search is over
  basis    TEXT NOT NULL,       -- plain; keep: until the search is over; blind index
  holder   TEXT NOT NULL,       -- plain; keep: until the search is over; random
  items    INTEGER NOT NULL,    -- plain; keep: until the search is over
  parts    INTEGER NOT NULL,    -- plain; keep: until the search is over
  body_key TEXT NOT NULL,       -- plain; keep: until the search is over
  body     BLOB NOT NULL        -- personal; keep: until the search is over
) {strict};

CREATE TABLE search_parts (
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: until the search is over
  number   INTEGER NOT NULL,    -- plain; keep: until the search is over
  evidence TEXT NOT NULL,       -- plain; keep: until the search is over
  body_key TEXT NOT NULL,       -- plain; keep: until the search is over; the item's own key
  body     BLOB NOT NULL,       -- personal; keep: until the search is over
  PRIMARY KEY (case_id, number)
) {strict};
