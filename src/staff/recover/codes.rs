//! Recovery codes: ten on paper, each opens once in place of the phone.
//!
//! Ten digits, because they are typed where the digits of the app are typed. Only a keyed hash is kept, which says nothing
//! without the secret file; wrong ones count as wrong codes of the app do.

use data_encoding::HEXLOWER;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait as _, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::staff::acts::Act;
use crate::staff::sign_in::lock;
use crate::staff::{Member, letters};
use crate::store::DatabaseTransaction;
use crate::store::tables::member_recovery_codes::{ActiveModel, Column, Entity};

/// So many are made at a time.
const MANY: usize = 10;
/// A code lies below this: ten digits.
const BELOW: u64 = 10_000_000_000;

fn hash_of(app: &App, member: MemberId, digits: &str) -> String {
    HEXLOWER.encode(&app.secrets.mac_of_message(format!("recovery code {digits} of {member}").as_bytes()))
}

/// Makes new codes in place of those of before. They are shown once and kept nowhere.
pub(in crate::staff) async fn make(
    tx: &DatabaseTransaction,
    app: &App,
    member: MemberId,
) -> Result<Vec<String>, DbErr> {
    forget(tx, member).await?;
    let codes: Vec<String> = (0..MANY).map(|_| format!("{:010}", app.random.below(BELOW))).collect();
    let made_at = Set(app.clock.now());
    let rows = codes.iter().map(|code| ActiveModel {
        member_id: Set(member),
        hash: Set(hash_of(app, member, code)),
        made_at: made_at.clone(),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes.iter().map(|code| format!("{} {}", &code[..5], &code[5..])).collect())
}

/// Makes new codes for a member who is in, and tells them by mail.
pub(in crate::staff) async fn make_anew(app: &App, member: &Member) -> anyhow::Result<Vec<String>> {
    let tx = app.store.begin_write().await?;
    let Some(row) = lock(&tx, member.id).await? else { anyhow::bail!("member {} was shut out", member.id) };
    let codes = make(&tx, app, member.id).await?;
    let note = Note::of(Act::NewCodes, member.id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    letters::tell(&tx, app, &row, letters::Told::Codes).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(codes)
}

/// Uses a code up; how many are left, or nothing when it is none.
pub(in crate::staff) async fn spend(
    tx: &DatabaseTransaction,
    app: &App,
    member: MemberId,
    typed: &str,
) -> Result<Option<u64>, DbErr> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let spent = Entity::delete_by_id((member, hash_of(app, member, &digits))).exec(tx).await?.rows_affected;
    if spent == 0 { Ok(None) } else { left(tx, member).await.map(Some) }
}

/// How many codes a member has.
pub(in crate::staff) async fn left(on: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbErr> {
    Entity::find().filter(Column::MemberId.eq(member)).count(on).await
}

/// Forgets a member's codes.
pub(in crate::staff) async fn forget(tx: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbErr> {
    Ok(Entity::delete_many().filter(Column::MemberId.eq(member)).exec(tx).await?.rows_affected)
}
