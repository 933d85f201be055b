//! The steps that bring a database to today's shape, on SQLite and PostgreSQL.
//!
//! A step is plain DDL with three words replaced by what each engine calls them (see [`dialect`]), because the
//! tables are easier to read, and to review, as SQL than as a builder's calls. Steps only go forward.

use sea_orm_migration::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigratorTrait, prelude::DbErr};

mod dialect;
mod m2026_11_21_000001_create_the_house;
mod m2026_11_29_000001_remember_networks;
mod m2026_11_29_000002_make_room_for_events;
mod m2026_11_29_000003_make_room_for_consultations;
mod m2026_11_29_000005_let_events_stand_where_people_look;
mod m2026_11_29_000006_make_room_for_media;
mod m2026_11_30_000007_let_events_ask_and_write;
mod m2026_11_30_000008_enclose_documents;
mod m2026_11_30_000009_remember_what_was_approved;
mod m2026_11_30_000010_let_members_recover;
mod m2026_11_30_000011_dossiers;
mod m2026_11_30_000012_inviting;
mod m2026_11_30_000013_reviewing;
mod m2026_11_30_000015_ask_days_for_a_certificate;
mod m2026_11_30_000016_let_answers_save_themselves;
mod m2026_11_30_000017_say_no_to_more_time;
mod m2026_11_30_000018_let_texts_save_themselves;
mod m2026_11_30_000019_embed_and_explain;
mod m2026_12_01_000020_ask_by_answer_and_kind;
mod m2026_12_01_000021_ask_for_decisions;
mod m2026_12_01_000022_limit_kinds;
mod m2026_12_01_000023_give_more_time;

/// All steps, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m2026_11_21_000001_create_the_house::Migration),
            Box::new(m2026_11_29_000001_remember_networks::Migration),
            Box::new(m2026_11_29_000002_make_room_for_events::Migration),
            Box::new(m2026_11_29_000003_make_room_for_consultations::Migration),
            Box::new(m2026_11_29_000005_let_events_stand_where_people_look::Migration),
            Box::new(m2026_11_29_000006_make_room_for_media::Migration),
            Box::new(m2026_11_30_000007_let_events_ask_and_write::Migration),
            Box::new(m2026_11_30_000008_enclose_documents::Migration),
            Box::new(m2026_11_30_000009_remember_what_was_approved::Migration),
            Box::new(m2026_11_30_000010_let_members_recover::Migration),
            Box::new(m2026_11_30_000011_dossiers::Migration),
            Box::new(m2026_11_30_000012_inviting::Migration),
            Box::new(m2026_11_30_000013_reviewing::Migration),
            Box::new(m2026_11_30_000015_ask_days_for_a_certificate::Migration),
            Box::new(m2026_11_30_000016_let_answers_save_themselves::Migration),
            Box::new(m2026_11_30_000017_say_no_to_more_time::Migration),
            Box::new(m2026_11_30_000018_let_texts_save_themselves::Migration),
            Box::new(m2026_11_30_000019_embed_and_explain::Migration),
            Box::new(m2026_12_01_000020_ask_by_answer_and_kind::Migration),
            Box::new(m2026_12_01_000021_ask_for_decisions::Migration),
            Box::new(m2026_12_01_000022_limit_kinds::Migration),
            Box::new(m2026_12_01_000023_give_more_time::Migration),
        ]
    }
}
