-- Types are logical: TEXT, BLOB, INTEGER (64 bits); each engine maps them. {strict} makes
-- SQLite keep to them. Times are INTEGER seconds since 1970 UTC; booleans 0 or 1; '' in a TEXT means none.
-- Every column says: plain | personal; keep: how long. A personal BLOB is sealed (base/seal.hpp);
-- erasing its key erases it everywhere, also in backups of which the keys are not kept.

CREATE TABLE schema_migrations (
  number INTEGER PRIMARY KEY,   -- plain; keep: permanent
  name   TEXT NOT NULL          -- plain; keep: permanent
) {strict};

-- Ledger ----------------------------------------------------------------------------------------

CREATE TABLE events (
  idx      INTEGER PRIMARY KEY, -- plain; keep: permanent; dense from 0
  case_id  TEXT NOT NULL,       -- plain; keep: permanent
  subject  TEXT NOT NULL,       -- plain; keep: permanent; id of the thing acted upon
  kind     TEXT NOT NULL,       -- plain; keep: permanent
  actor    TEXT NOT NULL,       -- plain; keep: permanent; officer id, never a name
  at       INTEGER NOT NULL,    -- plain; keep: permanent
  leaf     BLOB NOT NULL,       -- plain; keep: permanent; 65 bytes, salted
  body_key TEXT NOT NULL,       -- plain; keep: permanent
  body     BLOB NOT NULL        -- personal; keep: permanent, readable while its key is kept
) {strict};
CREATE INDEX events_by_case ON events (case_id, idx);

CREATE TABLE ledger_head (
  one         INTEGER PRIMARY KEY CHECK (one = 1), -- plain; keep: permanent; the only row
  signed_size INTEGER NOT NULL, -- plain; keep: permanent
  signed_root BLOB NOT NULL,    -- plain; keep: permanent
  signed_note BLOB NOT NULL,    -- plain; keep: permanent
  frontier    BLOB NOT NULL     -- plain; keep: permanent
) {strict};

-- Keys, numbers, settings -----------------------------------------------------------------------

CREATE TABLE keys (
  id      TEXT PRIMARY KEY,     -- plain; keep: as what it seals
  parent  TEXT NOT NULL,        -- plain; keep: as what it seals
  wrapped BLOB NOT NULL,        -- plain; keep: as what it seals; erased to erase that
  created INTEGER NOT NULL      -- plain; keep: as what it seals
) {strict};

CREATE TABLE counters (
  name  TEXT PRIMARY KEY,       -- plain; keep: permanent
  value INTEGER NOT NULL        -- plain; keep: permanent
) {strict};

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,       -- plain; keep: permanent
  value BLOB NOT NULL           -- plain; keep: permanent; what speaks of people is sealed first
) {strict};

-- Reports ---------------------------------------------------------------------------------------

CREATE TABLE reports (
  id          TEXT PRIMARY KEY, -- plain; keep: permanent
  code_hash   TEXT NOT NULL,    -- plain; keep: case closed + retention item; blind index
  form_token  TEXT NOT NULL,    -- plain; keep: case closed + retention item
  channel     TEXT NOT NULL,    -- plain; keep: permanent
  language    TEXT NOT NULL,    -- plain; keep: permanent
  state       TEXT NOT NULL,    -- plain; keep: permanent
  anonymous   INTEGER NOT NULL, -- plain; keep: permanent
  received    INTEGER NOT NULL, -- plain; keep: permanent
  looked      INTEGER,          -- plain; keep: permanent
  case_id     TEXT NOT NULL,    -- plain; keep: permanent
  seal_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body        BLOB NOT NULL,    -- personal; keep: case closed + retention item
  contact_key TEXT NOT NULL,    -- plain; keep: case closed + retention item
  contact     BLOB NOT NULL,    -- personal; keep: until the reporter was answered and the case closed
  event       INTEGER NOT NULL  -- plain; keep: permanent
) {strict};
CREATE UNIQUE INDEX reports_by_code ON reports (code_hash) WHERE code_hash <> '';
CREATE UNIQUE INDEX reports_by_form ON reports (form_token) WHERE form_token <> '';
CREATE INDEX reports_by_received ON reports (received, id);
CREATE INDEX reports_by_state ON reports (state, received, id);
CREATE INDEX reports_by_case ON reports (case_id, received, id);

