-- columns: sheets
id case_id at known_at facts_digest packs_digest body_key body event
-- name: put_sheet
INSERT INTO sheets ({columns:sheets}) VALUES ({values:sheets}) ON CONFLICT DO NOTHING
-- name: sheet
SELECT {columns:sheets} FROM sheets WHERE id = $1
-- name: cases_with_sheets
SELECT DISTINCT case_id FROM sheets ORDER BY case_id
-- name: sheets
SELECT {columns:sheets} FROM sheets WHERE case_id = $1 ORDER BY at DESC, event DESC, id DESC

-- columns: batches
id case_id state digest letters rendered_by rendered approved_by approved mailed body_key body event
-- name: put_batch
INSERT INTO batches ({columns:batches}) VALUES ({values:batches}) ON CONFLICT DO NOTHING
-- name: update_batch
UPDATE batches SET {set:batches} WHERE id = $1
-- name: batch
SELECT {columns:batches} FROM batches WHERE id = $1
-- name: batches
SELECT {columns:batches} FROM batches WHERE case_id = $1
ORDER BY rendered DESC, event DESC, id DESC

-- columns: letters
id batch case_id person state sha256 size blob seal_key mailed_on
-- name: put_letter
INSERT INTO letters ({columns:letters}) VALUES ({values:letters}) ON CONFLICT DO NOTHING
-- name: update_letter
UPDATE letters SET {set:letters} WHERE id = $1
-- name: letter
SELECT {columns:letters} FROM letters WHERE id = $1
-- name: letters
SELECT {columns:letters} FROM letters WHERE batch = $1 ORDER BY id
