//! Taking rows away, kind by kind, by the verbs of the rooms that wrote them.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::rules::Over;
use crate::app::App;
use crate::base::id::{ContactId, ImportId, MemberId, PersonId, SeatId, SendingId, SignUpId};
use crate::people;
use crate::privacy::erase::{Trace, forget_person};
use crate::store::{self, sql};
use crate::{delivery, organisations, returns, staff, subscribers};

type Taken = anyhow::Result<u64>;

/// Sign-ups that were not confirmed, and the people to whom nothing else belongs.
pub(super) async fn unconfirmed(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let many = sign_ups(app, tx, rows).await?;
    forget_whom_nothing_ties(app, tx, rows).await?;
    Ok(many)
}

pub(super) async fn sign_ups(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| SignUpId(row.id)).collect();
    Ok(subscribers::forget_sign_ups(tx, &ids).await?)
}

/// Contacts that ended, and the people to whom nothing else belongs.
pub(super) async fn contacts(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| ContactId(row.id)).collect();
    let many = organisations::forget_contacts(tx, &ids, app.clock.now()).await?;
    forget_whom_nothing_ties(app, tx, rows).await?;
    Ok(many)
}

/// Seats that ended, and the people to whom nothing else belongs.
pub(super) async fn seats(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| SeatId(row.id)).collect();
    let many = organisations::forget_seats(tx, &ids).await?;
    forget_whom_nothing_ties(app, tx, rows).await?;
    Ok(many)
}

pub(super) async fn imports(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| ImportId(row.id)).collect();
    Ok(subscribers::forget_imports(tx, &ids).await?)
}

/// Everything of readers who are over; the hash of the address stays.
pub(super) async fn readers(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    people_in(app, tx, rows, Trace::Hash).await
}

pub(super) async fn nobodies(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    people_in(app, tx, rows, Trace::None).await
}

async fn people_in(app: &App, tx: &DatabaseTransaction, rows: &[Over], trace: Trace) -> Taken {
    let mut many = 0;
    for id in rows.iter().filter_map(|row| row.person) {
        if let Some(person) = people::by_id(tx, PersonId(id)).await? {
            forget_person(tx, app, &person, trace).await?;
            many += 1;
        }
    }
    Ok(many)
}

/// Forgets those of these people to whom nothing belongs any more, as if they had never been met.
async fn forget_whom_nothing_ties(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> anyhow::Result<()> {
    let mut ids: Vec<i64> = rows.iter().filter_map(|row| row.person).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let free = sql(
            tx,
            "SELECT 1 FROM people WHERE people.id = ?
                   AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM sign_ups WHERE sign_ups.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM members WHERE members.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM body_members WHERE body_members.person_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM address_changes WHERE address_changes.to_id = people.id
                     OR address_changes.from_id = people.id)
                   AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.person_id = people.id
                     AND (deliveries.lane = 'bulk' OR deliveries.state IN ('pending', 'retry', 'claimed', 'submitting')))",
            [id.into()],
        );
        if tx.query_one_raw(free).await?.is_some()
            && let Some(person) = people::by_id(tx, PersonId(id)).await?
        {
            forget_person(tx, app, &person, Trace::None).await?;
        }
    }
    Ok(())
}

pub(super) async fn feedback(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    Ok(returns::forget_feedback(tx, &ids).await?)
}

pub(super) async fn single_letters(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| SendingId(row.id)).collect();
    Ok(delivery::forget_letters(tx, &ids).await?)
}

pub(super) async fn ledger(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let of = |row: &Over| row.person.map(|person| (SendingId(row.id), PersonId(person)));
    let pairs: Vec<_> = rows.iter().filter_map(of).collect();
    Ok(delivery::forget_rows(tx, &pairs).await?)
}

pub(super) async fn codes(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    each(tx, "DELETE FROM privacy_codes WHERE person_id = ?", rows).await
}

pub(super) async fn sessions(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let pairs: Vec<_> = rows.iter().map(|row| (MemberId(row.id), row.at)).collect();
    Ok(staff::forget_sessions(tx, &pairs).await?)
}

pub(super) async fn factors(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let ids: Vec<_> = rows.iter().map(|row| MemberId(row.id)).collect();
    Ok(staff::forget_factors(tx, &ids).await?)
}

/// Invitations that nobody took up, and the people to whom nothing else belongs.
pub(super) async fn invitations(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let mut many = 0;
    for id in rows.iter().filter_map(|row| row.person) {
        if let Some(person) = people::by_id(tx, PersonId(id)).await? {
            many += u64::from(staff::forget(tx, &person).await? > 0);
        }
    }
    forget_whom_nothing_ties(app, tx, rows).await?;
    Ok(many)
}

pub(super) async fn limits(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    let opened: Vec<_> = rows.iter().map(|row| row.at).collect();
    Ok(store::forget_limits(tx, &opened).await?)
}

pub(super) async fn erasures(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    each(tx, "DELETE FROM erasures WHERE id = ?", rows).await
}

pub(super) async fn holds(_: &App, tx: &DatabaseTransaction, rows: &[Over]) -> Taken {
    each(tx, "DELETE FROM privacy_holds WHERE id = ?", rows).await
}

async fn each(tx: &DatabaseTransaction, text: &'static str, rows: &[Over]) -> Taken {
    let mut many = 0;
    for row in rows {
        many += tx.execute_raw(sql(tx, text, [row.id.into()])).await?.rows_affected();
    }
    Ok(many)
}
