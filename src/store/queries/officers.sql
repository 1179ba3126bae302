-- columns: officers
id login_index roles active created failed locked_until totp_step body_key body
-- name: put_officer
INSERT INTO officers ({columns:officers}) VALUES ({values:officers}) ON CONFLICT DO NOTHING
-- name: update_officer
UPDATE officers SET {set:officers} WHERE id = $1
-- name: officer
SELECT {columns:officers} FROM officers WHERE id = $1
-- name: officer_by_login
SELECT {columns:officers} FROM officers WHERE login_index = $1 AND login_index <> ''
-- name: officers
SELECT {columns:officers} FROM officers ORDER BY id

-- columns: sessions
token_hash officer created seen expires
-- name: put_session
INSERT INTO sessions ({columns:sessions}) VALUES ({values:sessions}) ON CONFLICT DO NOTHING
-- name: update_session
UPDATE sessions SET {set:sessions} WHERE token_hash = $1
-- name: session
SELECT {columns:sessions} FROM sessions WHERE token_hash = $1
-- name: erase_session
DELETE FROM sessions WHERE token_hash = $1
-- name: erase_sessions_before
DELETE FROM sessions WHERE expires < $1

-- columns: invites
token_hash officer roles expires used
-- name: put_invite
INSERT INTO invites ({columns:invites}) VALUES ({values:invites}) ON CONFLICT DO NOTHING
-- name: update_invite
UPDATE invites SET {set:invites} WHERE token_hash = $1
-- name: invite
SELECT {columns:invites} FROM invites WHERE token_hash = $1
