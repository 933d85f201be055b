//! Taking out more people than a page waits for. What was asked stands in a row with how far it came, a bell goes on with it
//! in small transactions, and the row goes when everyone was looked at: what stays is each person's evidence.

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::Selection;
use super::search::{Search, State};
use super::take_out::CHUNK;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, PersonId, PublicationId, RemovalId};
use crate::people;
use crate::store::tables::people as people_rows;
use crate::store::tables::removals::{ActiveModel, Column, Entity, Model};
use crate::store::{self, Lease};
use crate::subscribers::Channel;
use crate::subscribers::acts::Act;
use crate::subscribers::leave::Leaving;

/// A worker that says nothing for this long is taken for dead.
const SILENCE: Duration = Duration::from_mins(1);

/// One removal that is under way.
pub(super) type Removal = Model;

/// Notes that everyone whom a search finds is to be taken out of a publication. Whoever comes later is not meant.
pub(super) async fn begin(
    app: &App,
    member: MemberId,
    search: &Search,
    (publication, many): (PublicationId, i64),
    reason: &str,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let last = people_rows::Entity::find().select_only().expr(people_rows::Column::Id.max());
    let last = last.into_tuple::<Option<PersonId>>().one(&tx).await?.flatten().unwrap_or(PersonId(0));
    let row = ActiveModel {
        publication_id: Set(publication),
        words: Set(search.words.clone()),
        of_publication_id: Set(search.publication),
        standing: Set(search.state.map_or("", State::word).to_owned()),
        reason: Set(reason.to_owned()),
        many: Set(many),
        last_id: Set(last),
        after_id: Set(PersonId(0)),
        seen: Set(0),
        taken: Set(0),
        made_by: Set(member),
        made_at: Set(now),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    let note = Note::of(Act::TakeOutMany, publication.0).with(format!("people={many}"));
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(())
}

/// Those that are under way, oldest first.
pub(super) async fn under_way(on: &impl ConnectionTrait) -> Result<Vec<Removal>, DbErr> {
    Entity::find().order_by_asc(Column::Id).all(on).await
}

/// Goes on with every removal that is under way. A bell that may ring twice, and in two processes at once.
///
/// # Errors
/// The database's.
pub async fn go_on_taking_out(app: &App) -> anyhow::Result<()> {
    for removal in under_way(app.store.read()).await? {
        let (name, holder) = (format!("removal/{}", removal.id), format!("{:016x}", app.random.below(u64::MAX)));
        let mut removal = removal;
        while store::lease(&app.store, &name, &holder, app.clock.now(), SILENCE).await? != Lease::Taken {
            let Some(further) = step(app, &removal).await? else {
                store::release(&app.store, &name, &holder).await?;
                break;
            };
            removal = further;
        }
    }
    Ok(())
}

/// Takes the next few out; gives how it stands then, and `None` when there is nothing left to do.
async fn step(app: &App, removal: &Removal) -> anyhow::Result<Option<Removal>> {
    let now = app.clock.now();
    let words = removal.words.clone();
    let search = Search { words, publication: removal.of_publication_id, state: State::from_word(&removal.standing) };
    let mut some = Selection::Found(search).after(app.store.read(), now, removal.after_id, CHUNK).await?;
    some.retain(|id| *id <= removal.last_id);
    let Some(last) = some.last().copied() else {
        end(app, removal.id, Actor::Member(removal.made_by)).await?;
        return Ok(None);
    };
    let tx = app.store.begin_write().await?;
    let mut taken = 0;
    for id in &some {
        let Some(person) = people::lock(&tx, *id).await? else { continue };
        let leaving = Leaving { person: &person, channel: Channel::StaffList, reason: &removal.reason, now };
        taken += i64::from(leaving.out_of(&tx, Actor::Member(removal.made_by), removal.publication_id).await?);
    }
    let seen = removal.seen + i64::try_from(some.len())?;
    let update = Entity::update_many()
        .set(ActiveModel {
            after_id: Set(last),
            seen: Set(seen),
            taken: Set(removal.taken + taken),
            ..Default::default()
        })
        .filter(Column::Id.eq(removal.id))
        .filter(Column::AfterId.eq(removal.after_id));
    // Stopped, or another process is ahead: then this step does not count.
    if update.exec(&tx).await?.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(Removal { after_id: last, seen, taken: removal.taken + taken, ..removal.clone() }))
}

/// Ends a removal, because it is done or because somebody stops it. Who is out stays out.
pub(super) async fn end(app: &App, id: RemovalId, actor: Actor) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let Some(removal) = Entity::find_by_id(id).one(&tx).await? else { return Ok(()) };
    if Entity::delete_many().filter(Column::Id.eq(id)).exec(&tx).await?.rows_affected == 1 {
        let detail = format!("people={} of={}", removal.taken, removal.many);
        let note = Note::of(Act::TakeOut, removal.publication_id.0).with(detail);
        audit::record(&tx, app.clock.now(), actor, note, "web").await?;
        tx.commit().await?;
    }
    Ok(())
}
