-- Who may register. What invitations say besides, in Dutch and English.
ALTER TABLE events ADD COLUMN admission TEXT NOT NULL DEFAULT 'open' CHECK (admission IN ('open', 'approval', 'invited'))
--;
ALTER TABLE events ADD COLUMN invite_nl TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE events ADD COLUMN invite_en TEXT NOT NULL DEFAULT ''
--;
-- A registration that waits for approval takes no place and stands on no list. What staff said when they refused.
ALTER TABLE event_registrations ADD COLUMN approval TEXT NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'asked', 'given', 'refused'))
--;
ALTER TABLE event_registrations ADD COLUMN approval_reason TEXT NOT NULL DEFAULT ''
--;
CREATE INDEX event_registrations_asked ON event_registrations (event_id, id) WHERE approval = 'asked'
--;
-- Somebody who was invited, once for each mailbox. `due` is the letter that is still to be handed over. When the person is gone, the
-- row stays without them: it counts.
CREATE TABLE event_invitations (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), person_id BIGINT REFERENCES people (id),
  name TEXT NOT NULL, organisation TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('invited', 'reminded', 'registered', 'declined')),
  due TEXT NOT NULL CHECK (due IN ('', 'invitation', 'reminder')), reminders BIGINT NOT NULL CHECK (reminders >= 0),
  sending_id BIGINT, sent_at BIGINT, reminded_at BIGINT, answered_at BIGINT,
  registration_id BIGINT REFERENCES event_registrations (id), made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL,
  CHECK (due = '' OR state IN ('invited', 'reminded'))
)
--;
CREATE UNIQUE INDEX event_invitations_once ON event_invitations (event_id, person_id)
--;
CREATE INDEX event_invitations_of_person ON event_invitations (person_id)
--;
CREATE INDEX event_invitations_of_registration ON event_invitations (registration_id)
--;
CREATE INDEX event_invitations_due ON event_invitations (event_id, id) WHERE due <> ''
--;
-- The form that an invitation leads to.
ALTER TABLE event_bookings ADD COLUMN invitation_id BIGINT
