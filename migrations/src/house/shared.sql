-- Times are Unix milliseconds, dates and wall times are text in ISO 8601, states are words.

-- store
CREATE TABLE limits (key TEXT PRIMARY KEY, opened_at BIGINT NOT NULL, taken BIGINT NOT NULL)
--;
-- Until when somebody holds something; for workers that send, how often they have beaten (0: ended).
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_at BIGINT NOT NULL)
--;
CREATE TABLE bells (name TEXT PRIMARY KEY, rang_at BIGINT NOT NULL)
--;

-- audit
CREATE TABLE audit (
  id {id}, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  object TEXT NOT NULL, object_id BIGINT NOT NULL, result TEXT NOT NULL, origin TEXT NOT NULL, detail TEXT NOT NULL
)
--;
CREATE INDEX audit_about ON audit (object, object_id, id)
--;

-- people
CREATE TABLE people (
  id {id}, address TEXT NOT NULL, address_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT NOT NULL,
  epoch BIGINT NOT NULL, paused_until BIGINT, created_at BIGINT NOT NULL
)
--;
CREATE INDEX people_paused ON people (paused_until) WHERE paused_until IS NOT NULL
--;

-- centre
CREATE TABLE centre (
  id BIGINT PRIMARY KEY CHECK (id = 1), name_nl TEXT NOT NULL, name_en TEXT NOT NULL, postal_address TEXT NOT NULL,
  contact_address TEXT NOT NULL, sender_name TEXT NOT NULL, sender_address TEXT NOT NULL, reply_address TEXT NOT NULL,
  letter_address TEXT NOT NULL, brand TEXT NOT NULL, accent TEXT NOT NULL, one_person_office BOOLEAN NOT NULL,
  accessibility TEXT NOT NULL, accessibility_on TEXT NOT NULL, accessibility_register TEXT NOT NULL,
  version BIGINT NOT NULL, set_up_at BIGINT NOT NULL
)
--;
CREATE TABLE set_up_links (hash TEXT PRIMARY KEY, made_at BIGINT NOT NULL, used_at BIGINT)
--;
CREATE TABLE publications (
  id {id}, slug TEXT NOT NULL UNIQUE, name_nl TEXT NOT NULL, name_en TEXT NOT NULL,
  description_nl TEXT NOT NULL, description_en TEXT NOT NULL, list_id TEXT NOT NULL UNIQUE,
  per_year INTEGER NOT NULL, on_uncertain TEXT NOT NULL, position INTEGER NOT NULL, created_at BIGINT NOT NULL
)
--;
CREATE TABLE topics (
  id {id}, slug TEXT NOT NULL UNIQUE, name_nl TEXT NOT NULL, name_en TEXT NOT NULL, position INTEGER NOT NULL,
  retired_at BIGINT
)
--;
-- A collaboration area, or a region within one.
CREATE TABLE areas (
  id {id}, parent_id BIGINT REFERENCES areas (id), slug TEXT NOT NULL UNIQUE, name_nl TEXT NOT NULL, name_en TEXT NOT NULL,
  position INTEGER NOT NULL, retired_at BIGINT
)
--;

-- sender
CREATE TABLE signing_keys (
  id {id}, selector TEXT NOT NULL UNIQUE, state TEXT NOT NULL, sealed {bytes}, public TEXT NOT NULL,
  made_at BIGINT NOT NULL, started_at BIGINT, stopped_at BIGINT, retired_at BIGINT
)
--;
CREATE UNIQUE INDEX signing_keys_alone ON signing_keys (state) WHERE state IN ('new', 'signing')
--;
CREATE TABLE domain_checks (
  id BIGINT PRIMARY KEY CHECK (id = 1), checked_at BIGINT NOT NULL, findings TEXT NOT NULL
)
--;

