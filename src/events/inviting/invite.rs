//! Inviting: chosen and written down at once, handed to the ledger by a bell.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, SelectExt, Set};

use super::choose::{Chosen, Source, made_known, people_of, sift};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, MemberId};
use crate::events::capacity;
use crate::events::event::Window;
use crate::events::find;
use crate::events::{InvitationDue, InvitationState};
use crate::store::again;
use crate::store::tables::event_invitations::{self, Column, Entity};
use crate::store::tables::events;

/// Whom to invite, and with which words.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where they come from.
    pub source: Source,
    /// What the invitation says besides, in Dutch and English; it is kept with the event.
    pub words: [String; 2],
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invited {
    /// So many are invited.
    Done(usize),
    /// It would be other people than the button said. Nobody was invited.
    Other(Chosen),
    /// Those who were invited before with other words have their letter still to come. Nobody was invited.
    OthersFirst,
    /// The event is a draft, or takes no registrations any more.
    NotNow,
}

/// Whether people can be invited at a moment: it is published, and one can register, now or later.
pub(super) fn can_invite(window: Window) -> bool {
    matches!(window, Window::Soon | Window::Open)
}

/// What would happen. It only reads: nobody who writes waits for whoever looks.
///
/// # Errors
/// The database's.
pub async fn would_invite(app: &App, event: EventId, source: &Source) -> anyhow::Result<Chosen> {
    let on = app.store.read();
    let (_, chosen) = sift(on, app, event, people_of(on, app, source).await?).await?;
    Ok(chosen)
}

/// Invites as many people as the button said.
///
/// # Errors
/// The database's.
pub async fn invite(
    app: &App,
    by: MemberId,
    event: EventId,
    (asked, many): (&Asked, usize),
) -> anyhow::Result<Invited> {
    again(|| invite_once(app, by, event, (asked, many))).await
}

async fn invite_once(
    app: &App,
    by: MemberId,
    event: EventId,
    (asked, many): (&Asked, usize),
) -> anyhow::Result<Invited> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, event).await?;
    let row = find::event(&tx, event).await?;
    let Some(row) = row.filter(|row| can_invite(row.window(now))) else { return Ok(Invited::NotNow) };
    // A letter is written when it is handed over, with the words that the event has then.
    let due = Entity::find().filter(Column::EventId.eq(event)).filter(Column::Due.eq(InvitationDue::Invitation));
    if [&row.invite_nl, &row.invite_en] != asked.words.each_ref() && due.exists(&tx).await? {
        return Ok(Invited::OthersFirst);
    }
    let (new, chosen) = sift(&tx, app, event, people_of(&tx, app, &asked.source).await?).await?;
    if chosen.new != many || many == 0 {
        tx.rollback().await?;
        return Ok(Invited::Other(chosen));
    }
    let [invite_nl, invite_en] = asked.words.clone().map(Set);
    let words = events::ActiveModel { id: Set(event), invite_nl, invite_en, ..Default::default() };
    events::Entity::update(words).exec_without_returning(&tx).await?;
    let people = made_known(&tx, &new, now).await?;
    let rows = new.into_iter().zip(people).map(|(one, person)| event_invitations::ActiveModel {
        event_id: Set(event),
        person_id: Set(Some(person)),
        name: Set(one.name),
        organisation: Set(one.organisation),
        state: Set(InvitationState::Invited),
        due: Set(InvitationDue::Invitation),
        reminders: Set(0),
        made_by: Set(by),
        made_at: Set(now),
        ..Default::default()
    });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(200) {
        Entity::insert_many(some.iter().cloned()).exec_without_returning(&tx).await?;
    }
    let note = Note::done("invitation.invite", "event", event.0).with(format!("people={many}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Invited::Done(many))
}
