-- On how many days of an event somebody must have been there for a certificate; 0 for all of them.
ALTER TABLE events ADD COLUMN certificate_days BIGINT NOT NULL DEFAULT 0 CHECK (certificate_days >= 0)
