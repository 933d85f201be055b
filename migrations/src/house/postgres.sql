CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
--;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE FUNCTION refuse_while_their_person_lives() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM people WHERE people.id = OLD.person_id) THEN RAISE EXCEPTION 'evidence goes only after its person'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER consents_stay_while_their_person_does BEFORE DELETE ON consents
FOR EACH ROW EXECUTE FUNCTION refuse_while_their_person_lives()
--;
CREATE TRIGGER letters_stay_frozen BEFORE UPDATE ON letters FOR EACH ROW
WHEN (NEW.frozen IS NOT NULL OR NEW.hash <> OLD.hash) EXECUTE FUNCTION refuse_change()
--;
ALTER TABLE records ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
--;
CREATE INDEX records_found ON records USING gin (found)
--;
CREATE TRIGGER records_stay_frozen BEFORE UPDATE ON records FOR EACH ROW
WHEN (NEW.body <> OLD.body OR NEW.hash <> OLD.hash OR NEW.title <> OLD.title OR NEW.words <> OLD.words OR NEW.version <> OLD.version) EXECUTE FUNCTION refuse_change()
--;
-- Room in each page for the versions of its rows, so that updates stay within it.
ALTER TABLE deliveries SET (fillfactor = 30)
