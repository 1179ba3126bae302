-- columns: events
idx case_id subject kind actor at leaf body_key body
-- name: next_event
SELECT coalesce(max(idx) + 1, 0) FROM events
-- name: put_event
INSERT INTO events ({columns:events}) VALUES ({values:events})
-- name: event
SELECT {columns:events} FROM events WHERE idx = $1
-- name: events_from
SELECT {columns:events} FROM events WHERE idx >= $1 ORDER BY idx LIMIT $2
-- name: events_of_case
SELECT {columns:events} FROM events WHERE case_id = $1 ORDER BY idx
-- name: recent_events
SELECT {columns:events} FROM events WHERE idx <= $1 ORDER BY idx DESC LIMIT $2
-- name: leaves
SELECT idx, leaf FROM events WHERE idx >= $1 AND idx < $2 ORDER BY idx

-- columns: head
signed_size signed_root signed_note frontier
-- name: ledger_head
SELECT {columns:head} FROM ledger_head WHERE one = 1
-- name: first_ledger_head
INSERT INTO ledger_head ({columns:head}, one) VALUES ({values:head}, 1) ON CONFLICT DO NOTHING
-- name: swap_ledger_head
UPDATE ledger_head SET signed_size = $1, {set:head} WHERE one = 1 AND signed_size = $5