CREATE TABLE messages (
  id          TEXT PRIMARY KEY, -- plain; keep: case closed + retention item
  report      TEXT NOT NULL REFERENCES reports (id), -- plain; keep: case closed + retention item
  to_reporter INTEGER NOT NULL, -- plain; keep: case closed + retention item
  actor       TEXT NOT NULL,    -- plain; keep: case closed + retention item
  at          INTEGER NOT NULL, -- plain; keep: case closed + retention item
  body_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body        BLOB NOT NULL,    -- personal; keep: case closed + retention item
  event       INTEGER NOT NULL  -- plain; keep: case closed + retention item
) {strict};
CREATE INDEX messages_by_report ON messages (report, at, event, id);

CREATE TABLE quarantine (
  id       TEXT PRIMARY KEY,    -- plain; keep: case closed + retention item
  report   TEXT NOT NULL REFERENCES reports (id), -- plain; keep: case closed + retention item
  blob     TEXT NOT NULL,       -- plain; keep: case closed + retention item
  size     INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  sha256   TEXT NOT NULL,       -- plain; keep: case closed + retention item
  seal_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  at       INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  evidence TEXT NOT NULL        -- plain; keep: case closed + retention item
) {strict};
CREATE INDEX quarantine_by_report ON quarantine (report, at, id);

-- Cases -----------------------------------------------------------------------------------------

CREATE TABLE cases (
  id         TEXT PRIMARY KEY,  -- plain; keep: permanent
  seal_key   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  state      TEXT NOT NULL,     -- plain; keep: permanent
  severity   INTEGER NOT NULL,  -- plain; keep: permanent
  owner      TEXT NOT NULL,     -- plain; keep: permanent; officer id
  restricted INTEGER NOT NULL,  -- plain; keep: permanent
  opened     INTEGER NOT NULL,  -- plain; keep: permanent
  changed    INTEGER NOT NULL,  -- plain; keep: permanent
  next_due   TEXT NOT NULL,     -- plain; keep: permanent; ISO 8601 date, or 'none', which sorts last
  source     TEXT NOT NULL,     -- plain; keep: permanent
  origin     TEXT NOT NULL,     -- plain; keep: permanent; blind index of an imported record
  body_key   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  body       BLOB NOT NULL,     -- personal; keep: case closed + retention item
  sequence   TEXT NOT NULL      -- plain; keep: permanent; the id with its numbers padded, to sort by
) {strict};
CREATE UNIQUE INDEX cases_by_origin ON cases (origin) WHERE origin <> '';
-- One index per order a list can have, for: any case, current ones, one state, one owner. Each
-- covers its list, so that a page far down or a filter never touches the rows it skips.
CREATE INDEX cases_any_opened ON cases (opened DESC, sequence DESC, restricted, id);
CREATE INDEX cases_any_changed ON cases (changed DESC, sequence DESC, restricted, id);
CREATE INDEX cases_any_severity ON cases (severity DESC, sequence DESC, restricted, id);
CREATE INDEX cases_any_due ON cases (next_due, sequence, restricted, id);
CREATE INDEX cases_any_id ON cases (sequence DESC, restricted, id);
CREATE INDEX cases_current_opened ON cases (opened DESC, sequence DESC, restricted, id, state)
  WHERE state <> 'closed';
CREATE INDEX cases_current_changed ON cases (changed DESC, sequence DESC, restricted, id, state)
  WHERE state <> 'closed';
CREATE INDEX cases_current_severity ON cases (severity DESC, sequence DESC, restricted, id, state)
  WHERE state <> 'closed';
CREATE INDEX cases_current_due ON cases (next_due, sequence, restricted, id, state)
  WHERE state <> 'closed';
CREATE INDEX cases_current_id ON cases (sequence DESC, restricted, id, state)
  WHERE state <> 'closed';
CREATE INDEX cases_state_opened ON cases (state, opened DESC, sequence DESC, restricted, id);
CREATE INDEX cases_state_changed ON cases (state, changed DESC, sequence DESC, restricted, id);
CREATE INDEX cases_state_severity ON cases (state, severity DESC, sequence DESC, restricted, id);
CREATE INDEX cases_state_due ON cases (state, next_due, sequence, restricted, id);
CREATE INDEX cases_state_id ON cases (state, sequence DESC, restricted, id);
CREATE INDEX cases_owner_opened ON cases (owner, opened DESC, sequence DESC, state, restricted, id);
CREATE INDEX cases_owner_changed ON cases (owner, changed DESC, sequence DESC, state, restricted, id);
CREATE INDEX cases_owner_severity
  ON cases (owner, severity DESC, sequence DESC, state, restricted, id);
