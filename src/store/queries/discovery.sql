-- columns: runs
id case_id at state body_key body event
-- name: put_run
INSERT INTO runs ({columns:runs}) VALUES ({values:runs}) ON CONFLICT DO NOTHING
-- name: update_run
UPDATE runs SET {set:runs} WHERE id = $1
-- name: runs
SELECT {columns:runs} FROM runs WHERE id IN (
  SELECT r.id FROM runs r WHERE r.case_id = $3 ORDER BY r.at DESC, r.event DESC, r.id DESC LIMIT $1 OFFSET $2)
ORDER BY at DESC, event DESC, id DESC
-- name: count_runs
SELECT count(*) FROM runs WHERE case_id = $1

-- columns: samples
id case_id run at state body_key body event
-- name: put_sample
INSERT INTO samples ({columns:samples}) VALUES ({values:samples}) ON CONFLICT DO NOTHING
-- name: update_sample
UPDATE samples SET {set:samples} WHERE id = $1
-- name: sample
SELECT {columns:samples} FROM samples WHERE id = $1
-- name: samples
SELECT {columns:samples} FROM samples WHERE case_id = $1 ORDER BY at DESC, event DESC, id DESC

-- columns: lots
lot case_id state
-- name: put_lot
INSERT INTO lots ({columns:lots}) VALUES ({values:lots}) ON CONFLICT DO NOTHING
-- name: shown_lot
SELECT lot FROM lots WHERE case_id = $1 AND state = 'shown'
-- name: is_filling
SELECT count(*) FROM lots WHERE lot = $1 AND case_id = $2 AND state = 'filling'
-- name: lot_leaves
UPDATE lots SET state = 'leaving' WHERE lot = $1
-- name: lot_is_shown
UPDATE lots SET state = 'shown' WHERE lot = $1 AND case_id = $2 AND state = 'filling'
-- name: lots_leave
UPDATE lots SET state = 'leaving' WHERE case_id = $1 AND state = 'filling'
-- name: leaving_lot
SELECT lot FROM lots WHERE case_id = $1 AND state = 'leaving' ORDER BY lot LIMIT 1
-- name: drop_lot
DELETE FROM lots WHERE lot = $1
-- name: move_findings
UPDATE findings SET lot = $2 WHERE lot = $1 AND state <> 'proposed'
-- name: move_finding_counts
INSERT INTO finding_counts (lot, evidence, element, state, confidence, n)
SELECT $2, evidence, element, state, confidence, n FROM finding_counts
WHERE lot = $1 AND state <> 'proposed' AND n <> 0
ON CONFLICT (lot, evidence, element, state, confidence) DO UPDATE SET n = finding_counts.n + excluded.n
-- name: moved_finding_counts
DELETE FROM finding_counts WHERE lot = $1 AND state <> 'proposed'
-- name: move_place_counts
INSERT INTO place_counts (lot, place, evidence, element, state, confidence, n)
SELECT $2, place, evidence, element, state, confidence, n FROM place_counts
WHERE lot = $1 AND state <> 'proposed' AND n <> 0
ON CONFLICT (lot, place, evidence, element, state, confidence) DO UPDATE SET n = place_counts.n + excluded.n
-- name: moved_place_counts
DELETE FROM place_counts WHERE lot = $1 AND state <> 'proposed'
-- name: move_people
UPDATE people SET lot = $2 WHERE lot = $1 AND standing NOT IN ('proposed', 'uncertain')
-- name: move_people_counts
INSERT INTO people_counts (lot, residence, status, standing, n)
SELECT $2, residence, status, standing, n FROM people_counts
WHERE lot = $1 AND standing NOT IN ('proposed', 'uncertain') AND n <> 0
ON CONFLICT (lot, residence, status, standing) DO UPDATE SET n = people_counts.n + excluded.n
-- name: moved_people_counts
DELETE FROM people_counts WHERE lot = $1 AND standing NOT IN ('proposed', 'uncertain')
-- name: sweep_findings
DELETE FROM findings WHERE number IN (SELECT f.number FROM findings f WHERE f.lot = $1 LIMIT $2)
-- name: sweep_keys_of_people
DELETE FROM keys WHERE id IN (
  SELECT p.seal_key FROM people p WHERE p.lot = $1 ORDER BY p.id LIMIT $2)
