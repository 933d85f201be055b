//! What stands on the timeline of an organisation: that it was asked, that it answered, that it was answered.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Declining, Step, find, texts};
use crate::app::App;
use crate::base::id::OrganisationId;
use crate::base::{Both, Instant, Language};
use crate::room::Fact;
use crate::store::tables::consultation_invitations;

const KIND: Both = Both("consultatie", "consultation");

/// The facts about an organisation.
pub(super) async fn facts(app: &App, of: OrganisationId, language: Language) -> anyhow::Result<Vec<Fact>> {
    let on = app.store.read();
    let rows = consultation_invitations::Entity::find()
        .filter(consultation_invitations::Column::OrganisationId.eq(of))
        .filter(consultation_invitations::Column::SentAt.is_not_null())
        .all(on)
        .await?;
    let mut facts = Vec::new();
    for row in rows {
        let Some(the) = find::consultation(on, row.consultation_id).await? else { continue };
        let title = &the.row.title;
        let link = format!("{}/uitnodigingen/{}", the.address(), row.id);
        let mut say = |at: Option<Instant>, said: String| {
            facts.extend(at.map(|at| Fact { at, kind: KIND, said, link: Some(link.clone()) }));
        };
        say(row.sent_at, language.pick(format!("Gevraagd: {title}"), format!("Asked: {title}")));
        say(row.reminded_at, texts::reminded(row.reminders, title, language));
        say(row.submitted_at, language.pick(format!("Antwoord op {title}"), format!("Answer to {title}")));
        say(
            row.declined_at,
            match row.declined {
                Some(Declining::MoreTime) => {
                    language.pick(format!("Vroeg meer tijd voor {title}"), format!("Asked for more time for {title}"))
                }
                _ => language.pick(format!("Geeft geen advies over {title}"), format!("Gives no advice on {title}")),
            },
        );
        if the.step(app.clock.now()) == Step::Published && row.submitted_at.is_some() {
            say(
                the.row.published_at,
                language.pick(format!("Nota van antwoord: {title}"), format!("Reaction: {title}")),
            );
        }
    }
    Ok(facts)
}
