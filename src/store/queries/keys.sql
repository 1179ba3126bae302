-- columns: keys
id parent wrapped created
-- name: put_key
INSERT INTO keys ({columns:keys}) VALUES ({values:keys}) ON CONFLICT DO NOTHING
-- name: key
SELECT {columns:keys} FROM keys WHERE id = $1
-- name: update_key
UPDATE keys SET {set:keys} WHERE id = $1
-- name: erase_key
DELETE FROM keys WHERE id = $1
-- name: next_number
INSERT INTO counters (name, value) VALUES ($1, 1)
ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
-- name: counter
SELECT value FROM counters WHERE name = $1
-- name: setting
SELECT value FROM settings WHERE name = $1
-- name: set_setting
INSERT INTO settings (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
