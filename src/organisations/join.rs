//! Becoming a contact by a list of subscribers, in which the name of an organisation stands beside a person. Raw
//! SQL: thousands of rows at once, so one statement for all of them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::audit::{self, Actor, Note};
use crate::base::wall_time::date_of;
use crate::organisations::acts::Act;
use crate::room::Joiners;
use crate::store::tables::organisations;
use crate::store::{as_json, sql_over};

/// The names of organisations that have not ended, in the form in which they are compared.
pub(super) async fn names(on: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    organisations::Entity::find()
        .select_only()
        .column(organisations::Column::NameKey)
        .filter(organisations::Column::EndedAt.is_null())
        .into_tuple()
        .all(on)
        .await
}

/// Makes these people contacts of the organisations beside them, from today, without a role. Whoever is a contact there
/// stays one as they are.
pub(super) async fn join(tx: &impl ConnectionTrait, who: Joiners<'_>) -> Result<(), DbErr> {
    let today = date_of(who.at).to_string();
    let insert = sql_over(
        tx,
        "INSERT INTO contacts (organisation_id, person_id, role, from_on, until_on, made_at)
         SELECT o.id, p.id, '', CAST(? AS TEXT), NULL, CAST(? AS BIGINT)
         FROM {rows} JOIN people p ON p.address_key = j.value ->> 0
           JOIN organisations o ON o.name_key = j.value ->> 1 AND o.ended_at IS NULL
         WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.organisation_id = o.id AND c.person_id = p.id
           AND (c.until_on IS NULL OR c.until_on >= CAST(? AS TEXT)))
         ON CONFLICT DO NOTHING RETURNING id, organisation_id",
        [today.as_str().into(), who.at.0.into(), as_json(&who.named)?, today.as_str().into()],
    );
    let (actor, origin) = who.by.map_or((Actor::Terminal, "terminal"), |by| (Actor::Member(by), "web"));
    for row in tx.query_all_raw(insert).await? {
        let (id, organisation): (i64, i64) = (row.try_get("", "id")?, row.try_get("", "organisation_id")?);
        let note = Note::of(Act::ContactAdd, organisation).with(format!("contact {id}"));
        audit::record(tx, who.at, actor, note, origin).await?;
    }
    Ok(())
}
