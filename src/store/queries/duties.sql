-- columns: place_days
id date what actor at body_key body event
-- name: put_place_day
INSERT INTO place_days ({columns:place_days}) VALUES ({values:place_days}) ON CONFLICT DO NOTHING
-- name: place_days
SELECT {columns:place_days} FROM place_days ORDER BY event, id

-- columns: clocks
id case_id state due body_key body event
-- name: put_clock
INSERT INTO clocks ({columns:clocks}) VALUES ({values:clocks}) ON CONFLICT DO NOTHING
-- name: update_clock
UPDATE clocks SET {set:clocks} WHERE id = $1
-- name: clock
SELECT {columns:clocks} FROM clocks WHERE id = $1
-- name: clocks
SELECT {columns:clocks} FROM clocks WHERE case_id = $1 ORDER BY event, id
-- name: open_clocks
SELECT {columns:clocks} FROM clocks WHERE state <> 'ended' ORDER BY event, id

-- columns: readings
id case_id scope reading rule signed_by at body_key body event
-- name: put_reading
INSERT INTO readings ({columns:readings}) VALUES ({values:readings}) ON CONFLICT DO NOTHING
-- name: readings_of_case
SELECT {columns:readings} FROM readings WHERE case_id = $1 AND scope = 'case' ORDER BY event, id
-- name: readings_of_packs
SELECT {columns:readings} FROM readings WHERE scope = 'pack' ORDER BY event, id