-- delivery
CREATE TABLE sendings (
  id {id}, lane TEXT NOT NULL, label TEXT NOT NULL, publication_id BIGINT REFERENCES publications (id),
  nonce {bytes} NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, on_uncertain TEXT NOT NULL,
  not_after BIGINT, frozen_hash TEXT NOT NULL, opened_at BIGINT NOT NULL, closed_at BIGINT, changed_at BIGINT NOT NULL,
  told_at BIGINT
)
--;
CREATE INDEX sendings_open ON sendings (lane, id) WHERE state = 'open'
--;
CREATE TABLE relays (
  name TEXT PRIMARY KEY, allowance BIGINT NOT NULL, allowed_at BIGINT NOT NULL, is_down BOOLEAN NOT NULL,
  changed_at BIGINT NOT NULL, words TEXT NOT NULL
)
--;
CREATE TABLE letters (
  sending_id BIGINT NOT NULL REFERENCES sendings (id), language TEXT NOT NULL, subject TEXT NOT NULL,
  frozen {bytes}, hash TEXT NOT NULL, PRIMARY KEY (sending_id, language)
)
--;
-- A row that waits for its turn in a sending to many has no due_at: such rows are found by walking along the key. Only
-- rows that wait for a moment have one. No index names a column that changes from the turn of a row to its acceptance,
-- so that PostgreSQL can update it within its page (HOT) and SQLite touches no index. Like evidence, a row stands by
-- itself: a million are added at once, which a check of each would make take half as long again, and a sending is never
-- deleted before its rows.
CREATE TABLE deliveries (
  sending_id BIGINT NOT NULL, person_id BIGINT NOT NULL, lane TEXT NOT NULL,
  state TEXT NOT NULL, due_at BIGINT, attempts INTEGER NOT NULL, worker TEXT, claim BIGINT,
  first_at BIGINT, settled_at BIGINT, class TEXT, receipt TEXT,
  PRIMARY KEY (sending_id, person_id)
)
--;
CREATE TABLE sending_totals (
  sending_id BIGINT NOT NULL REFERENCES sendings (id), state TEXT NOT NULL, many BIGINT NOT NULL,
  PRIMARY KEY (sending_id, state)
)
--;
CREATE INDEX deliveries_due ON deliveries (sending_id, due_at, person_id) WHERE due_at IS NOT NULL
--;
CREATE INDEX deliveries_waiting ON deliveries (due_at, sending_id, person_id) WHERE lane = 'waiting' AND due_at IS NOT NULL
--;
CREATE INDEX deliveries_of_person ON deliveries (person_id, sending_id)
--;
CREATE INDEX deliveries_refused ON deliveries (settled_at) WHERE state = 'refused'
--;

-- staff
CREATE TABLE members (
  id {id}, person_id BIGINT NOT NULL UNIQUE REFERENCES people (id), name TEXT NOT NULL, password_hash TEXT,
  totp_sealed {bytes}, totp_step BIGINT NOT NULL, epoch BIGINT NOT NULL, failures INTEGER NOT NULL, locked_until BIGINT,
  invited_at BIGINT NOT NULL, joined_at BIGINT, disabled_at BIGINT
)
--;
CREATE TABLE member_roles (
  member_id BIGINT NOT NULL REFERENCES members (id), role TEXT NOT NULL, PRIMARY KEY (member_id, role)
)
--;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY, member_id BIGINT NOT NULL REFERENCES members (id), stage TEXT NOT NULL,
  made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL
)
--;
CREATE INDEX sessions_of_member ON sessions (member_id)
--;

-- returns
CREATE TABLE suppressions (
  id {id}, hash TEXT NOT NULL, normalisation INTEGER NOT NULL, person_id BIGINT, reason TEXT NOT NULL, made_at BIGINT NOT NULL,
  lifted_at BIGINT, lifted_by BIGINT REFERENCES members (id), lifted_reason TEXT
)
--;
CREATE UNIQUE INDEX suppressions_in_force ON suppressions (hash) WHERE lifted_at IS NULL
--;
CREATE INDEX suppressions_of_person ON suppressions (person_id) WHERE lifted_at IS NULL
--;
CREATE TABLE feedback (
  id {id}, identity TEXT NOT NULL UNIQUE, at BIGINT NOT NULL, door TEXT NOT NULL, kind TEXT NOT NULL, class TEXT NOT NULL,
  enhanced TEXT, words TEXT NOT NULL, sending_id BIGINT, person_id BIGINT NOT NULL, publication_id BIGINT, heeded_at BIGINT
)
--;
CREATE INDEX feedback_of_delivery ON feedback (sending_id, person_id)
--;
CREATE INDEX feedback_of_person ON feedback (person_id, at)
--;
CREATE INDEX feedback_unheeded ON feedback (id) WHERE heeded_at IS NULL
--;
CREATE TABLE doors (
  name TEXT PRIMARY KEY, taken BIGINT NOT NULL, ignored BIGINT NOT NULL, strange BIGINT NOT NULL, opened_at BIGINT,
  taken_at BIGINT, fault TEXT, fault_at BIGINT, validity BIGINT, mark BIGINT NOT NULL
)
--;
CREATE TABLE door_keys (
  id {id}, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, made_by BIGINT NOT NULL REFERENCES members (id),
  made_at BIGINT NOT NULL, used_at BIGINT, revoked_at BIGINT
)
--;