CREATE INDEX cases_owner_due ON cases (owner, next_due, sequence, state, restricted, id);
CREATE INDEX cases_owner_id ON cases (owner, sequence DESC, state, restricted, id);
-- How many cases there are of each kind: counted as they change, so that no page counts them all.
CREATE TABLE case_counts (
  state      TEXT NOT NULL,     -- plain; keep: permanent
  owner      TEXT NOT NULL,     -- plain; keep: permanent; officer id
  restricted INTEGER NOT NULL,  -- plain; keep: permanent
  n          INTEGER NOT NULL,  -- plain; keep: permanent
  PRIMARY KEY (state, owner, restricted)
) {strict};

CREATE TABLE members (
  case_id TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  officer TEXT NOT NULL,        -- plain; keep: permanent; officer id
  since   INTEGER NOT NULL,     -- plain; keep: permanent
  PRIMARY KEY (case_id, officer)
) {strict};
CREATE INDEX members_by_officer ON members (officer, case_id);

CREATE TABLE facts (
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  name     TEXT NOT NULL,       -- plain; keep: permanent
  entered  INTEGER NOT NULL,    -- plain; keep: permanent
  actor    TEXT NOT NULL,       -- plain; keep: permanent; officer id
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  event    INTEGER NOT NULL,    -- plain; keep: permanent
  PRIMARY KEY (case_id, event, name)
) {strict};

CREATE TABLE entries (
  id         TEXT PRIMARY KEY,  -- plain; keep: permanent
  case_id    TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  entered    INTEGER NOT NULL,  -- plain; keep: permanent
  actor      TEXT NOT NULL,     -- plain; keep: permanent; officer id
  corrects   TEXT NOT NULL,     -- plain; keep: permanent
  privileged INTEGER NOT NULL,  -- plain; keep: permanent
  body_key   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  body       BLOB NOT NULL,     -- personal; keep: case closed + retention item
  event      INTEGER NOT NULL   -- plain; keep: permanent
) {strict};
CREATE INDEX entries_by_case ON entries (case_id, event, id);

-- Evidence --------------------------------------------------------------------------------------

CREATE TABLE evidence (
  id          TEXT PRIMARY KEY, -- plain; keep: permanent
  case_id     TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  number      INTEGER NOT NULL, -- plain; keep: permanent
  sha256      TEXT NOT NULL,    -- plain; keep: permanent
  size        INTEGER NOT NULL, -- plain; keep: permanent
  blob        TEXT NOT NULL,    -- plain; keep: permanent
  sealed_size INTEGER NOT NULL, -- plain; keep: permanent
  seal_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  at          INTEGER NOT NULL, -- plain; keep: permanent
  body_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body        BLOB NOT NULL,    -- personal; keep: case closed + retention item
  event       INTEGER NOT NULL  -- plain; keep: permanent
) {strict};
CREATE UNIQUE INDEX evidence_by_case ON evidence (case_id, number);

CREATE TABLE custody (
  event    INTEGER NOT NULL,    -- plain; keep: permanent
  evidence TEXT NOT NULL,       -- plain; keep: permanent
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  action   TEXT NOT NULL,       -- plain; keep: permanent
  actor    TEXT NOT NULL,       -- plain; keep: permanent; officer id
  at       INTEGER NOT NULL,    -- plain; keep: permanent
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  PRIMARY KEY (event, evidence)
) {strict};
CREATE INDEX custody_by_case ON custody (case_id, event, evidence);

-- Discovery and people --------------------------------------------------------------------------

CREATE TABLE runs (
  id       TEXT PRIMARY KEY,    -- plain; keep: permanent
  case_id  TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  at       INTEGER NOT NULL,    -- plain; keep: permanent
  state    TEXT NOT NULL,       -- plain; keep: permanent
  body_key TEXT NOT NULL,       -- plain; keep: case closed + retention item
  body     BLOB NOT NULL,       -- personal; keep: case closed + retention item
  event    INTEGER NOT NULL     -- plain; keep: permanent
) {strict};
CREATE INDEX runs_by_case ON runs (case_id, at DESC, event DESC);

