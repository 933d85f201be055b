//! Taking in a mail, by whichever door it came: what it is, whose it is, and what follows, in one transaction.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::door::{self, Door, Taken};
use super::feedback::{Feedback, Tells, keep};
use super::{Kind, Returned, read};
use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::{PersonId, PublicationId, SendingId};
use crate::delivery;
use crate::people;
use crate::store::DatabaseTransaction;
use crate::store::tables::{deliveries, sendings};

/// How many of a person's latest mails a Message-ID is compared with.
const LATEST: u64 = 200;

/// Takes in a mail. `to` are the addresses of its envelope, where the door knows them; they come before what the mail
/// says of itself. Nothing is ever answered. When this returns, everything is committed.
///
/// # Errors
/// The database's; nothing was kept then, and the mail can be handed in again.
pub async fn take(app: &App, door: Door, to: &[String], mail: &[u8]) -> anyhow::Result<Taken> {
    let returned = read(mail);
    let tx = app.store.begin_write().await?;
    if heeded(app, &tx, &returned).await? {
        door::count(&tx, door, Taken::Kept, app.clock.now()).await?;
        tx.commit().await?;
        return Ok(Taken::Kept);
    }
    let taken = match tells(&tx, app, to, &returned).await? {
        Found::Ours(Some((tells, person, sending))) => {
            let identity = returned.identity.clone();
            let (enhanced, words) = (returned.enhanced.clone(), returned.words.clone());
            let feedback = Feedback { door, tells, person, sending, enhanced, words, identity };
            let is_new = keep(&tx, app, &feedback).await?;
            match tells {
                Tells::Reply => Taken::Answered,
                _ if is_new => Taken::Kept,
                _ => Taken::Known,
            }
        }
        Found::Ours(None) => Taken::Ignored,
        Found::Nobodys => Taken::NotOurs,
    };
    door::count(&tx, door, taken, app.clock.now()).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Whether a mail is a calendar's answer to an item of some room, which then heeded it.
async fn heeded(app: &App, tx: &DatabaseTransaction, returned: &Returned) -> anyhow::Result<bool> {
    let Some(answer) = &returned.answer else { return Ok(false) };
    for heed in app.rooms.all().filter_map(|room| room.answers) {
        if heed(app, tx, answer).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

enum Found {
    /// About us, with what it tells when it tells anything.
    Ours(Option<(Tells, PersonId, Option<SendingId>)>),
    Nobodys,
}

async fn tells(on: &impl ConnectionTrait, app: &App, to: &[String], returned: &Returned) -> Result<Found, DbErr> {
    let paths = || to.iter().chain(&returned.paths).map(String::as_str);
    if let Some((person, publication, sending)) = leaver(on, app, paths()).await? {
        // The token is the proof; only what a server or an absent person's program sends by itself is no wish.
        let is_wish = matches!(returned.kind, Kind::Other | Kind::Wish);
        return Ok(Found::Ours(is_wish.then_some((Tells::Leave(publication), person, Some(sending)))));
    }
    let by_path = paths().find_map(|path| delivery::whose(app, path));
    let whose = match by_path {
        Some(whose) => Some(whose),
        None => by_message_id(on, app, returned).await?,
    };
    let Some((sending, person)) = whose else { return Ok(Found::Nobodys) };
    let tells = match returned.kind {
        Kind::Bounce => Tells::Bounce(returned.class),
        Kind::Complaint => Tells::Complaint,
        Kind::Other => Tells::Reply,
        // A calendar's answer to an item of ours was heeded before; what is left of them says nothing.
        Kind::Automatic | Kind::Notice | Kind::Wish | Kind::Calendar => return Ok(Found::Ours(None)),
    };
    Ok(Found::Ours(Some((tells, person, Some(sending)))))
}

/// Who leaves what, by an address of ours that the mail came to, and the sending in which they got it. Who wrote it does
/// not matter: the token is the proof.
async fn leaver<'a>(
    on: &impl ConnectionTrait,
    app: &App,
    mut paths: impl Iterator<Item = &'a str>,
) -> Result<Option<(PersonId, PublicationId, SendingId)>, DbErr> {
    let Some((sending, person)) = paths.find_map(|path| delivery::who_leaves(app, path)) else { return Ok(None) };
    let found = sendings::Entity::find_by_id(sending).one(on).await?;
    let publication = found.and_then(|found| found.publication_id);
    Ok(publication.map(|publication| (person, publication, sending)))
}

/// The delivery whose Message-ID the report repeats. The id proves itself: it is a MAC over the delivery, so it only
/// has to be looked for among the mails to the addresses that the report names.
async fn by_message_id(
    on: &impl ConnectionTrait,
    app: &App,
    returned: &Returned,
) -> Result<Option<(SendingId, PersonId)>, DbErr> {
    if returned.message_ids.is_empty() {
        return Ok(None);
    }
    let locals: Vec<&str> = returned.message_ids.iter().filter_map(|id| id.split('@').next()).collect();
    for address in &returned.recipients {
        let Ok(address) = EmailAddress::parse(address) else { continue };
        let Some(person) = people::by_key(on, address.key()).await? else { continue };
        for (sending, nonce) in latest(on, person.id).await? {
            let ours = delivery::message_id_of(app, &nonce, sending, person.id);
            if locals.iter().any(|local| local.eq_ignore_ascii_case(&ours)) {
                return Ok(Some((sending, person.id)));
            }
        }
    }
    Ok(None)
}

async fn latest(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<(SendingId, Vec<u8>)>, DbErr> {
    let ids: Vec<SendingId> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::SendingId)
        .filter(deliveries::Column::PersonId.eq(person))
        .order_by_desc(deliveries::Column::SendingId)
        .limit(LATEST)
        .into_tuple()
        .all(on)
        .await?;
    let rows = sendings::Entity::find().filter(sendings::Column::Id.is_in(ids)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.nonce)).collect())
}
