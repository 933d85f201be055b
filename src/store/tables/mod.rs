//! The tables, data only: one file each, whose first line names the one room that writes it.
//!
//! They stand together instead of in their rooms, because a room reads what the rooms before it wrote. Columns are described
//! where they are made, in the migrations.
#![expect(missing_docs, reason = "columns are described in the migrations")]

/// What every entity needs that says no relations: a statement that joins tables says itself what it joins.
macro_rules! without_relations {
    () => {
        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}

pub mod address_changes;
pub mod areas;
pub mod article_versions;
pub mod articles;
pub mod audiences;
pub mod audit;
pub mod bells;
pub mod bodies;
pub mod body_members;
pub mod centre;
pub mod consent_texts;
pub mod consents;
pub mod consultation_answers;
pub mod consultation_asides;
pub mod consultation_commitments;
pub mod consultation_document_versions;
pub mod consultation_documents;
pub mod consultation_entries;
pub mod consultation_invitations;
pub mod consultation_invitees;
pub mod consultation_letters;
pub mod consultation_points;
pub mod consultation_questions;
pub mod consultation_submissions;
pub mod consultations;
pub mod contacts;
pub mod decision_answers;
pub mod decision_letters;
pub mod decision_points;
pub mod decision_respondents;
pub mod decision_texts;
pub mod decisions;
pub mod deliveries;
pub mod domain_checks;
pub mod door_keys;
pub mod doors;
pub mod dossier_actors;
pub mod dossier_cleared;
pub mod dossier_entries;
pub mod dossier_entry_sources;
pub mod dossier_keys;
pub mod dossier_publications;
pub mod dossier_sources;
pub mod dossier_themes;
pub mod dossiers;
pub mod embedding_sites;
pub mod erasures;
pub mod event_answers;
pub mod event_bookings;
pub mod event_choices;
pub mod event_goals;
pub mod event_invitations;
pub mod event_letter_people;
pub mod event_letters;
pub mod event_notices;
pub mod event_pools;
pub mod event_question_answers;
pub mod event_questions;
pub mod event_registrations;
pub mod event_scans;
pub mod event_sessions;
pub mod event_waiting;
pub mod events;
pub mod feedback;
pub mod growth;
pub mod import_faults;
pub mod import_pieces;
pub mod imports;
pub mod issue_approvals;
pub mod issue_articles;
pub mod issue_explanations;
pub mod issue_sendings;
pub mod issues;
pub mod leases;
pub mod leave_reasons;
pub mod letters;
pub mod limits;
pub mod media;
pub mod media_files;
pub mod media_papers;
pub mod media_uses;
pub mod member_networks;
pub mod member_recovery_codes;
pub mod member_roles;
pub mod members;
pub mod organisation_notes;
pub mod organisations;
pub mod people;
pub mod person_areas;
pub mod person_topics;
pub mod privacy_codes;
pub mod privacy_holds;
pub mod publications;
pub mod records;
pub mod relays;
pub mod removals;
pub mod retention_gone;
pub mod retention_periods;
pub mod retention_runs;
pub mod review_remarks;
pub mod reviewers;
pub mod sending_totals;
pub mod sendings;
pub mod sessions;
pub mod set_up_links;
pub mod sign_up_areas;
pub mod sign_up_publications;
pub mod sign_up_topics;
pub mod sign_ups;
pub mod signing_keys;
pub mod states;
pub mod subscriber_counts;
pub mod subscriptions;
pub mod suppressions;
pub mod tasks;
pub mod topics;
pub mod writers;
