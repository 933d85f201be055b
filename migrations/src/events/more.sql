-- The agenda that an issue has below its articles, as blocks. It is kept as it was taken, so that what was
-- approved is what goes out.
ALTER TABLE issues ADD COLUMN agenda TEXT NOT NULL DEFAULT '[]'
--;
-- How many events of a kind a year is to bring.
CREATE TABLE event_goals (
  year BIGINT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('network-day', 'webinar', 'course', 'retraining')),
  wanted BIGINT NOT NULL CHECK (wanted BETWEEN 0 AND 99), PRIMARY KEY (year, kind)
)
--;
-- What somebody's calendar answered last, and the stamp of that answer. An older one changes nothing.
ALTER TABLE event_registrations ADD COLUMN reply TEXT NOT NULL DEFAULT '' CHECK (reply IN ('', 'accepted', 'declined', 'tentative'))
--;
ALTER TABLE event_registrations ADD COLUMN reply_stamp BIGINT
--;
-- How many items a registration has in a calendar: one for each day of the event.
ALTER TABLE event_registrations ADD COLUMN items BIGINT NOT NULL DEFAULT 1
--;
CREATE INDEX event_registrations_by_uid ON event_registrations (uid)
--;
-- Whether those who came are asked how it was, and what is said to them besides.
ALTER TABLE events ADD COLUMN evaluates BOOLEAN NOT NULL DEFAULT FALSE
--;
ALTER TABLE events ADD COLUMN thanks TEXT NOT NULL DEFAULT ''
--;
-- That somebody answered; what they answered stands apart from it.
ALTER TABLE event_registrations ADD COLUMN evaluated BOOLEAN NOT NULL DEFAULT FALSE
--;
-- One answer to one question. The id is random and there is no moment, so that neither tells whose it is, nor which answers
-- are of one person.
CREATE TABLE event_answers (
  id BIGINT PRIMARY KEY, event_id BIGINT NOT NULL REFERENCES events (id), session_id BIGINT REFERENCES event_sessions (id),
  question TEXT NOT NULL CHECK (question IN ('day', 'content', 'organisation', 'session', 'best', 'better')),
  mark BIGINT CHECK (mark BETWEEN 1 AND 5), words TEXT NOT NULL
)
--;
CREATE INDEX event_answers_of_event ON event_answers (event_id, question)
