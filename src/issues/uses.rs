//! Which issues are for an audience.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::base::Language;
use crate::base::id::AudienceId;
use crate::centre;
use crate::room::Use;
use crate::store::tables::issues;
use crate::store::tables::states::IssueState;

/// No page shows more.
const MOST: u64 = 100;

/// The issues that use an audience, the newest first.
pub(super) async fn uses_of(app: &App, id: AudienceId, language: Language) -> anyhow::Result<Vec<Use>> {
    let on = app.store.read();
    let rows = issues::Entity::find()
        .filter(issues::Column::AudienceId.eq(id))
        .order_by_desc(issues::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let mut uses = Vec::new();
    for row in rows {
        let publication = centre::publication(on, row.publication_id).await?;
        let name = publication.as_ref().map_or("", |publication| publication.name(language));
        uses.push(Use {
            what: format!("{name} {}/{}", row.number, row.year),
            link: format!("/beheer/nummers/{}", row.id),
            is_approved: matches!(row.state, IssueState::Approved | IssueState::Scheduled),
            sending: row.sending_id,
        });
    }
    Ok(uses)
}