AND id NOT IN (SELECT c.seal_key FROM lots l JOIN cases c ON c.id = l.case_id WHERE l.lot = $1)
-- name: sweep_people
DELETE FROM people WHERE lot = $1 AND id IN (
  SELECT p.id FROM people p WHERE p.lot = $1 ORDER BY p.id LIMIT $2)
-- name: sweep_found_files
DELETE FROM found_files WHERE lot = $1 AND number IN (
  SELECT f.number FROM found_files f WHERE f.lot = $1 ORDER BY f.number LIMIT $2)
-- name: drop_finding_counts
DELETE FROM finding_counts WHERE lot = $1
-- name: drop_place_counts
DELETE FROM place_counts WHERE lot = $1
-- name: drop_people_counts
DELETE FROM people_counts WHERE lot = $1

-- columns: findings
number lot evidence element confidence state person place words body_key body
-- name: put_finding
INSERT INTO findings ({columns:findings}) VALUES ({values:findings}) ON CONFLICT DO NOTHING
-- name: update_finding
UPDATE findings SET {set:findings} WHERE number = $1
-- name: finding
SELECT {columns:findings} FROM findings WHERE number = $1
-- name: case_shown_by
SELECT case_id FROM lots WHERE lot = $1 AND state = 'shown'
-- name: finding_list
SELECT {columns:findings} FROM findings WHERE number IN (
  SELECT f.number FROM findings f WHERE f.lot = $3{where} ORDER BY f.number LIMIT $1 OFFSET $2)
ORDER BY number
-- name: first_finding
SELECT min(number) FROM findings WHERE lot = $1 AND number > $2
-- name: last_finding
SELECT max(number) FROM findings WHERE lot = $1
-- name: findings_before
SELECT count(*) FROM findings WHERE lot = $1 AND number < $2
-- name: finding_places
SELECT f.number, f.number FROM findings f WHERE f.lot = $1{where} ORDER BY f.number
-- name: finding_where_element
 AND f.element = {?}
-- name: finding_where_state
 AND f.state = {?}
-- name: finding_where_judged
 AND f.state <> 'proposed'
-- name: finding_where_after
 AND f.number > {?}
-- name: finding_where_evidence
 AND f.evidence = {?}
-- name: finding_where_also_evidence
 AND +f.evidence = {?}
-- name: finding_where_place
 AND f.place = {?}
-- name: finding_where_also_place
 AND +f.place = {?}
-- name: finding_where_confidence
 AND f.confidence = {?}
-- name: finding_where_least
 AND f.confidence >= {?}
-- name: finding_where_most
 AND f.confidence <= {?}
-- name: finding_where_also_least
 AND +f.confidence >= {?}
-- name: finding_where_also_most
 AND +f.confidence <= {?}
-- name: finding_sums
SELECT f.confidence, sum(f.n) FROM finding_counts f WHERE f.lot = $1{where} GROUP BY f.confidence ORDER BY f.confidence
-- name: place_sums
SELECT f.confidence, sum(f.n) FROM place_counts f WHERE f.lot = $1{where} GROUP BY f.confidence ORDER BY f.confidence
-- name: count_place
SELECT element, state, sum(n) FROM place_counts
WHERE lot = $1 AND evidence = $2 AND place = $3 GROUP BY element, state HAVING sum(n) > 0 ORDER BY element, state
-- name: findings_of_words
SELECT {columns:findings} FROM findings WHERE lot = $1 AND words = $2 AND words <> '' ORDER BY number
-- name: names_of_person
SELECT {columns:findings} FROM findings WHERE lot = $1 AND person = $2 AND person <> ''
AND element = 'NAME' ORDER BY number
-- name: names_without_words
SELECT {columns:findings} FROM findings WHERE lot = $1 AND element = 'NAME' AND words = ''
ORDER BY number LIMIT $2
-- name: judged_words
SELECT words, state, count(*), min(number) FROM findings
WHERE lot = $1 AND words <> '' AND state <> 'proposed' GROUP BY words, state ORDER BY words, state
-- name: count_finding
INSERT INTO finding_counts (lot, evidence, element, state, confidence, n) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (lot, evidence, element, state, confidence) DO UPDATE SET n = finding_counts.n + excluded.n
-- name: count_in_place
INSERT INTO place_counts (lot, place, evidence, element, state, confidence, n) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (lot, place, evidence, element, state, confidence) DO UPDATE SET n = place_counts.n + excluded.n
-- name: count_findings
SELECT evidence, element, state, sum(n) FROM finding_counts WHERE lot = $1
GROUP BY evidence, element, state HAVING sum(n) > 0 ORDER BY evidence, element, state

