-- Answers to evaluations are written anew in the order of their random numbers, all in one transaction: neither where a row
-- stands nor which transaction wrote it says when it came or whose it is.
CREATE TABLE event_answers_mixed (
  id BIGINT PRIMARY KEY, event_id BIGINT NOT NULL REFERENCES events (id), session_id BIGINT REFERENCES event_sessions (id),
  question TEXT NOT NULL CHECK (question IN ('day', 'content', 'organisation', 'session', 'best', 'better')),
  mark BIGINT CHECK (mark BETWEEN 1 AND 5), words TEXT NOT NULL
)
--;
INSERT INTO event_answers_mixed SELECT id, event_id, session_id, question, mark, words FROM event_answers ORDER BY id
--;
DROP TABLE event_answers
--;
ALTER TABLE event_answers_mixed RENAME TO event_answers
--;
ALTER INDEX event_answers_mixed_pkey RENAME TO event_answers_pkey
--;
CREATE INDEX event_answers_of_event ON event_answers (event_id, question)
