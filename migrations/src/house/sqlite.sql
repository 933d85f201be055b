CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
--;
CREATE TRIGGER audit_is_never_erased BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
--;
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END
--;
CREATE TRIGGER consents_stay_while_their_person_does BEFORE DELETE ON consents
WHEN EXISTS (SELECT 1 FROM people WHERE people.id = OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'evidence goes only after its person'); END
--;
-- The day after the last one, as a moment (UTC): what is long over is found by it.
ALTER TABLE contacts ADD COLUMN until_at BIGINT GENERATED ALWAYS AS ((unixepoch(until_on) + 86400) * 1000) VIRTUAL
--;
ALTER TABLE body_members ADD COLUMN until_at BIGINT GENERATED ALWAYS AS ((unixepoch(until_on) + 86400) * 1000) VIRTUAL
--;
CREATE TRIGGER letters_stay_frozen BEFORE UPDATE ON letters WHEN NEW.frozen IS NOT NULL OR NEW.hash <> OLD.hash
BEGIN SELECT RAISE(ABORT, 'a frozen letter can only be erased'); END
--;
CREATE VIRTUAL TABLE record_words USING fts5 (words, content = 'records', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')
--;
CREATE TRIGGER records_kept AFTER INSERT ON records
BEGIN INSERT INTO record_words (rowid, words) VALUES (NEW.id, NEW.words); END
--;
CREATE TRIGGER records_erased AFTER DELETE ON records
BEGIN INSERT INTO record_words (record_words, rowid, words) VALUES ('delete', OLD.id, OLD.words); END
--;
CREATE TRIGGER records_stay_frozen BEFORE UPDATE ON records WHEN NEW.body <> OLD.body OR NEW.hash <> OLD.hash OR NEW.title <> OLD.title OR NEW.words <> OLD.words OR NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'a record is unchangeable'); END
--;
-- The words of people, for searching. The index alone: what it says stands in `people`, and what is erased there leaves
-- the index at once (secure-delete), instead of at some later merge of its pieces. A beginning of up to ten letters has an
-- index of its own: else all words that begin so would be merged before the first is given.
CREATE VIRTUAL TABLE people_words USING fts5 (words, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = 'unicode61 remove_diacritics 2')
--;
INSERT INTO people_words (people_words, rank) VALUES ('secure-delete', 1)
--;
CREATE TRIGGER people_kept AFTER INSERT ON people
BEGIN INSERT INTO people_words (rowid, words) VALUES (NEW.id, NEW.address || ' ' || NEW.name); END
--;
CREATE TRIGGER people_changed AFTER UPDATE OF address, name ON people WHEN NEW.address <> OLD.address OR NEW.name <> OLD.name
BEGIN
  INSERT INTO people_words (people_words, rowid, words) VALUES ('delete', OLD.id, OLD.address || ' ' || OLD.name);
  INSERT INTO people_words (rowid, words) VALUES (NEW.id, NEW.address || ' ' || NEW.name);
END
--;
CREATE TRIGGER people_erased AFTER DELETE ON people
BEGIN INSERT INTO people_words (people_words, rowid, words) VALUES ('delete', OLD.id, OLD.address || ' ' || OLD.name); END
