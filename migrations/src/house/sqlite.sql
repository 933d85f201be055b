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
