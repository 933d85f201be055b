-- The same table with one more kind of letter.
CREATE TABLE consultation_letters_of_tomorrow (
  sending_id BIGINT PRIMARY KEY, invitee_id BIGINT NOT NULL REFERENCES consultation_invitees (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'reminder', 'extended', 'no-time', 'receipt', 'reaction', 'entered')),
  at BIGINT NOT NULL
)
--;
INSERT INTO consultation_letters_of_tomorrow (sending_id, invitee_id, kind, at)
  SELECT sending_id, invitee_id, kind, at FROM consultation_letters
--;
DROP TABLE consultation_letters
--;
ALTER TABLE consultation_letters_of_tomorrow RENAME TO consultation_letters
--;
CREATE INDEX consultation_letters_of ON consultation_letters (invitee_id, at)