-- subscribers
CREATE TABLE consent_texts (
  hash TEXT PRIMARY KEY, language TEXT NOT NULL, body TEXT NOT NULL, made_at BIGINT NOT NULL
)
--;
CREATE TABLE sign_ups (
  id {id}, person_id BIGINT NOT NULL REFERENCES people (id), name TEXT NOT NULL, language TEXT NOT NULL,
  sending_id BIGINT, requested_at BIGINT NOT NULL, confirmed_at BIGINT
)
--;
CREATE INDEX sign_ups_of_person ON sign_ups (person_id, requested_at)
--;
-- Each with the words that were shown when it was asked for: another form may add one to a sign-up that waits.
CREATE TABLE sign_up_publications (
  sign_up_id BIGINT NOT NULL REFERENCES sign_ups (id), publication_id BIGINT NOT NULL REFERENCES publications (id),
  requested_at BIGINT NOT NULL, language TEXT NOT NULL, consent_hash TEXT NOT NULL REFERENCES consent_texts (hash),
  PRIMARY KEY (sign_up_id, publication_id)
)
--;
CREATE TABLE subscriptions (
  person_id BIGINT NOT NULL REFERENCES people (id), publication_id BIGINT NOT NULL REFERENCES publications (id),
  source TEXT NOT NULL, confirmed_at BIGINT NOT NULL, withdrawn_at BIGINT, withdrawn_through TEXT,
  PRIMARY KEY (person_id, publication_id)
)
--;
CREATE INDEX subscriptions_reachable ON subscriptions (publication_id, person_id) WHERE withdrawn_at IS NULL
--;
CREATE INDEX subscriptions_left ON subscriptions (person_id, publication_id) WHERE withdrawn_at IS NOT NULL
--;
-- How many can be reached, counted now and then, for lists that are too long to count at every look.
CREATE TABLE subscriber_counts (publication_id BIGINT PRIMARY KEY, many BIGINT NOT NULL, counted_at BIGINT NOT NULL)
--;
-- An import keeps what it was told and what became of its rows. Its file lies in pieces that are sealed, until it ends.
CREATE TABLE imports (
  id {id}, state TEXT NOT NULL, fault TEXT NOT NULL, publication_id BIGINT REFERENCES publications (id),
  file_name TEXT NOT NULL, encoding TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL, pieces BIGINT NOT NULL,
  layout TEXT NOT NULL, basis TEXT NOT NULL, source TEXT NOT NULL, obtained_on TEXT NOT NULL, skip_wrong BOOLEAN NOT NULL,
  made_by BIGINT REFERENCES members (id), made_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, ended_at BIGINT,
  read_rows BIGINT NOT NULL, right_rows BIGINT NOT NULL, wrong_rows BIGINT NOT NULL, repeated BIGINT NOT NULL,
  contradicting BIGINT NOT NULL, inactive BIGINT NOT NULL, merged_rows BIGINT NOT NULL, added BIGINT NOT NULL,
  present BIGINT NOT NULL, left_earlier BIGINT NOT NULL, suppressed BIGINT NOT NULL,
  trouble TEXT NOT NULL, troubled_at BIGINT, sending_id BIGINT REFERENCES sendings (id)
)
--;
CREATE INDEX imports_at_work ON imports (id) WHERE ended_at IS NULL
--;
CREATE TABLE import_pieces (
  import_id BIGINT NOT NULL REFERENCES imports (id), number BIGINT NOT NULL, sealed {bytes} NOT NULL,
  PRIMARY KEY (import_id, number)
)
--;
CREATE TABLE import_faults (
  import_id BIGINT NOT NULL REFERENCES imports (id), line BIGINT NOT NULL, place INTEGER NOT NULL, fault TEXT NOT NULL,
  PRIMARY KEY (import_id, line)
)
--;
-- Taking out more people than a page waits for. The row goes when all of them were looked at.
CREATE TABLE removals (
  id {id}, publication_id BIGINT NOT NULL REFERENCES publications (id), words TEXT NOT NULL,
  of_publication_id BIGINT REFERENCES publications (id), standing TEXT NOT NULL, reason TEXT NOT NULL, many BIGINT NOT NULL,
  last_id BIGINT NOT NULL, after_id BIGINT NOT NULL, seen BIGINT NOT NULL, taken BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL
)
--;
-- Evidence stands by itself: it is added a thousand rows at once, and what it names is never deleted before it. The name
-- of the publication is the one of then, in the language of the act.
CREATE TABLE consents (
  id {id}, person_id BIGINT NOT NULL, publication_id BIGINT NOT NULL, publication_name TEXT NOT NULL, act TEXT NOT NULL,
  consent_hash TEXT REFERENCES consent_texts (hash), language TEXT NOT NULL, source TEXT NOT NULL, basis TEXT NOT NULL,
  message_id TEXT, import_id BIGINT, at BIGINT NOT NULL
)
--;
CREATE INDEX consents_of_person ON consents (person_id, at)
--;
CREATE TABLE person_topics (
  person_id BIGINT NOT NULL REFERENCES people (id), topic_id BIGINT NOT NULL REFERENCES topics (id),
  PRIMARY KEY (person_id, topic_id)
)
--;
CREATE INDEX person_topics_of_topic ON person_topics (topic_id, person_id)
--;
CREATE TABLE person_areas (
  person_id BIGINT NOT NULL REFERENCES people (id), area_id BIGINT NOT NULL REFERENCES areas (id),
  PRIMARY KEY (person_id, area_id)
)
--;
CREATE INDEX person_areas_of_area ON person_areas (area_id, person_id)
--;
CREATE TABLE sign_up_topics (
  sign_up_id BIGINT NOT NULL REFERENCES sign_ups (id) ON DELETE CASCADE, topic_id BIGINT NOT NULL REFERENCES topics (id),
  PRIMARY KEY (sign_up_id, topic_id)
)
--;
CREATE TABLE sign_up_areas (
  sign_up_id BIGINT NOT NULL REFERENCES sign_ups (id) ON DELETE CASCADE, area_id BIGINT NOT NULL REFERENCES areas (id),
  PRIMARY KEY (sign_up_id, area_id)
)
--;
-- What one person received goes to another address, so to another person. The row outlives the first of the two: it says
-- whom the links in their old mails leave now. There is no address in it.
CREATE TABLE address_changes (
  id {id}, from_id BIGINT NOT NULL, from_epoch BIGINT NOT NULL, to_id BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  sending_id BIGINT, asked_at BIGINT NOT NULL, confirmed_at BIGINT, undone_at BIGINT, settled_at BIGINT
)
--;
CREATE INDEX address_changes_from ON address_changes (from_id, confirmed_at)
--;
CREATE INDEX address_changes_to ON address_changes (to_id)
--;
CREATE INDEX address_changes_open ON address_changes (asked_at) WHERE settled_at IS NULL
--;
-- Why people left, counted without them.
CREATE TABLE leave_reasons (month TEXT NOT NULL, reason TEXT NOT NULL, many BIGINT NOT NULL, PRIMARY KEY (month, reason))
--;
-- How many there were, by month; publication 0 is everyone together.
CREATE TABLE growth (
  publication_id BIGINT NOT NULL, month TEXT NOT NULL, joined BIGINT NOT NULL, gone BIGINT NOT NULL, total BIGINT NOT NULL,
  counted_at BIGINT NOT NULL, PRIMARY KEY (publication_id, month)
)
--;
CREATE INDEX subscriptions_gone ON subscriptions (withdrawn_at) WHERE withdrawn_at IS NOT NULL
--;

