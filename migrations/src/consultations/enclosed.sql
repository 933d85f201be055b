-- A file that only some may read, as it came (images anew). Several rows may share one file, which is called after its hash and
-- stands on the closed shelf as long as a row names it. `remarks` are the words of what was found in it.
CREATE TABLE media_papers (
  id {id}, hash TEXT NOT NULL, form TEXT NOT NULL, bytes BIGINT NOT NULL, remarks TEXT NOT NULL, made_at BIGINT NOT NULL
)
--;
CREATE INDEX media_papers_by_hash ON media_papers (hash)
--;
-- A document of a consultation, or (with `invitation_id`) an attachment of an organisation's answer. Who takes away an attachment
-- that was never released leaves a row without versions: so many can be added and no more.
CREATE TABLE consultation_documents (
  id {id}, consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  invitation_id BIGINT REFERENCES consultation_invitations (id), title TEXT NOT NULL, made_at BIGINT NOT NULL, removed_at BIGINT
)
--;
CREATE INDEX consultation_documents_of ON consultation_documents (consultation_id, invitation_id)
--;
-- Its versions; the highest is the current one. A member of staff made it, or somebody who answers brought it.
CREATE TABLE consultation_document_versions (
  document_id BIGINT NOT NULL REFERENCES consultation_documents (id), number BIGINT NOT NULL,
  paper_id BIGINT NOT NULL REFERENCES media_papers (id), made_by BIGINT REFERENCES members (id),
  brought_by BIGINT REFERENCES consultation_invitees (id), made_at BIGINT NOT NULL,
  PRIMARY KEY (document_id, number), CHECK ((made_by IS NULL) <> (brought_by IS NULL))
)
--;
CREATE INDEX consultation_document_versions_by_paper ON consultation_document_versions (paper_id)
--;
ALTER TABLE consultation_submissions ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]'
