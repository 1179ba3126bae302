-- columns: cases
id seal_key state severity owner restricted opened changed next_due source origin body_key body sequence
-- name: put_case
INSERT INTO cases ({columns:cases}) VALUES ({values:cases}) ON CONFLICT DO NOTHING
-- name: update_case
UPDATE cases SET {set:cases} WHERE id = $1
-- name: find_case
SELECT {columns:cases} FROM cases WHERE id = $1
-- name: case_by_origin
SELECT {columns:cases} FROM cases WHERE origin = $1 AND origin <> ''
-- name: count_case
INSERT INTO case_counts (state, owner, restricted, n) VALUES ($1, $2, $3, $4)
ON CONFLICT (state, owner, restricted) DO UPDATE SET n = case_counts.n + excluded.n

-- Lists are put together from the parts below (lists.cpp); {?} becomes the next $n. An officer's
-- own list comes from member_cases, every other from cases; both have these columns.
-- name: case_list
SELECT {columns:cases} FROM cases WHERE id IN (
  SELECT c.id FROM {from} WHERE {where} ORDER BY {order} LIMIT $1 OFFSET $2)
ORDER BY {order}
-- name: case_places
SELECT {key}, c.id FROM {from} WHERE {where} ORDER BY {order}
-- name: case_count
SELECT coalesce(sum(c.n), 0) FROM case_counts c WHERE {where}
-- name: case_count_of_member
SELECT count(*) FROM {from} WHERE {where}
-- name: case_from_all
cases c
-- name: case_from_member
member_cases c
-- name: case_where_all
1 = 1
-- name: case_where_state
 AND c.state = {?}
-- name: case_where_current
 AND c.state <> 'closed'
-- name: case_where_owner
 AND c.owner = {?}
-- name: case_where_open_to_all
 AND c.restricted = 0
-- name: case_where_closed_to_some
 AND c.restricted = 1
-- name: case_where_open_or_member
 AND (c.restricted = 0 OR EXISTS (
  SELECT 1 FROM members m WHERE m.case_id = c.id AND m.officer = {?}))
-- name: case_where_member
 AND c.officer = {?}
-- name: case_key_opened
c.opened
-- name: case_key_id
''
-- name: case_key_changed
c.changed
-- name: case_key_due
c.next_due
-- name: case_key_severity
c.severity
-- name: case_order_opened
opened DESC, sequence DESC
-- name: case_beside_opened
 AND (c.opened, c.sequence) < ({?}, {?})
-- name: case_order_id
sequence DESC
-- name: case_beside_id
 AND c.sequence < {?}
-- name: case_order_changed
changed DESC, sequence DESC
-- name: case_beside_changed
 AND (c.changed, c.sequence) < ({?}, {?})
-- name: case_order_due
next_due, sequence
-- name: case_beside_due
 AND (c.next_due, c.sequence) > ({?}, {?})
-- name: case_order_severity
severity DESC, sequence DESC
-- name: case_beside_severity
 AND (c.severity, c.sequence) < ({?}, {?})
-- name: case_order_back_opened
opened, sequence
-- name: case_beside_back_opened
 AND (c.opened, c.sequence) > ({?}, {?})
-- name: case_order_back_id
sequence
-- name: case_beside_back_id
 AND c.sequence > {?}
-- name: case_order_back_changed
changed, sequence
-- name: case_beside_back_changed
 AND (c.changed, c.sequence) > ({?}, {?})
-- name: case_order_back_due
next_due DESC, sequence DESC
-- name: case_beside_back_due
 AND (c.next_due, c.sequence) < ({?}, {?})
-- name: case_order_back_severity
severity, sequence
-- name: case_beside_back_severity
 AND (c.severity, c.sequence) > ({?}, {?})

-- columns: members
case_id officer since
-- name: put_member
INSERT INTO members ({columns:members}) VALUES ({values:members}) ON CONFLICT DO NOTHING
-- name: remove_member
DELETE FROM members WHERE case_id = $1 AND officer = $2
-- name: members
SELECT {columns:members} FROM members WHERE case_id = $1 ORDER BY officer
-- name: put_member_cases
INSERT INTO member_cases (officer, id, state, owner, restricted, opened, changed, severity, next_due, sequence)
SELECT m.officer, c.id, c.state, c.owner, c.restricted, c.opened, c.changed, c.severity, c.next_due, c.sequence
FROM members m JOIN cases c ON c.id = m.case_id WHERE m.case_id = $1
-- name: drop_member_cases
DELETE FROM member_cases WHERE id = $1
-- name: is_member
SELECT 1 FROM members WHERE case_id = $1 AND officer = $2

-- columns: facts
case_id name entered actor body_key body event
-- name: put_fact
INSERT INTO facts ({columns:facts}) VALUES ({values:facts}) ON CONFLICT DO NOTHING
-- name: facts
SELECT {columns:facts} FROM facts WHERE case_id = $1 ORDER BY event, name

-- columns: entries
id case_id entered actor corrects privileged body_key body event
-- name: put_entry
INSERT INTO entries ({columns:entries}) VALUES ({values:entries}) ON CONFLICT DO NOTHING
-- name: entries
SELECT {columns:entries} FROM entries WHERE case_id = $1 ORDER BY event, id
