-- columns: evidence
id case_id number sha256 size blob sealed_size seal_key at body_key body event
-- name: put_evidence
INSERT INTO evidence ({columns:evidence}) VALUES ({values:evidence}) ON CONFLICT DO NOTHING
-- name: evidence
SELECT {columns:evidence} FROM evidence WHERE id = $1
-- name: evidence_of
SELECT {columns:evidence} FROM evidence WHERE case_id = $1 ORDER BY number
-- name: all_evidence
SELECT {columns:evidence} FROM evidence WHERE id IN (
  SELECT id FROM evidence ORDER BY id LIMIT $1 OFFSET $2)
ORDER BY id

-- columns: custody
event evidence case_id action actor at body_key body
-- name: put_custody
INSERT INTO custody ({columns:custody}) VALUES ({values:custody}) ON CONFLICT DO NOTHING
-- name: custody_of
SELECT {columns:custody} FROM custody WHERE case_id = $1 ORDER BY event, evidence
