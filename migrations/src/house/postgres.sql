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
-- The day after the last one, as a moment (UTC): what is long over is found by it.
CREATE FUNCTION day_after(day text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (make_date(split_part(day, '-', 1)::integer, split_part(day, '-', 2)::integer, split_part(day, '-', 3)::integer)
    - DATE '1970-01-01' + 1) * 86400000::bigint $$
--;
ALTER TABLE contacts ADD COLUMN until_at BIGINT GENERATED ALWAYS AS (day_after(until_on)) STORED
--;
ALTER TABLE body_members ADD COLUMN until_at BIGINT GENERATED ALWAYS AS (day_after(until_on)) STORED
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
--;
-- Words as they are searched: small letters without accents, parted where SQLite's tokenizer parts them. Most are plain
-- ASCII, in which no accents need be looked for; and translate() goes by every letter, which takes four times as long.
CREATE FUNCTION people_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(
    CASE WHEN octet_length(words) = length(words) THEN words ELSE
      translate(normalize(words, NFD), 'ØŁĐÆŒ' || U&'\0300\0301\0302\0303\0304\0306\0307\0308\030a\030b\030c\0327\0328', 'øłđæœ')
    END), '@', ' '), '.', ' '), '-', ' '), '_', ' '), '+', ' '), '/', ' '), ':', ' '), '&', ' '), '<', ' '), '''', ' ') $$
--;
ALTER TABLE people ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('simple', people_fold(address || ' ' || name))) STORED
--;
CREATE INDEX people_found ON people USING gin (found)
--;
-- A publication never goes, nor gets another id. So that a subscription is to one that exists need be asked only when it
-- comes, and once for all rows of a statement; a reference asks and locks for each, which took a tenth of a long import.
CREATE FUNCTION refuse_to_let_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a row of % never goes, nor changes what it stands for', TG_TABLE_NAME; END $$
--;
CREATE TRIGGER publications_stay BEFORE DELETE OR UPDATE OF id ON publications FOR EACH ROW EXECUTE FUNCTION refuse_to_let_go()
--;
ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_publication_id_fkey
--;
CREATE FUNCTION refuse_subscriptions_to_nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (SELECT 1 FROM publications b WHERE b.id = f.publication_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a subscription is to a publication that does not exist';
  END IF;
  RETURN NULL;
END $$
--;
CREATE TRIGGER subscriptions_are_to_publications AFTER INSERT ON subscriptions
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_subscriptions_to_nothing()
--;
CREATE TRIGGER subscriptions_keep_their_publication BEFORE UPDATE OF publication_id ON subscriptions
FOR EACH ROW EXECUTE FUNCTION refuse_to_let_go()