-- organisations
-- Nothing here is erased by staff: an organisation, a contact and a seat in a body end. Days are ISO 8601, the last one
-- inclusive; a NULL means that no end is known.
CREATE TABLE organisations (
  id {id}, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, area_id BIGINT REFERENCES areas (id),
  version BIGINT NOT NULL, made_at BIGINT NOT NULL, ended_at BIGINT, ended_reason TEXT NOT NULL
)
--;
CREATE UNIQUE INDEX organisations_alone ON organisations (name_key) WHERE ended_at IS NULL
--;
CREATE INDEX organisations_by_name ON organisations (name_key, id)
--;
CREATE TABLE contacts (
  id {id}, organisation_id BIGINT NOT NULL REFERENCES organisations (id), person_id BIGINT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT, made_at BIGINT NOT NULL
)
--;
CREATE UNIQUE INDEX contacts_alone ON contacts (organisation_id, person_id) WHERE until_on IS NULL
--;
CREATE INDEX contacts_of_organisation ON contacts (organisation_id, id)
--;
CREATE INDEX contacts_of_person ON contacts (person_id, organisation_id)
--;
CREATE TABLE organisation_notes (
  id {id}, organisation_id BIGINT NOT NULL REFERENCES organisations (id), author BIGINT NOT NULL REFERENCES members (id),
  body TEXT NOT NULL, once TEXT NOT NULL UNIQUE, at BIGINT NOT NULL
)
--;
CREATE INDEX organisation_notes_of ON organisation_notes (organisation_id, id)
--;
CREATE TABLE bodies (
  id {id}, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, area_id BIGINT REFERENCES areas (id),
  version BIGINT NOT NULL, made_at BIGINT NOT NULL, ended_at BIGINT
)
--;
CREATE UNIQUE INDEX bodies_alone ON bodies (name_key) WHERE ended_at IS NULL
--;
CREATE TABLE body_members (
  id {id}, body_id BIGINT NOT NULL REFERENCES bodies (id), person_id BIGINT NOT NULL REFERENCES people (id),
  organisation_id BIGINT REFERENCES organisations (id), role TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT,
  made_at BIGINT NOT NULL
)
--;
CREATE UNIQUE INDEX body_members_alone ON body_members (body_id, person_id) WHERE until_on IS NULL
--;
CREATE INDEX body_members_of_body ON body_members (body_id, id)
--;
CREATE INDEX body_members_of_person ON body_members (person_id, body_id)
--;
-- What somebody has to do about an organisation. The cause is what raised it: a suppression, a subscription, a contact
-- that ended. The same cause raises a task once, also after it was done. A task about nobody is about a contact who was
-- erased.
CREATE TABLE tasks (
  id {id}, kind TEXT NOT NULL, organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  contact_id BIGINT REFERENCES contacts (id), person_id BIGINT, cause TEXT NOT NULL,
  made_at BIGINT NOT NULL, done_at BIGINT, done_by BIGINT REFERENCES members (id), outcome TEXT NOT NULL, note TEXT NOT NULL,
  UNIQUE (kind, contact_id, cause)
)
--;
CREATE INDEX tasks_open ON tasks (id) WHERE done_at IS NULL
--;
CREATE INDEX tasks_of_organisation ON tasks (organisation_id, id)
--;

