//! What stands on the timeline of an organisation: that somebody who sits for it was asked, and what came of it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::find;
use crate::app::App;
use crate::base::id::OrganisationId;
use crate::base::{Both, Instant, Language};
use crate::room::Fact;
use crate::store::tables::decision_respondents::{Column, Entity};

const KIND: Both = Both("besluitvraag", "request for a decision");

/// The facts about an organisation.
pub(in crate::dossiers) async fn facts(app: &App, of: OrganisationId, language: Language) -> anyhow::Result<Vec<Fact>> {
    let on = app.store.read();
    let asked = Entity::find().filter(Column::OrganisationId.eq(of)).filter(Column::SentAt.is_not_null());
    let mut ids: Vec<_> = asked.all(on).await?.into_iter().map(|row| row.decision_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut facts = Vec::new();
    for id in ids {
        let Some(the) = find::decision(on, id).await? else { continue };
        let (title, body) = (&the.row.title, &the.row.body_name);
        let mut say = |at: Option<Instant>, said: String| {
            facts.extend(at.map(|at| Fact { at, kind: KIND, said, link: Some(the.address()) }));
        };
        say(
            the.row.opened_at,
            language
                .pick(format!("Akkoord gevraagd in {body}: {title}"), format!("Agreement asked in {body}: {title}")),
        );
        say(
            the.row.concluded_at,
            language.pick(format!("Besluit vastgelegd: {title}"), format!("Decision recorded: {title}")),
        );
    }
    Ok(facts)
}
