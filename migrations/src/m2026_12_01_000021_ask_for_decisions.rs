//! Requests for decisions: points with versions of their text, who is asked, and answers that are never overwritten.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// One more step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }
}

const TABLES: &str = "
-- Agreement asked in a dossier. `body_name` is what the body was called when it was asked. It can be answered until `deadline_at`,
-- the end of `deadline_day` in Amsterdam. `points_given` is the last number that a point got since it was opened. `entry` is the
-- number of the entry of the dossier that tells what came of it.
CREATE TABLE decisions (
  id {id}, dossier_id BIGINT NOT NULL REFERENCES dossiers (id), title TEXT NOT NULL, explanation TEXT NOT NULL,
  body_id BIGINT REFERENCES bodies (id), body_name TEXT NOT NULL, deadline_day TEXT NOT NULL, deadline_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'concluded')), version BIGINT NOT NULL, once TEXT NOT NULL UNIQUE,
  points_given BIGINT NOT NULL, made_at BIGINT NOT NULL, changed_by BIGINT NOT NULL REFERENCES members (id),
  changed_at BIGINT NOT NULL, opened_by BIGINT REFERENCES members (id), opened_at BIGINT, closed_at BIGINT,
  concluded_by BIGINT REFERENCES members (id), concluded_at BIGINT, entry BIGINT
)
--;
CREATE INDEX decisions_by_dossier ON decisions (dossier_id)
--;
CREATE INDEX decisions_by_state ON decisions (state, deadline_at)
--;
-- A point. `version` is that of its text. One that is withdrawn keeps its number.
CREATE TABLE decision_points (
  id {id}, decision_id BIGINT NOT NULL REFERENCES decisions (id), number BIGINT NOT NULL, version BIGINT NOT NULL,
  withdrawn_at BIGINT, withdrawn_why TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('adopted', 'not-adopted', 'held')), outcome_words TEXT NOT NULL, UNIQUE (decision_id, number)
)
--;
CREATE TABLE decision_texts (
  point_id BIGINT NOT NULL REFERENCES decision_points (id), version BIGINT NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL, PRIMARY KEY (point_id, version)
)
--;
-- Who is asked: somebody who sits in the body (`by_hand` false) or was added. `person_id` is empty for who was forgotten. `sent_at`
-- is empty for who could not be written to.
CREATE TABLE decision_respondents (
  id {id}, decision_id BIGINT NOT NULL REFERENCES decisions (id), person_id BIGINT REFERENCES people (id), name TEXT NOT NULL,
  role TEXT NOT NULL, organisation_id BIGINT REFERENCES organisations (id), by_hand BOOLEAN NOT NULL, made_at BIGINT NOT NULL,
  sent_at BIGINT, reminders BIGINT NOT NULL, reminded_at BIGINT, revoked_at BIGINT, UNIQUE (decision_id, person_id)
)
--;
CREATE INDEX decision_respondents_by_person ON decision_respondents (person_id)
--;
CREATE INDEX decision_respondents_by_organisation ON decision_respondents (organisation_id)
--;
-- Which sending a letter was. The ledger lets go of sendings by its own periods, so nothing refers to them.
CREATE TABLE decision_letters (
  sending_id BIGINT PRIMARY KEY, respondent_id BIGINT NOT NULL REFERENCES decision_respondents (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'changed', 'reminder')), at BIGINT NOT NULL
)
--;
CREATE INDEX decision_letters_by_respondent ON decision_letters (respondent_id)
--;
-- What somebody answered about version `text_version` of the text of a point. A later answer is a next version.
CREATE TABLE decision_answers (
  point_id BIGINT NOT NULL REFERENCES decision_points (id),
  respondent_id BIGINT NOT NULL REFERENCES decision_respondents (id), version BIGINT NOT NULL, text_version BIGINT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'yes-if', 'no', 'abstains')), words TEXT NOT NULL, on_behalf TEXT NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (point_id, respondent_id, version),
  FOREIGN KEY (point_id, text_version) REFERENCES decision_texts (point_id, version)
)
--;
CREATE INDEX decision_answers_by_respondent ON decision_answers (respondent_id)
";