CREATE TABLE findings (
  id         TEXT PRIMARY KEY,  -- plain; keep: case closed + retention item
  case_id    TEXT NOT NULL REFERENCES cases (id), -- plain; keep: case closed + retention item
  run        TEXT NOT NULL,     -- plain; keep: case closed + retention item
  evidence   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  element    TEXT NOT NULL,     -- plain; keep: case closed + retention item; the kind, not the value
  confidence INTEGER NOT NULL,  -- plain; keep: case closed + retention item
  state      TEXT NOT NULL,     -- plain; keep: case closed + retention item
  person     TEXT NOT NULL,     -- plain; keep: case closed + retention item; a number, not a name
  body_key   TEXT NOT NULL,     -- plain; keep: case closed + retention item
  body       BLOB NOT NULL      -- personal; keep: case closed + retention item
) {strict};
CREATE INDEX findings_any ON findings (case_id, id);
CREATE INDEX findings_by_element ON findings (case_id, element, id);
CREATE INDEX findings_by_state ON findings (case_id, state, id);
CREATE INDEX findings_by_both ON findings (case_id, element, state, id);

CREATE TABLE finding_counts (
  case_id  TEXT NOT NULL,       -- plain; keep: case closed + retention item
  evidence TEXT NOT NULL,       -- plain; keep: case closed + retention item
  element  TEXT NOT NULL,       -- plain; keep: case closed + retention item
  state    TEXT NOT NULL,       -- plain; keep: case closed + retention item
  n        INTEGER NOT NULL,    -- plain; keep: case closed + retention item
  PRIMARY KEY (case_id, evidence, element, state)
) {strict};

CREATE TABLE people (
  id        TEXT NOT NULL,      -- plain; keep: case closed + retention item; a number within the case
  case_id   TEXT NOT NULL REFERENCES cases (id), -- plain; keep: case closed + retention item
  residence TEXT NOT NULL,      -- plain; keep: case closed + retention item; a state, nothing nearer
  status    TEXT NOT NULL,      -- plain; keep: case closed + retention item
  standing  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  seal_key  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  body_key  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  body      BLOB NOT NULL,      -- personal; keep: case closed + retention item
  PRIMARY KEY (case_id, id)
) {strict};
CREATE INDEX people_by_residence ON people (case_id, residence, id, status, standing);
CREATE INDEX people_by_status ON people (case_id, status, id, residence, standing);
CREATE INDEX people_by_standing ON people (case_id, standing, id, residence, status);
CREATE INDEX people_by_all ON people (case_id, residence, status, standing, id);

CREATE TABLE people_counts (
  case_id   TEXT NOT NULL,      -- plain; keep: case closed + retention item
  residence TEXT NOT NULL,      -- plain; keep: case closed + retention item
  status    TEXT NOT NULL,      -- plain; keep: case closed + retention item
  standing  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  n         INTEGER NOT NULL,   -- plain; keep: case closed + retention item
  PRIMARY KEY (case_id, residence, status, standing)
) {strict};

-- Duties and letters ----------------------------------------------------------------------------

CREATE TABLE sheets (
  id           TEXT PRIMARY KEY, -- plain; keep: permanent
  case_id      TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  at           INTEGER NOT NULL, -- plain; keep: permanent
  known_at     TEXT NOT NULL,   -- plain; keep: permanent; ISO 8601 date
  facts_digest TEXT NOT NULL,   -- plain; keep: permanent
  packs_digest TEXT NOT NULL,   -- plain; keep: permanent
  body_key     TEXT NOT NULL,   -- plain; keep: case closed + retention item
  body         BLOB NOT NULL,   -- personal; keep: case closed + retention item
  event        INTEGER NOT NULL -- plain; keep: permanent
) {strict};
CREATE INDEX sheets_by_case ON sheets (case_id, at DESC, event DESC);

CREATE TABLE batches (
  id          TEXT PRIMARY KEY, -- plain; keep: permanent
  case_id     TEXT NOT NULL REFERENCES cases (id), -- plain; keep: permanent
  state       TEXT NOT NULL,    -- plain; keep: permanent
  digest      TEXT NOT NULL,    -- plain; keep: permanent
  letters     INTEGER NOT NULL, -- plain; keep: permanent
  rendered_by TEXT NOT NULL,    -- plain; keep: permanent; officer id
  rendered    INTEGER NOT NULL, -- plain; keep: permanent
  approved_by TEXT NOT NULL,    -- plain; keep: permanent; officer id
  approved    INTEGER,          -- plain; keep: permanent
  mailed      INTEGER,          -- plain; keep: permanent
  body_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body        BLOB NOT NULL,    -- personal; keep: case closed + retention item
  event       INTEGER NOT NULL  -- plain; keep: permanent
) {strict};
CREATE INDEX batches_by_case ON batches (case_id, rendered DESC, event DESC);