-- audiences
CREATE TABLE audiences (
  id {id}, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, filter TEXT NOT NULL, version BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL
)
--;

-- issues
CREATE TABLE articles (
  id {id}, title TEXT NOT NULL, lead TEXT NOT NULL, source TEXT NOT NULL, body TEXT NOT NULL, language TEXT NOT NULL,
  author TEXT NOT NULL, version BIGINT NOT NULL, once TEXT NOT NULL UNIQUE, made_at BIGINT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL
)
--;
CREATE TABLE article_versions (
  article_id BIGINT NOT NULL REFERENCES articles (id), version BIGINT NOT NULL, title TEXT NOT NULL, lead TEXT NOT NULL,
  source TEXT NOT NULL, author TEXT NOT NULL, saved_by BIGINT NOT NULL REFERENCES members (id), saved_at BIGINT NOT NULL,
  PRIMARY KEY (article_id, version)
)
--;
CREATE TABLE issues (
  id {id}, publication_id BIGINT NOT NULL REFERENCES publications (id), year INTEGER NOT NULL, number INTEGER NOT NULL,
  subject TEXT NOT NULL, preheader TEXT NOT NULL, source TEXT NOT NULL, editorial TEXT NOT NULL, language TEXT NOT NULL,
  state TEXT NOT NULL, version BIGINT NOT NULL, changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  copy_due TEXT NOT NULL, review_due TEXT NOT NULL, planned_on TEXT NOT NULL,
  asked_by BIGINT REFERENCES members (id), asked_at BIGINT,
  approved_by BIGINT REFERENCES members (id), approved_at BIGINT, approved_hash TEXT,
  send_wall TEXT, send_at BIGINT, not_after_wall TEXT, not_after BIGINT, scheduled_by BIGINT REFERENCES members (id),
  sending_id BIGINT REFERENCES sendings (id), started_at BIGINT, sent_at BIGINT, audience_id BIGINT REFERENCES audiences (id),
  UNIQUE (publication_id, year, number)
)
--;
CREATE INDEX issues_due ON issues (send_at) WHERE state = 'scheduled'
--;
CREATE INDEX issues_of_audience ON issues (audience_id) WHERE audience_id IS NOT NULL
--;
CREATE TABLE issue_articles (
  issue_id BIGINT NOT NULL REFERENCES issues (id), article_id BIGINT NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL, PRIMARY KEY (issue_id, article_id)
)
--;
-- Every sending of an issue: the first, and one for each correction; with the filter that chose its readers, as it was.
CREATE TABLE issue_sendings (
  issue_id BIGINT NOT NULL REFERENCES issues (id), round INTEGER NOT NULL, filter TEXT,
  sending_id BIGINT NOT NULL UNIQUE REFERENCES sendings (id), PRIMARY KEY (issue_id, round)
)
--;

