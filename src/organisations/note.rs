//! Notes: what somebody wants colleagues to know about an organisation, with who wrote it and when.

use sea_orm::EntityTrait;
use sea_orm::Set;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, OrganisationId};
use crate::organisations::acts::Act;
use crate::store::tables::organisation_notes;
use crate::store::{Class, class_of};

/// Adds a note. `once` is the token of the form: a form makes one note, however often it is sent. `false` when there is
/// no such organisation.
///
/// # Errors
/// The database's.
pub async fn add_note(
    app: &App,
    by: MemberId,
    organisation: OrganisationId,
    (body, once): (&str, &str),
) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let row = organisation_notes::ActiveModel {
        organisation_id: Set(organisation),
        author: Set(by),
        body: Set(body.to_owned()),
        once: Set(once.to_owned()),
        at: Set(now),
        ..Default::default()
    };
    match organisation_notes::Entity::insert(row).exec_without_returning(&tx).await {
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(false),
        // Pressed twice.
        Err(error) if class_of(&error) == Class::Unique => return Ok(true),
        inserted => inserted?,
    };
    // The audit names ids and holds no content.
    let note = Note::of(Act::OrganisationNote, organisation.0);
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
