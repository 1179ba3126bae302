-- columns: reports
id code_hash form_token channel language state anonymous received looked case_id seal_key body_key body contact_key contact event
-- name: put_report
INSERT INTO reports ({columns:reports}) VALUES ({values:reports}) ON CONFLICT DO NOTHING
-- name: update_report
UPDATE reports SET {set:reports} WHERE id = $1
-- name: report
SELECT {columns:reports} FROM reports WHERE id = $1
-- name: report_by_code
SELECT {columns:reports} FROM reports WHERE code_hash = $1 AND code_hash <> ''
-- name: report_by_form
SELECT {columns:reports} FROM reports WHERE form_token = $1 AND form_token <> ''
-- name: report_counts
INSERT INTO report_counts (state, n) VALUES ($1, $2)
ON CONFLICT (state) DO UPDATE SET n = report_counts.n + excluded.n
-- Lists are put together from the parts below (lists.cpp).
-- name: report_list
SELECT {columns:reports} FROM reports WHERE id IN (
  SELECT r.id FROM reports r WHERE {where} ORDER BY {order} LIMIT $1 OFFSET $2)
ORDER BY {order}
-- name: report_places
SELECT r.received, r.id FROM reports r WHERE {where} ORDER BY {order}
-- name: report_count
SELECT coalesce(sum(r.n), 0) FROM report_counts r WHERE {where}
-- name: report_count_unseen
SELECT count(*) FROM cases c CROSS JOIN reports r
WHERE c.restricted = 1 AND r.case_id = c.id AND {where} AND NOT EXISTS (
  SELECT 1 FROM members m WHERE m.case_id = c.id AND m.officer = {?})
-- name: report_where_all
1 = 1
-- name: report_where_state
 AND r.state = {?}
-- name: report_where_seen
 AND NOT EXISTS (
  SELECT 1 FROM cases c WHERE c.id = r.case_id AND c.restricted = 1 AND NOT EXISTS (
    SELECT 1 FROM members m WHERE m.case_id = c.id AND m.officer = {?}))
-- name: report_order
received, id
-- name: report_beside
 AND (r.received, r.id) > ({?}, {?})
-- name: report_order_back
received DESC, id DESC
-- name: report_beside_back
 AND (r.received, r.id) < ({?}, {?})
-- name: reports_of_case
SELECT {columns:reports} FROM reports WHERE case_id = $1 ORDER BY received, id

-- columns: messages
id report to_reporter actor at body_key body event
-- name: put_message
INSERT INTO messages ({columns:messages}) VALUES ({values:messages}) ON CONFLICT DO NOTHING
-- name: messages
SELECT {columns:messages} FROM messages WHERE report = $1 ORDER BY at, event, id

-- columns: quarantine
id report blob size sha256 seal_key at body_key body evidence
-- name: put_quarantine
INSERT INTO quarantine ({columns:quarantine}) VALUES ({values:quarantine}) ON CONFLICT DO NOTHING
-- name: update_quarantine
UPDATE quarantine SET {set:quarantine} WHERE id = $1
-- name: quarantine
SELECT {columns:quarantine} FROM quarantine WHERE id = $1
-- name: quarantine_of
SELECT {columns:quarantine} FROM quarantine WHERE report = $1 ORDER BY at, id

-- columns: drafts
code_hash ends body_key body
-- name: put_draft
INSERT INTO drafts ({columns:drafts}) VALUES ({values:drafts})
ON CONFLICT (code_hash) DO UPDATE SET ends = excluded.ends, body_key = excluded.body_key, body = excluded.body
-- name: draft
SELECT {columns:drafts} FROM drafts WHERE code_hash = $1
-- name: erase_draft
DELETE FROM drafts WHERE code_hash = $1
-- name: drafts_ending
SELECT {columns:drafts} FROM drafts WHERE ends <= $3 ORDER BY ends, code_hash LIMIT $1 OFFSET $2

-- columns: staged
blob seal_key ends
-- name: put_staged
INSERT INTO staged ({columns:staged}) VALUES ({values:staged})
ON CONFLICT (blob) DO UPDATE SET seal_key = excluded.seal_key, ends = excluded.ends
-- name: staged
SELECT {columns:staged} FROM staged WHERE blob = $1
-- name: erase_staged
DELETE FROM staged WHERE blob = $1
-- name: staged_ending
SELECT {columns:staged} FROM staged WHERE ends <= $3 ORDER BY ends, blob LIMIT $1 OFFSET $2
