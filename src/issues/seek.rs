//! Finding issues and articles by their names.

use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use super::find;
use crate::app::App;
use crate::base::id::ArticleId;
use crate::base::wall_time::short_moment;
use crate::base::{Instant, Language};
use crate::centre;
use crate::room::{Found, Sought};
use crate::store::tables::{articles, issues};

/// Issues, the newest first: by publication, year and number, and by subject.
pub(super) async fn issues(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    use issues::Column;
    let on = app.store.read();
    let rows = issues::Entity::find().order_by_desc(Column::Year).order_by_desc(Column::Number).all(on).await?;
    let all = find::list(rows, &centre::publications(on).await?);
    let named = all.into_iter().map(|listed| (format!("{} {}", listed.name(language), listed.row.subject), listed));
    Ok(sought.best(named, |listed| Found {
        title: listed.name(language),
        more: match &*listed.row.subject {
            "" => listed.row.state.said().of(language).to_owned(),
            subject => format!("{subject} ({})", listed.row.state.said().of(language)),
        },
        link: format!("/beheer/nummers/{}", listed.row.id),
    }))
}

/// Articles, the newest first: by title and author.
pub(super) async fn articles(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    use articles::Column;
    let rows: Vec<(ArticleId, String, String, Instant)> = articles::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Title, Column::Author, Column::ChangedAt])
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(app.store.read())
        .await?;
    let named = rows.into_iter().map(|row| (format!("{} {}", row.1, row.2), row));
    Ok(sought.best(named, |(id, title, author, changed)| {
        let changed = short_moment(changed, language);
        let changed = language.pick(format!("gewijzigd {changed}"), format!("changed {changed}"));
        let more = if author.is_empty() { changed } else { format!("{author}, {changed}") };
        Found { title, more, link: format!("/beheer/artikelen/{id}") }
    }))
}
