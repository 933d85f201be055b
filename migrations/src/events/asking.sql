-- What an event asks of those who come. `place` is its place on the form; `choices_…` hold one choice a line; answers go so many
-- days after the event, or with the registration. One that was answered is ended and not taken away, so that its answers stay.
CREATE TABLE event_questions (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), place BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('line', 'words', 'choice', 'choices', 'yes-no')),
  ask_nl TEXT NOT NULL, ask_en TEXT NOT NULL, why_nl TEXT NOT NULL, why_en TEXT NOT NULL,
  choices_nl TEXT NOT NULL, choices_en TEXT NOT NULL, required BOOLEAN NOT NULL, keep_days BIGINT CHECK (keep_days > 0),
  ended_at BIGINT
)
--;
CREATE INDEX event_questions_of_event ON event_questions (event_id, place, id)
--;
-- What somebody answered, in the words of the form: a choice that is called otherwise later stays what it was.
CREATE TABLE event_question_answers (
  registration_id BIGINT NOT NULL REFERENCES event_registrations (id), question_id BIGINT NOT NULL REFERENCES event_questions (id),
  answer TEXT NOT NULL CHECK (answer <> ''), PRIMARY KEY (registration_id, question_id)
)
--;
CREATE INDEX event_question_answers_of_question ON event_question_answers (question_id)
--;
-- Needs of food and access were one field of the registration; now they are a question as the others.
INSERT INTO event_questions (event_id, place, kind, ask_nl, ask_en, why_nl, why_en, choices_nl, choices_en, required, keep_days)
SELECT id, 1, 'line', 'Wensen voor eten of toegang', 'Needs of food or access',
  'Bijvoorbeeld: vegetarisch, een rolstoelplek, een schrijftolk.', 'For instance: vegetarian, a place for a wheelchair, speech-to-text.',
  '', '', FALSE, 14
FROM events WHERE asks_needs AND needs_gone_at IS NULL
--;
INSERT INTO event_question_answers (registration_id, question_id, answer)
SELECT event_registrations.id, event_questions.id, event_registrations.needs
FROM event_registrations JOIN event_questions ON event_questions.event_id = event_registrations.event_id
WHERE event_registrations.needs <> ''
--;
UPDATE event_registrations SET needs = '' WHERE needs <> '' AND event_id IN (SELECT event_questions.event_id FROM event_questions)
--;
-- A letter that staff wrote to some of those who registered, as they wrote it. `once` is the number of the form.
CREATE TABLE event_letters (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), once TEXT NOT NULL UNIQUE,
  whom TEXT NOT NULL CHECK (whom IN ('coming', 'in', 'absent', 'waiting', 'in-vain', 'cancelled')), session_id BIGINT,
  subject TEXT NOT NULL, source TEXT NOT NULL, made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL
)
--;
CREATE INDEX event_letters_of_event ON event_letters (event_id, id)
--;
-- Whom it goes to, chosen when it was sent; one row a person. It is told in the transaction that hands it to the ledger.
CREATE TABLE event_letter_people (
  letter_id BIGINT NOT NULL REFERENCES event_letters (id), registration_id BIGINT NOT NULL REFERENCES event_registrations (id),
  told_at BIGINT, sending_id BIGINT, PRIMARY KEY (letter_id, registration_id)
)
--;
CREATE INDEX event_letter_people_open ON event_letter_people (letter_id) WHERE told_at IS NULL
--;
CREATE INDEX event_letter_people_of_registration ON event_letter_people (registration_id)
