//! Suppressing an address: by a keyed hash that outlives the person, and for as long as the person lives joinable by id.
//!
//! Raw SQL where the weightier of two reasons is decided in the statement that writes it.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::Door;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::PersonId;
use crate::base::{Instant, spoken};
use crate::delivery::{self, Scope};
use crate::people::Person;
use crate::returns::acts::Act;
use crate::store::sql;
use crate::store::tables::suppressions;

/// How addresses are normalised before they are hashed: `EmailAddress::key` of today. When that ever changes, rows of an
/// older number are still recognised by their own rule.
pub const NORMALISATION: i32 = 1;

spoken! {
    /// Why an address must not be written to.
    pub Reason {
        /// One mail came back because the address does not exist.
        HardBounce = "hard-bounce", "het adres bestaat niet", "the address does not exist";
        /// So many mails within a span could not be delivered.
        SoftBounces = "soft-bounces", "verschillende mails in korte tijd kwamen niet aan", "several mails in a short time did not arrive";
        /// The reader complained.
        Complaint = "complaint", "klacht over ongewenste mail", "complaint about unwanted mail";
        /// The reader was erased: no list brings them back, and they may come back themselves.
        Erased = "erased", "gewist, op verzoek of na de bewaartermijn", "erased, on request or after its period";
    }
}

/// Suppresses a person's address and takes the person out of every sending to many that has not reached them. An address
/// that is suppressed already stays so since then; a complaint is the weightier reason.
pub(super) async fn suppress(
    tx: &impl ConnectionTrait,
    app: &App,
    person: &Person,
    reason: Reason,
    door: Door,
) -> Result<(), DbErr> {
    let now = app.clock.now();
    let insert = sql(
        tx,
        "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (hash) WHERE lifted_at IS NULL DO UPDATE SET
           person_id = excluded.person_id,
           reason = CASE WHEN excluded.reason = 'complaint' OR suppressions.reason = 'erased' THEN excluded.reason
                         ELSE suppressions.reason END",
        [
            app.secrets.suppression_hash(&person.address_key).into(),
            NORMALISATION.into(),
            person.id.0.into(),
            reason.word().into(),
            now.0.into(),
        ],
    );
    tx.execute_raw(insert).await?;
    delivery::withdraw(tx, person.id, Scope::Suppressed, now).await?;
    let note = Note::of(Act::SuppressionMake, person.id.0).with(format!("reason={}", reason.word()));
    audit::record(tx, now, Actor::House, note, door.word()).await
}

/// Joins a suppression that outlived its person to the person to whom the address belongs now, so that whoever looks
/// people up by id knows of it. For a room in which staff write down an address of somebody who did not come by an act of
/// their own.
///
/// An address that is kept because its reader was erased is not joined. Its mailbox works, so to call it blocked would be
/// untrue; being written down makes nobody a reader; and what keeps lists from bringing the reader back is the hash.
///
/// # Errors
/// The database's.
pub async fn recognise(tx: &impl ConnectionTrait, app: &App, person: &Person) -> Result<(), DbErr> {
    let join = suppressions::Entity::update_many()
        .set(suppressions::ActiveModel { person_id: Set(Some(person.id)), ..Default::default() })
        .filter(suppressions::Column::Hash.eq(app.secrets.suppression_hash(&person.address_key)))
        .filter(suppressions::Column::PersonId.is_null())
        .filter(suppressions::Column::LiftedAt.is_null())
        .filter(suppressions::Column::Reason.ne(Reason::Erased.word()));
    join.exec(tx).await.map(drop)
}

/// When staff last lifted a suppression of this address.
pub(super) async fn last_lift(tx: &impl ConnectionTrait, app: &App, person: &Person) -> Result<Option<Instant>, DbErr> {
    let lifted = suppressions::Entity::find()
        .select_only()
        .expr(suppressions::Column::LiftedAt.max())
        .filter(suppressions::Column::Hash.eq(app.secrets.suppression_hash(&person.address_key)));
    Ok(lifted.into_tuple::<Option<Instant>>().one(tx).await?.flatten())
}

/// Takes people out of sendings that were being opened in the very moment in which their address was suppressed: on
/// PostgreSQL neither of the two transactions sees the other.
pub(super) async fn withdraw_again(app: &App) -> Result<(), DbErr> {
    let now = app.clock.now();
    let lately = suppressions::Entity::find()
        .select_only()
        .column(suppressions::Column::PersonId)
        .filter(suppressions::Column::LiftedAt.is_null())
        .filter(suppressions::Column::PersonId.is_not_null())
        .filter(suppressions::Column::MadeAt.gt(now.minus(minutes(2))));
    let people: Vec<PersonId> = lately.into_tuple().all(app.store.read()).await?;
    if people.is_empty() {
        return Ok(());
    }
    let tx = app.store.begin_write().await?;
    delivery::withdraw_suppressed(&tx, &people, now).await?;
    tx.commit().await
}