-- columns: found_files
lot number evidence place findings body_key body
-- name: put_found_file
INSERT INTO found_files ({columns:found_files}) VALUES ({values:found_files}) ON CONFLICT DO NOTHING
-- name: found_files
SELECT {columns:found_files} FROM found_files WHERE lot = $3 ORDER BY number LIMIT $1 OFFSET $2
-- name: found_file
SELECT {columns:found_files} FROM found_files WHERE lot = $1 AND number = $2
-- name: count_found_files
SELECT coalesce(max(number), 0) FROM found_files WHERE lot = $1

-- columns: searches
case_id basis holder items parts body_key body
-- name: put_search
INSERT INTO searches ({columns:searches}) VALUES ({values:searches})
ON CONFLICT (case_id) DO UPDATE SET basis = excluded.basis, holder = excluded.holder,
  items = excluded.items, parts = excluded.parts, body_key = excluded.body_key, body = excluded.body
-- name: search
SELECT {columns:searches} FROM searches WHERE case_id = $1
-- name: erase_search
DELETE FROM searches WHERE case_id = $1

-- columns: search_parts
case_id number evidence body_key body
-- name: put_search_part
INSERT INTO search_parts ({columns:search_parts}) VALUES ({values:search_parts}) ON CONFLICT DO NOTHING
-- name: search_part
SELECT {columns:search_parts} FROM search_parts WHERE case_id = $1 AND number = $2
-- name: search_parts
SELECT {columns:search_parts} FROM search_parts WHERE case_id = $2 AND number >= $3 ORDER BY number LIMIT $1
-- name: erase_search_parts
DELETE FROM search_parts WHERE case_id = $1 AND number IN (
  SELECT p.number FROM search_parts p WHERE p.case_id = $1 AND p.number >= $2 AND p.number < $3
  ORDER BY p.number LIMIT $4)

-- columns: people
id lot residence status standing seal_key body_key body
-- name: put_person
INSERT INTO people ({columns:people}) VALUES ({values:people}) ON CONFLICT DO NOTHING
-- name: update_person
UPDATE people SET {set:people} WHERE id = $1 AND lot = $2
-- name: person
SELECT {columns:people} FROM people WHERE lot = $1 AND id = $2
-- name: people
SELECT {columns:people} FROM people WHERE lot = $3 AND id IN (
  SELECT p.id FROM people p WHERE p.lot = $3{where} ORDER BY p.id LIMIT $1 OFFSET $2)
ORDER BY id
-- name: people_places
SELECT p.id, p.id FROM people p WHERE p.lot = $1{where} ORDER BY p.id
-- name: people_where_after
 AND p.id > {?}
-- name: people_where_residence
 AND p.residence = {?}
-- name: people_where_no_residence
 AND p.residence = ''
-- name: people_where_status
 AND p.status = {?}
-- name: people_where_standing
 AND p.standing = {?}
-- name: count_person
INSERT INTO people_counts (lot, residence, status, standing, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (lot, residence, status, standing) DO UPDATE SET n = people_counts.n + excluded.n
-- name: count_people
SELECT residence, status, standing, n FROM people_counts WHERE lot = $1 AND n > 0
ORDER BY residence, status, standing
