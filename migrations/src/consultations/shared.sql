-- consultations
-- The deadline is what an Amsterdam clock shows, or only a day, and the moment it was resolved to, once: what comes
-- before that moment is in time. `given` is how many points were numbered: a number is never given twice.
CREATE TABLE consultations (
  id {id}, kenmerk TEXT NOT NULL UNIQUE, title TEXT NOT NULL, summary TEXT NOT NULL, source TEXT NOT NULL, body TEXT NOT NULL,
  on_behalf TEXT NOT NULL, deadline_wall TEXT NOT NULL, deadline_at BIGINT NOT NULL,
  contact_id BIGINT NOT NULL REFERENCES members (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'open', 'published')),
  version BIGINT NOT NULL, once TEXT NOT NULL UNIQUE, made_at BIGINT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  approved_by BIGINT REFERENCES members (id), approved_at BIGINT, approved_hash TEXT, opened_at BIGINT,
  given BIGINT NOT NULL, introduction TEXT NOT NULL,
  offered_by BIGINT REFERENCES members (id), offered_at BIGINT, offered_hash TEXT,
  published_by BIGINT REFERENCES members (id), published_at BIGINT,
  CHECK (state <> 'published' OR (published_at IS NOT NULL AND published_by IS NOT NULL))
)
--;
CREATE TABLE consultation_questions (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id), number BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('open', 'choice')), asked TEXT NOT NULL, choices TEXT NOT NULL,
  UNIQUE (consultation_id, number)
)
--;
CREATE TABLE consultation_invitations (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  organisation_id BIGINT NOT NULL REFERENCES organisations (id), made_at BIGINT NOT NULL, sent_at BIGINT,
  reminders BIGINT NOT NULL CHECK (reminders BETWEEN 0 AND 3), reminded_at BIGINT,
  declined TEXT CHECK (declined IN ('no-advice', 'more-time')), declined_why TEXT NOT NULL, declined_at BIGINT,
  declined_by BIGINT, submitted_at BIGINT, UNIQUE (consultation_id, organisation_id)
)
--;
CREATE INDEX consultation_invitations_of ON consultation_invitations (organisation_id, sent_at)
--;
-- Who answers for an organisation. The person is the mailbox and goes when it is erased; two may share one. `invited_by` is
-- the colleague who brought them; without it they came out of the register.
CREATE TABLE consultation_invitees (
  id {id}, invitation_id BIGINT NOT NULL REFERENCES consultation_invitations (id),
  person_id BIGINT REFERENCES people (id), name TEXT NOT NULL, role TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('member', 'secretary', 'chair')), made_at BIGINT NOT NULL, revoked_at BIGINT,
  invited_by BIGINT REFERENCES consultation_invitees (id)
)
--;
CREATE INDEX consultation_invitees_of ON consultation_invitees (invitation_id, id)
--;
CREATE INDEX consultation_invitees_by_person ON consultation_invitees (person_id)
--;
-- A letter outlives its row in the ledger.
CREATE TABLE consultation_letters (
  sending_id BIGINT PRIMARY KEY, invitee_id BIGINT NOT NULL REFERENCES consultation_invitees (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'reminder', 'extended', 'receipt', 'reaction')), at BIGINT NOT NULL
)
--;
CREATE INDEX consultation_letters_of ON consultation_letters (invitee_id, at)
--;
-- Every version of an answer; the highest is the current one. Its key is what keeps two people from overwriting.
CREATE TABLE consultation_answers (
  invitation_id BIGINT NOT NULL REFERENCES consultation_invitations (id),
  question_id BIGINT NOT NULL REFERENCES consultation_questions (id), version BIGINT NOT NULL, words TEXT NOT NULL,
  saved_by BIGINT NOT NULL REFERENCES consultation_invitees (id), saved_at BIGINT NOT NULL,
  PRIMARY KEY (invitation_id, question_id, version)
)
--;
-- What an organisation released; the highest version is the current one. `content` is what was written, frozen.
CREATE TABLE consultation_submissions (
  id {id}, invitation_id BIGINT NOT NULL REFERENCES consultation_invitations (id), version BIGINT NOT NULL,
  content TEXT NOT NULL, hash TEXT NOT NULL, openness TEXT NOT NULL CHECK (openness IN ('named', 'words', 'summary')), late BOOLEAN NOT NULL,
  released_by BIGINT NOT NULL REFERENCES consultation_invitees (id), released_at BIGINT NOT NULL,
  UNIQUE (invitation_id, version)
)
--;
-- A piece of a submission: characters from and until in the words of one answer of that version.
CREATE TABLE consultation_points (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id), number BIGINT NOT NULL,
  submission_id BIGINT NOT NULL REFERENCES consultation_submissions (id),
  question_id BIGINT NOT NULL REFERENCES consultation_questions (id), from_char BIGINT NOT NULL, until_char BIGINT NOT NULL,
  quote TEXT NOT NULL, title TEXT NOT NULL, theme TEXT NOT NULL,
  disposition TEXT CHECK (disposition IN ('adopted', 'partly', 'not-adopted', 'noted', 'outside-scope')),
  reason TEXT NOT NULL, changes TEXT NOT NULL, version BIGINT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  UNIQUE (consultation_id, number), CHECK (from_char >= 0 AND until_char > from_char),
  CHECK (disposition IS NULL OR reason <> '')
)
--;
CREATE INDEX consultation_points_of ON consultation_points (submission_id, question_id, from_char)
--;
CREATE TABLE consultation_commitments (
  id {id}, point_id BIGINT NOT NULL REFERENCES consultation_points (id), promised TEXT NOT NULL,
  owner BIGINT NOT NULL REFERENCES members (id), due_on TEXT NOT NULL, made_by BIGINT NOT NULL REFERENCES members (id),
  made_at BIGINT NOT NULL, result TEXT NOT NULL, closed_by BIGINT REFERENCES members (id), closed_at BIGINT,
  CHECK (closed_at IS NULL OR result <> '')
)
--;
CREATE INDEX consultation_commitments_of ON consultation_commitments (point_id)
