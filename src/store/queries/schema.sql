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
SELECT 'the finding count of case ' || case_id || ' is wrong' FROM (
  SELECT case_id, evidence, element, state, n FROM finding_counts
  UNION ALL SELECT case_id, evidence, element, state, -1 FROM findings) AS both_sides
GROUP BY case_id, evidence, element, state HAVING sum(n) <> 0
-- name: check_people_counts
SELECT 'the people count of case ' || case_id || ' is wrong' FROM (
  SELECT case_id, residence, status, standing, n FROM people_counts
  UNION ALL SELECT case_id, residence, status, standing, -1 FROM people) AS both_sides
GROUP BY case_id, residence, status, standing HAVING sum(n) <> 0
