//! The tables, data only: one file each, whose first line names the one room that writes it.
//!
//! Relations point from entity to entity, so the tables stand together instead of in their rooms. Columns are described
//! where they are made, in the migrations.
#![expect(missing_docs, reason = "columns are described in the migrations")]

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
pub mod contacts;
pub mod deliveries;
pub mod domain_checks;
pub mod door_keys;
pub mod doors;
pub mod erasures;
pub mod feedback;
pub mod growth;
pub mod import_faults;
pub mod import_pieces;
pub mod imports;
pub mod issue_articles;
pub mod issue_sendings;
pub mod issues;
pub mod leases;
pub mod leave_reasons;
pub mod letters;
pub mod limits;
pub mod member_networks;
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
