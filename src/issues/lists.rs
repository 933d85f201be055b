//! The list of articles.

use maud::html;

use super::find::{self, ArticleRow, ArticleSearch, Listed, Order, Standing};
use super::{pages, texts};
use crate::app::{App, List};
use crate::base::page::Page;
use crate::base::{Both, Language};
use crate::staff::list_routes;
use crate::web::list::{Cell, Column, Filter, options};
use crate::web::{Access, Routes};

/// An article comes with its text, so that a file is read in smaller pieces than others.
const AT_ONCE: usize = 200;

/// The routes of the list.
pub(super) fn routes() -> Routes<App> {
    list_routes(&ARTICLES, Access::Editor, Access::Editor)
}

/// With the issues that each stands in.
static ARTICLES: List<(ArticleRow, Vec<Listed>)> = List {
    sub: Some(Both("Een artikel kan in meer nummers staan.", "An article can stand in several issues.")),
    make: Some(Both("Nieuw artikel", "New article")),
    filters: &[
        Filter::Words("zoek", Both("Titel of auteur", "Title or author")),
        Filter::Choice(
            "stand",
            Both("Staat in", "Stands in"),
            Both("alle artikelen", "all articles"),
            |language, ()| options(Standing::ALL.map(|standing| (standing.word(), standing.said().of(language)))),
        ),
        Filter::Choice(
            "volgorde",
            Both("Volgorde", "Order"),
            Both("nieuwste eerst", "newest first"),
            |language, ()| {
                options([Order::Changed, Order::Oldest].map(|order| (order.word(), order.said().of(language))))
            },
        ),
    ],
    columns: &[
        Column::of(Both("Titel", "Title"), |_, (row, _), ()| {
            Cell::link(&format!("/beheer/artikelen/{}", row.id), &row.title)
        }),
        Column::of(Both("Auteur", "Author"), |_, (row, _), ()| Cell::text(&row.author)),
        Column::of(Both("Staat in", "Stands in"), |language, (_, issues), ()| standing(language, issues)),
        Column::of(Both("Laatst gewijzigd", "Last changed"), |language, (row, _), ()| {
            Cell::moment(language, row.changed_at)
        }),
    ],
    empty: (
        Both("Er zijn nog geen artikelen", "There are no articles yet"),
        Both(
            "Schrijf het eerste artikel. U kunt het later in een nummer zetten.",
            "Write the first article. You can put it into an issue later.",
        ),
    ),
    ..List::plain("/beheer/artikelen", Both("Artikelen", "Articles"), |app, asked, most| {
        Box::pin(async move {
            let search = ArticleSearch {
                words: asked.word("zoek"),
                standing: Standing::ALL.into_iter().find(|standing| standing.word() == asked.word("stand")),
                order: Order::of_word(asked.word("volgorde")),
            };
            let on = app.store.read();
            let page = find::articles(on, &search, asked.after, most.min(AT_ONCE)).await?;
            let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            let mut with = find::issues_with(on, &ids).await?;
            let rows = page.rows.into_iter().map(|row| {
                let issues = with.remove(&row.id);
                (row, issues.unwrap_or_default())
            });
            Ok(Page { rows: rows.collect(), next: page.next })
        })
    })
};

fn standing(language: Language, issues: &[Listed]) -> Cell {
    if issues.is_empty() {
        let none = language.pick("nog in geen nummer", "in no issue yet");
        return Cell::text(none).drawn(html! { span class="muted" { (none) } });
    }
    let name = |listed: &Listed| format!("{} ({})", listed.name(language), listed.row.state.said().of(language));
    Cell::text(issues.iter().map(name).collect::<Vec<_>>().join("; ")).drawn(html! {
        @for issue in issues { div class="row" { (pages::issue_link(language, issue)) (texts::state_tag(language, issue.row.state)) } }
    })
}
