-- A file that only some may read, as it came (images anew). Several rows may share one file, which is called after its hash and
-- stands on the closed shelf as long as a row names it. `remarks` are the words of what was found in it.
CREATE TABLE media_papers (
  id {id}, hash TEXT NOT NULL, form TEXT NOT NULL, bytes BIGINT NOT NULL, remarks TEXT NOT NULL, made_at BIGINT NOT NULL
)
--;
CREATE INDEX media_papers_by_hash ON media_papers (hash)
--;
-- An answer that came by post, mail, telephone or in a meeting, as staff entered it. Four moments are kept apart: written, sent,
-- received (days), entered. `counted_on` is the day that says whether it was late. It is no answer until the organisation says so.
CREATE TABLE consultation_entries (
  id {id}, invitation_id BIGINT NOT NULL REFERENCES consultation_invitations (id),
  source TEXT NOT NULL CHECK (source IN ('post', 'mail', 'phone', 'meeting')),
  written_on TEXT, sent_on TEXT, received_on TEXT NOT NULL, counted_on TEXT NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL,
  entered_by BIGINT NOT NULL REFERENCES members (id), entered_at BIGINT NOT NULL,
  verdict TEXT CHECK (verdict IN ('counts', 'stays', 'wrong', 'withdrawn')), words TEXT NOT NULL,
  decided_by BIGINT REFERENCES consultation_invitees (id), decided_at BIGINT
)
--;
CREATE UNIQUE INDEX consultation_entries_waiting ON consultation_entries (invitation_id) WHERE verdict IS NULL
--;
-- A document of a consultation, or (with `invitation_id`) an attachment of an organisation's answer, or (with `entry_id`) the letter
-- that staff entered. Who takes away an attachment
-- that was never released leaves a row without versions: so many can be added and no more.
CREATE TABLE consultation_documents (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  invitation_id BIGINT REFERENCES consultation_invitations (id), entry_id BIGINT REFERENCES consultation_entries (id),
  title TEXT NOT NULL, made_at BIGINT NOT NULL, removed_at BIGINT
)
--;
CREATE INDEX consultation_documents_of ON consultation_documents (consultation_id, invitation_id)
--;
-- Its versions; the highest is the current one. A member of staff made it, or somebody who answers brought it.
CREATE TABLE consultation_document_versions (
  document_id BIGINT NOT NULL REFERENCES consultation_documents (id), number BIGINT NOT NULL,
  paper_id BIGINT NOT NULL REFERENCES media_papers (id), made_by BIGINT REFERENCES members (id),
  brought_by BIGINT REFERENCES consultation_invitees (id), made_at BIGINT NOT NULL,
  PRIMARY KEY (document_id, number), CHECK ((made_by IS NULL) <> (brought_by IS NULL))
)
--;
CREATE INDEX consultation_document_versions_by_paper ON consultation_document_versions (paper_id)
--;
-- A piece of a submission that is no point, and why: the organisation reads it. Characters of an answer, or an attachment.
CREATE TABLE consultation_asides (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  submission_id BIGINT NOT NULL REFERENCES consultation_submissions (id),
  question_id BIGINT REFERENCES consultation_questions (id), document_id BIGINT REFERENCES consultation_documents (id),
  from_char BIGINT NOT NULL, until_char BIGINT NOT NULL, quote TEXT NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''),
  made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL,
  CHECK ((question_id IS NULL) <> (document_id IS NULL)), CHECK (from_char >= 0 AND until_char > from_char)
)
--;
CREATE INDEX consultation_asides_of ON consultation_asides (consultation_id, submission_id)
--;
-- With `document_id` a point is what somebody typed of that attachment: its question is the first one, its characters are those
-- of the quotation. `merged_into` is the point whose answer it has; that one stands alone.
ALTER TABLE consultation_points ADD COLUMN document_id BIGINT REFERENCES consultation_documents (id)
--;
ALTER TABLE consultation_points ADD COLUMN merged_into BIGINT
--;
ALTER TABLE consultation_submissions ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]'
--;
ALTER TABLE consultation_submissions ADD COLUMN entry_id BIGINT REFERENCES consultation_entries (id)
--;
-- Whether an answer by post or mail is late by the day on which it was received or sent.
ALTER TABLE consultations ADD COLUMN late_by TEXT NOT NULL DEFAULT 'received' CHECK (late_by IN ('received', 'sent'))
--;
-- The same table with one more kind of letter.
CREATE TABLE consultation_letters_of_today (
  sending_id BIGINT PRIMARY KEY, invitee_id BIGINT NOT NULL REFERENCES consultation_invitees (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'reminder', 'extended', 'receipt', 'reaction', 'entered')), at BIGINT NOT NULL
)
--;
INSERT INTO consultation_letters_of_today (sending_id, invitee_id, kind, at)
  SELECT sending_id, invitee_id, kind, at FROM consultation_letters
--;
DROP TABLE consultation_letters
--;
ALTER TABLE consultation_letters_of_today RENAME TO consultation_letters
--;
CREATE INDEX consultation_letters_of ON consultation_letters (invitee_id, at)
