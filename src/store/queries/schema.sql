-- name: schema_version
SELECT coalesce(max(number), 0) FROM schema_migrations
-- name: put_migration
INSERT INTO schema_migrations (number, name) VALUES ($1, $2)

-- What Store::check asks beyond the engine's own checks; each row is one fault in plain words.
-- name: check_dense
SELECT 'the ledger has ' || count(*) || ' events but its last has index ' || max(idx)
FROM events HAVING count(*) > 0 AND (max(idx) + 1 <> count(*) OR min(idx) <> 0)
-- name: check_leaves
SELECT 'event ' || idx || ' has a leaf of ' || length(leaf) || ' bytes'
FROM events WHERE length(leaf) <> 65 ORDER BY idx LIMIT 20
-- name: check_head
SELECT 'the signed head covers ' || signed_size || ' events, more than there are'
FROM ledger_head WHERE signed_size > (SELECT count(*) FROM events)
-- name: check_case_counts
SELECT 'the case count of state ' || state || ' is wrong' FROM (
  SELECT state, owner, restricted, n FROM case_counts
  UNION ALL SELECT state, owner, restricted, -1 FROM cases) AS both_sides
GROUP BY state, owner, restricted HAVING sum(n) <> 0
-- name: check_finding_counts
SELECT 'the finding count of lot ' || lot || ' is wrong' FROM (
  SELECT lot, evidence, element, state, confidence, n FROM finding_counts
  UNION ALL SELECT lot, evidence, element, state, confidence, -1 FROM findings) AS both_sides
WHERE lot NOT IN (SELECT lot FROM lots WHERE state = 'leaving')
GROUP BY lot, evidence, element, state, confidence HAVING sum(n) <> 0
-- name: check_place_counts
SELECT 'the finding count of a file of lot ' || lot || ' is wrong' FROM (
  SELECT lot, place, evidence, element, state, confidence, n FROM place_counts
  UNION ALL SELECT lot, place, evidence, element, state, confidence, -1 FROM findings) AS both_sides
WHERE lot NOT IN (SELECT lot FROM lots WHERE state = 'leaving')
GROUP BY lot, place, evidence, element, state, confidence HAVING sum(n) <> 0
-- name: check_people_counts
SELECT 'the people count of lot ' || lot || ' is wrong' FROM (
  SELECT lot, residence, status, standing, n FROM people_counts
  UNION ALL SELECT lot, residence, status, standing, -1 FROM people) AS both_sides
WHERE lot NOT IN (SELECT lot FROM lots WHERE state = 'leaving')
GROUP BY lot, residence, status, standing HAVING sum(n) <> 0
-- name: check_report_counts
SELECT 'the report count of state ' || state || ' is wrong' FROM (
  SELECT state, n FROM report_counts
  UNION ALL SELECT state, -1 FROM reports) AS both_sides
GROUP BY state HAVING sum(n) <> 0
-- name: check_member_cases
SELECT 'the list of an officer is wrong about case ' || id FROM (
  SELECT officer, id, state, owner, restricted, opened, changed, severity, next_due, sequence, 1 AS n
  FROM member_cases
  UNION ALL SELECT m.officer, c.id, c.state, c.owner, c.restricted, c.opened, c.changed, c.severity,
    c.next_due, c.sequence, -1 FROM members m JOIN cases c ON c.id = m.case_id) AS both_sides
GROUP BY officer, id, state, owner, restricted, opened, changed, severity, next_due, sequence
HAVING sum(n) <> 0
