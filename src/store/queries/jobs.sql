-- columns: jobs
id kind case_id state worker lease_until done total message created body_key body sequence
-- name: put_job
INSERT INTO jobs ({columns:jobs}) VALUES ({values:jobs}) ON CONFLICT DO NOTHING
-- name: update_job
UPDATE jobs SET {set:jobs} WHERE id = $1
-- name: job
SELECT {columns:jobs} FROM jobs WHERE id = $1
-- name: jobs
SELECT {columns:jobs} FROM jobs WHERE case_id = $1 ORDER BY created DESC, sequence DESC
-- name: oldest_queued_job
SELECT {columns:jobs} FROM jobs WHERE state = 'queued' ORDER BY created, sequence LIMIT 1
-- name: oldest_lost_job
SELECT {columns:jobs} FROM jobs WHERE state = 'running' AND coalesce(lease_until, 0) < $1
ORDER BY created, sequence LIMIT 1