-- archive
CREATE TABLE records (
  id {id}, kind TEXT NOT NULL, publication_id BIGINT NOT NULL REFERENCES publications (id),
  issue_id BIGINT NOT NULL REFERENCES issues (id), article_id BIGINT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL,
  position INTEGER NOT NULL, slug TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, lead TEXT NOT NULL,
  author TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, words TEXT NOT NULL, published_at BIGINT NOT NULL,
  withdrawn_at BIGINT, withdrawn_reason TEXT NOT NULL, version INTEGER NOT NULL, corrected_at BIGINT,
  UNIQUE (issue_id, article_id, version)
)
--;
CREATE INDEX records_newest ON records (published_at DESC, id DESC)
--;
CREATE INDEX records_of_article ON records (article_id, id)
--;

-- privacy
-- One code per person; entering it gives a pass that works as long as the code would have.
CREATE TABLE privacy_codes (
  person_id BIGINT PRIMARY KEY REFERENCES people (id), hash TEXT NOT NULL, made_at BIGINT NOT NULL, tries INTEGER NOT NULL,
  pass_hash TEXT UNIQUE
)
--;
CREATE TABLE retention_periods (
  kind TEXT PRIMARY KEY, days BIGINT NOT NULL, changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL
)
--;
CREATE TABLE retention_runs (id {id}, began_at BIGINT NOT NULL, ended_at BIGINT)
--;
CREATE TABLE retention_gone (
  run_id BIGINT NOT NULL REFERENCES retention_runs (id), kind TEXT NOT NULL, many BIGINT NOT NULL, PRIMARY KEY (run_id, kind)
)
--;
-- Either one person or one kind of record stays, until a day or until somebody ends it.
CREATE TABLE privacy_holds (
  id {id}, person_id BIGINT REFERENCES people (id), kind TEXT, reason TEXT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL, until_at BIGINT NOT NULL,
  ended_at BIGINT, ended_by BIGINT REFERENCES members (id), CHECK ((person_id IS NULL) <> (kind IS NULL))
)
--;
CREATE INDEX privacy_holds_of_person ON privacy_holds (person_id)
--;
-- Requests done. The number of the person goes when nothing of theirs is in hand any more.
CREATE TABLE erasures (
  id {id}, at BIGINT NOT NULL, origin TEXT NOT NULL, erased_by BIGINT REFERENCES members (id), many BIGINT NOT NULL,
  person_id BIGINT, rewrite BOOLEAN NOT NULL, finished_at BIGINT
)
