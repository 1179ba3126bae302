-- columns: runs
id case_id at state body_key body event
-- name: put_run
INSERT INTO runs ({columns:runs}) VALUES ({values:runs}) ON CONFLICT DO NOTHING
-- name: update_run
UPDATE runs SET {set:runs} WHERE id = $1
-- name: runs
SELECT {columns:runs} FROM runs WHERE case_id = $1 ORDER BY at DESC, event DESC, id DESC

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

-- columns: findings
id case_id run evidence element confidence state person place words body_key body
-- name: put_finding
INSERT INTO findings ({columns:findings}) VALUES ({values:findings}) ON CONFLICT DO NOTHING
-- name: update_finding
UPDATE findings SET {set:findings} WHERE id = $1
-- name: finding
SELECT {columns:findings} FROM findings WHERE id = $1
-- name: finding_list
SELECT {columns:findings} FROM findings WHERE id IN (
  SELECT f.id FROM findings f WHERE f.case_id = $3{where} ORDER BY f.id LIMIT $1 OFFSET $2)
ORDER BY id
-- name: finding_places
SELECT f.id, f.id FROM findings f WHERE f.case_id = $1{where} ORDER BY f.id
-- name: finding_where_element
 AND f.element = {?}
-- name: finding_where_state
 AND f.state = {?}
-- name: finding_where_after
 AND f.id > {?}
-- name: finding_where_evidence
 AND f.evidence = {?}
-- name: finding_where_place
 AND f.place = {?}
-- name: finding_where_least
 AND f.confidence >= {?}
-- name: finding_where_most
 AND f.confidence <= {?}
-- name: finding_list_least_sure
SELECT {columns:findings} FROM findings WHERE id IN (
  SELECT f.id FROM findings f WHERE f.case_id = $3{where} ORDER BY f.confidence, f.id LIMIT $1 OFFSET $2)
ORDER BY confidence, id
-- name: finding_list_most_sure
SELECT {columns:findings} FROM findings WHERE id IN (
  SELECT f.id FROM findings f WHERE f.case_id = $3{where} ORDER BY f.confidence DESC, f.id LIMIT $1 OFFSET $2)
ORDER BY confidence DESC, id
-- name: finding_count_listed
SELECT count(*) FROM findings f WHERE f.case_id = $1{where}
-- name: count_place
SELECT element, state, count(*) FROM findings
WHERE case_id = $1 AND evidence = $2 AND place = $3 GROUP BY element, state ORDER BY element, state
-- name: findings_of_words
SELECT {columns:findings} FROM findings WHERE case_id = $1 AND words = $2 AND words <> '' ORDER BY id
-- name: names_of_person
SELECT {columns:findings} FROM findings WHERE case_id = $1 AND person = $2 AND person <> ''
AND element = 'NAME' ORDER BY id
-- name: names_without_words
SELECT {columns:findings} FROM findings WHERE case_id = $1 AND element = 'NAME' AND words = ''
ORDER BY id LIMIT $2
-- name: judged_words
SELECT words, state, count(*), min(id) FROM findings
WHERE case_id = $1 AND words <> '' AND state <> 'proposed' GROUP BY words, state ORDER BY words, state
-- name: count_finding
INSERT INTO finding_counts (case_id, evidence, element, state, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, evidence, element, state) DO UPDATE SET n = finding_counts.n + excluded.n
-- name: count_findings
SELECT evidence, element, state, n FROM finding_counts WHERE case_id = $1 AND n > 0
ORDER BY evidence, element, state
-- name: drop_proposals
DELETE FROM findings WHERE case_id = $1 AND state = 'proposed'
-- name: drop_proposal_counts
DELETE FROM finding_counts WHERE case_id = $1 AND state = 'proposed'

-- columns: found_files
case_id number evidence place findings body_key body
-- name: put_found_file
INSERT INTO found_files ({columns:found_files}) VALUES ({values:found_files}) ON CONFLICT DO NOTHING
-- name: found_files
SELECT {columns:found_files} FROM found_files WHERE case_id = $3 ORDER BY number LIMIT $1 OFFSET $2
-- name: found_file
SELECT {columns:found_files} FROM found_files WHERE case_id = $1 AND number = $2
-- name: count_found_files
SELECT count(*) FROM found_files WHERE case_id = $1
-- name: drop_found_files
DELETE FROM found_files WHERE case_id = $1

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
-- name: erase_search_parts
DELETE FROM search_parts WHERE case_id = $1

-- columns: people
id case_id residence status standing seal_key body_key body
-- name: put_person
INSERT INTO people ({columns:people}) VALUES ({values:people}) ON CONFLICT DO NOTHING
-- name: update_person
UPDATE people SET {set:people} WHERE id = $1 AND case_id = $2
-- name: person
SELECT {columns:people} FROM people WHERE case_id = $1 AND id = $2
-- name: people
SELECT {columns:people} FROM people WHERE case_id = $3 AND id IN (
  SELECT p.id FROM people p WHERE p.case_id = $3{where} ORDER BY p.id LIMIT $1 OFFSET $2)
ORDER BY id
-- name: people_places
SELECT p.id, p.id FROM people p WHERE p.case_id = $1{where} ORDER BY p.id
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
INSERT INTO people_counts (case_id, residence, status, standing, n) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, residence, status, standing) DO UPDATE SET n = people_counts.n + excluded.n
-- name: count_people
SELECT residence, status, standing, n FROM people_counts WHERE case_id = $1 AND n > 0
ORDER BY residence, status, standing
-- name: drop_keys_of_proposed_people
DELETE FROM keys WHERE id IN (
  SELECT seal_key FROM people WHERE case_id = $1 AND standing IN ('proposed', 'uncertain'))
AND id NOT IN (SELECT seal_key FROM cases WHERE id = $1)
-- name: drop_proposed_people
DELETE FROM people WHERE case_id = $1 AND standing IN ('proposed', 'uncertain')
-- name: drop_proposed_people_counts
DELETE FROM people_counts WHERE case_id = $1 AND standing IN ('proposed', 'uncertain')
