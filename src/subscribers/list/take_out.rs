//! Taking many people out of a publication at once, because staff have a reason to.

use super::Selection;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, PersonId, PublicationId};
use crate::people;
use crate::subscribers::Channel;
use crate::subscribers::acts::Act;
use crate::subscribers::leave::Leaving;

/// The most people whom a page waits for; with more it goes on in the background.
pub(super) const MOST: i64 = 1_000;
/// So many in one transaction, so that sending and signing up go on.
pub(super) const CHUNK: usize = 25;

/// Takes everyone of a selection out of a publication and its sendings; gives how many were in it.
pub(super) async fn take_out(
    app: &App,
    member: MemberId,
    selection: &Selection,
    publication: PublicationId,
    reason: &str,
) -> anyhow::Result<u64> {
    let now = app.clock.now();
    let (mut after, mut taken) = (PersonId(0), 0);
    loop {
        let some = selection.after(app.store.read(), now, after, CHUNK).await?;
        let Some(last) = some.last() else { break };
        after = *last;
        let tx = app.store.begin_write().await?;
        for id in &some {
            let Some(person) = people::lock(&tx, *id).await? else { continue };
            let leaving = Leaving { person: &person, channel: Channel::StaffList, reason, now };
            taken += u64::from(leaving.out_of(&tx, Actor::Member(member), publication).await?);
        }
        tx.commit().await?;
    }
    let tx = app.store.begin_write().await?;
    let note = Note::of(Act::TakeOut, publication.0).with(format!("people={taken}"));
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(taken)
}