CREATE TABLE letters (
  id        TEXT PRIMARY KEY,   -- plain; keep: case closed + retention item
  batch     TEXT NOT NULL REFERENCES batches (id), -- plain; keep: case closed + retention item
  case_id   TEXT NOT NULL REFERENCES cases (id), -- plain; keep: case closed + retention item
  person    TEXT NOT NULL,      -- plain; keep: case closed + retention item; a number, not a name
  state     TEXT NOT NULL,      -- plain; keep: case closed + retention item
  sha256    TEXT NOT NULL,      -- plain; keep: case closed + retention item
  size      INTEGER NOT NULL,   -- plain; keep: case closed + retention item
  blob      TEXT NOT NULL,      -- plain; keep: case closed + retention item
  seal_key  TEXT NOT NULL,      -- plain; keep: case closed + retention item
  mailed_on TEXT NOT NULL       -- plain; keep: case closed + retention item; ISO 8601 date
) {strict};
CREATE INDEX letters_by_batch ON letters (batch, id);

-- Officers --------------------------------------------------------------------------------------

CREATE TABLE officers (
  id           TEXT PRIMARY KEY, -- plain; keep: permanent
  login_index  TEXT NOT NULL,   -- plain; keep: while employed; blind index
  roles        TEXT NOT NULL,   -- plain; keep: permanent
  active       INTEGER NOT NULL, -- plain; keep: permanent
  created      INTEGER NOT NULL, -- plain; keep: permanent
  failed       INTEGER NOT NULL, -- plain; keep: while employed
  locked_until INTEGER,         -- plain; keep: while employed
  totp_step    INTEGER NOT NULL, -- plain; keep: while employed
  body_key     TEXT NOT NULL,   -- plain; keep: while employed
  body         BLOB NOT NULL    -- personal; keep: while employed
) {strict};
CREATE UNIQUE INDEX officers_by_login ON officers (login_index) WHERE login_index <> '';

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,  -- plain; keep: until it expires
  officer    TEXT NOT NULL,     -- plain; keep: until it expires; officer id
  created    INTEGER NOT NULL,  -- plain; keep: until it expires
  seen       INTEGER NOT NULL,  -- plain; keep: until it expires
  expires    INTEGER NOT NULL   -- plain; keep: until it expires
) {strict};
CREATE INDEX sessions_by_expiry ON sessions (expires);

CREATE TABLE invites (
  token_hash TEXT PRIMARY KEY,  -- plain; keep: until used or expired
  officer    TEXT NOT NULL,     -- plain; keep: until used or expired; officer id
  roles      TEXT NOT NULL,     -- plain; keep: until used or expired
  expires    INTEGER NOT NULL,  -- plain; keep: until used or expired
  used       INTEGER NOT NULL   -- plain; keep: until used or expired
) {strict};

-- Jobs ------------------------------------------------------------------------------------------

CREATE TABLE jobs (
  id          TEXT PRIMARY KEY, -- plain; keep: case closed + retention item
  kind        TEXT NOT NULL,    -- plain; keep: case closed + retention item
  case_id     TEXT NOT NULL,    -- plain; keep: case closed + retention item
  state       TEXT NOT NULL,    -- plain; keep: case closed + retention item
  worker      TEXT NOT NULL,    -- plain; keep: case closed + retention item
  lease_until INTEGER,          -- plain; keep: case closed + retention item
  done        INTEGER NOT NULL, -- plain; keep: case closed + retention item
  total       INTEGER NOT NULL, -- plain; keep: case closed + retention item
  message     TEXT NOT NULL,    -- plain; keep: case closed + retention item
  created     INTEGER NOT NULL, -- plain; keep: case closed + retention item
  body_key    TEXT NOT NULL,    -- plain; keep: case closed + retention item
  body        BLOB NOT NULL,    -- personal; keep: case closed + retention item
  sequence    TEXT NOT NULL     -- plain; keep: case closed + retention item; as in cases
) {strict};
CREATE INDEX jobs_by_case ON jobs (case_id, created DESC, sequence DESC);
CREATE INDEX jobs_by_state ON jobs (state, created, sequence);
