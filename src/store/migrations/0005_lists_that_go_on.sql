-- Lists of any length: an officer's own cases with what lists sort and filter by, counts of reports
-- that are kept, and indexes that hold all that a list of reports asks.

CREATE TABLE member_cases (
  officer    TEXT NOT NULL,     -- plain; keep: permanent; officer id
  id         TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  state      TEXT NOT NULL,     -- plain; keep: permanent; this and the rest as in cases
  owner      TEXT NOT NULL,     -- plain; keep: permanent; officer id
  restricted INTEGER NOT NULL,  -- plain; keep: permanent
  opened     INTEGER NOT NULL,  -- plain; keep: permanent
  changed    INTEGER NOT NULL,  -- plain; keep: permanent
  severity   INTEGER NOT NULL,  -- plain; keep: permanent
  next_due   TEXT NOT NULL,     -- plain; keep: permanent
  sequence   TEXT NOT NULL,     -- plain; keep: permanent
  PRIMARY KEY (id, officer)
) {strict};
INSERT INTO member_cases (officer, id, state, owner, restricted, opened, changed, severity, next_due, sequence)
SELECT m.officer, c.id, c.state, c.owner, c.restricted, c.opened, c.changed, c.severity, c.next_due, c.sequence
FROM members m JOIN cases c ON c.id = m.case_id;
CREATE INDEX member_cases_opened
  ON member_cases (officer, opened DESC, sequence DESC, state, owner, restricted, id);
CREATE INDEX member_cases_changed
  ON member_cases (officer, changed DESC, sequence DESC, state, owner, restricted, id);
CREATE INDEX member_cases_severity
  ON member_cases (officer, severity DESC, sequence DESC, state, owner, restricted, id);
CREATE INDEX member_cases_due
  ON member_cases (officer, next_due, sequence, state, owner, restricted, id);
CREATE INDEX member_cases_id
  ON member_cases (officer, sequence DESC, state, owner, restricted, id);

CREATE TABLE report_counts (
  state TEXT PRIMARY KEY,       -- plain; keep: permanent
  n     INTEGER NOT NULL        -- plain; keep: permanent
) {strict};
INSERT INTO report_counts (state, n) SELECT state, count(*) FROM reports GROUP BY state;
DROP INDEX reports_by_received;
DROP INDEX reports_by_state;
CREATE INDEX reports_by_received ON reports (received, id, case_id);
CREATE INDEX reports_by_state ON reports (state, received, id, case_id);
CREATE INDEX cases_restricted ON cases (restricted, id) WHERE restricted = 1;
