-- events
-- Wall times are Amsterdam's, resolved once to the moment beside them.
CREATE TABLE events (
  id {id}, kind TEXT NOT NULL CHECK (kind IN ('network-day', 'webinar', 'course', 'retraining')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'called-off')),
  title_nl TEXT NOT NULL, title_en TEXT NOT NULL, lead_nl TEXT NOT NULL, lead_en TEXT NOT NULL,
  about_nl TEXT NOT NULL, about_en TEXT NOT NULL,
  starts_wall TEXT NOT NULL, starts_at BIGINT NOT NULL, ends_wall TEXT NOT NULL, ends_at BIGINT NOT NULL,
  place TEXT NOT NULL, address TEXT NOT NULL, link TEXT NOT NULL,
  opens_wall TEXT NOT NULL, opens_at BIGINT NOT NULL, closes_wall TEXT NOT NULL, closes_at BIGINT NOT NULL,
  domains TEXT NOT NULL, quota BIGINT CHECK (quota > 0), asks_needs BOOLEAN NOT NULL,
  offer_hours BIGINT NOT NULL CHECK (offer_hours BETWEEN 1 AND 168),
  reminder_days BIGINT NOT NULL CHECK (reminder_days BETWEEN 0 AND 60),
  sequence BIGINT NOT NULL, version BIGINT NOT NULL, made_by BIGINT NOT NULL REFERENCES members (id),
  made_at BIGINT NOT NULL, moved_at BIGINT, opened_at BIGINT, called_off_at BIGINT, called_off_reason TEXT NOT NULL,
  needs_gone_at BIGINT,
  CHECK (ends_at > starts_at), CHECK (closes_at >= opens_at)
)
--;
CREATE INDEX events_by_day ON events (starts_at, id)
--;
-- A part of the programme. One with a pool is chosen, in round 1, 2 …; one without is for everybody (round 0).
CREATE TABLE event_sessions (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), round BIGINT NOT NULL CHECK (round >= 0), code TEXT NOT NULL,
  title_nl TEXT NOT NULL, title_en TEXT NOT NULL, about_nl TEXT NOT NULL, about_en TEXT NOT NULL,
  speaker TEXT NOT NULL, room TEXT NOT NULL,
  starts_wall TEXT NOT NULL, starts_at BIGINT NOT NULL, ends_wall TEXT NOT NULL, ends_at BIGINT NOT NULL,
  CHECK (ends_at > starts_at)
)
--;
CREATE INDEX event_sessions_of_event ON event_sessions (event_id, starts_at, id)
--;
-- Places: of the day (no session) or of a session. `taken` counts who has a place, whose form is being filled in and to
-- whom a place is offered; `released` counts places that only the waiting list hands out. `ceiling` is the capacity, or
-- what was taken when the capacity was lowered below it: nobody is ever removed for that.
CREATE TABLE event_pools (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), session_id BIGINT UNIQUE REFERENCES event_sessions (id),
  capacity BIGINT NOT NULL CHECK (capacity >= 0), taken BIGINT NOT NULL CHECK (taken >= 0),
  released BIGINT NOT NULL CHECK (released >= 0), waiting BIGINT NOT NULL CHECK (waiting >= 0), ceiling BIGINT NOT NULL,
  CHECK (ceiling >= capacity), CHECK (taken + released <= ceiling)
)
--;
CREATE UNIQUE INDEX event_pools_of_day ON event_pools (event_id) WHERE session_id IS NULL
--;
CREATE INDEX event_pools_of_event ON event_pools (event_id, id)
--;
-- A form that is being filled in, with the places that are kept for it until then. The page of a form that was sent is
-- opened with the same token, so sending it twice is sending it once.
CREATE TABLE event_bookings (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), token_hash TEXT NOT NULL UNIQUE, guests TEXT NOT NULL,
  places BIGINT NOT NULL CHECK (places >= 0), language TEXT NOT NULL, network TEXT NOT NULL, made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL, extended BOOLEAN NOT NULL, ended_at BIGINT,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'sent', 'expired'))
)
--;
CREATE INDEX event_bookings_open ON event_bookings (event_id, expires_at) WHERE ended_at IS NULL
--;
CREATE INDEX event_bookings_of_network ON event_bookings (network) WHERE ended_at IS NULL
--;
CREATE INDEX event_bookings_ended ON event_bookings (ended_at) WHERE ended_at IS NOT NULL
--;
-- A person's place at an event, or their wait for one. When the person is gone, the row stays without them: it counts.
CREATE TABLE event_registrations (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), person_id BIGINT REFERENCES people (id),
  number BIGINT NOT NULL UNIQUE, epoch BIGINT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
  organisation TEXT NOT NULL, domain TEXT NOT NULL, language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'registered', 'cancelled', 'replaced')),
  reason TEXT NOT NULL, code TEXT NOT NULL, ticket TEXT NOT NULL, booking_id BIGINT, replaces BIGINT,
  origin TEXT NOT NULL CHECK (origin IN ('form', 'staff', 'colleague')), uid TEXT NOT NULL, sequence BIGINT NOT NULL,
  needs TEXT NOT NULL, sending_id BIGINT, made_at BIGINT NOT NULL, ended_at BIGINT, in_at BIGINT,
  in_by BIGINT REFERENCES members (id), declined_at BIGINT,
  CHECK (in_at IS NULL OR state = 'registered')
)
--;
CREATE UNIQUE INDEX event_registrations_live ON event_registrations (event_id, person_id, name_key) WHERE state IN ('waiting', 'registered')
--;
CREATE UNIQUE INDEX event_registrations_by_code ON event_registrations (event_id, code)
--;
CREATE INDEX event_registrations_by_ticket ON event_registrations (ticket)
--;
CREATE INDEX event_registrations_of_person ON event_registrations (person_id)
--;
CREATE INDEX event_registrations_of_booking ON event_registrations (booking_id)
--;
CREATE TABLE event_choices (
  registration_id BIGINT NOT NULL REFERENCES event_registrations (id), session_id BIGINT NOT NULL REFERENCES event_sessions (id),
  made_at BIGINT NOT NULL, PRIMARY KEY (registration_id, session_id)
)
--;
CREATE INDEX event_choices_of_session ON event_choices (session_id)
--;
-- A turn in the list of those who wait for a pool.
CREATE TABLE event_waiting (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), pool_id BIGINT NOT NULL REFERENCES event_pools (id),
  registration_id BIGINT NOT NULL REFERENCES event_registrations (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'taken', 'declined', 'lapsed', 'left')),
  priority BIGINT NOT NULL, joined_at BIGINT NOT NULL, offered_at BIGINT, offered_until BIGINT, sending_id BIGINT,
  ended_at BIGINT, CHECK (state <> 'offered' OR offered_until IS NOT NULL)
)
--;
CREATE UNIQUE INDEX event_waiting_once ON event_waiting (pool_id, registration_id) WHERE state IN ('waiting', 'offered')
--;
CREATE INDEX event_waiting_in_turn ON event_waiting (pool_id, priority DESC, joined_at, id) WHERE state = 'waiting'
--;
CREATE INDEX event_waiting_offered ON event_waiting (offered_until) WHERE state = 'offered'
--;
CREATE INDEX event_waiting_of_registration ON event_waiting (registration_id)
--;
-- Which letter about what a registration had: `about` is the day that a reminder was for, or the change that was told.
CREATE TABLE event_notices (
  registration_id BIGINT NOT NULL REFERENCES event_registrations (id), kind TEXT NOT NULL, about BIGINT NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (registration_id, kind, about)
)
--;
-- What the door looked up. The same number from the same telephone counts once.
CREATE TABLE event_scans (
  id {id}, event_id BIGINT NOT NULL REFERENCES events (id), nonce TEXT NOT NULL UNIQUE, registration_id BIGINT,
  verdict TEXT NOT NULL, at BIGINT NOT NULL, member_id BIGINT NOT NULL REFERENCES members (id)
)
--;
CREATE INDEX event_scans_of_event ON event_scans (event_id, id)
