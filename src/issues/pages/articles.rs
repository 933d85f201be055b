//! Articles: the list, the form, the meeting of two editors, the history.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{changed, issue_link, language_field, markdown_field, moment, said};
use crate::base::id::{MediaId, MemberId};
use crate::base::{Instant, Language};
use crate::issues::find::{Listed, VersionRow};
use crate::issues::issue::is_open;
use crate::issues::reviewing::pages::staff as along;
use crate::issues::reviewing::{Open, Text};
use crate::issues::sending::{Changed, Checked, beside, changed_parts};
use crate::issues::texts::{article_waits, state_tag};
use crate::issues::{Article, IssueState};
use crate::web::blocks::{draw, picture};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, button_row, crumbs, error_summary, link_button, notice,
    page_head, post_form, split,
};
use crate::web::saving::saving;
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/artikelen";

/// The form of a new article.
pub(in crate::issues) fn new(frame: &Frame, form: &Form, images: &Choice) -> Markup {
    let language = frame.language;
    let title = language.pick("Nieuw artikel", "New article");
    let hidden = html! {
        input type="hidden" name="once" value=(form.value("once"));
        input type="hidden" name="issue" value=(form.value("issue"));
    };
    let send = if form.value("issue").is_empty() {
        language.pick("Maak het artikel", "Make the article")
    } else {
        language.pick("Maak het artikel en zet het in het nummer", "Make the article and put it into the issue")
    };
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, language.pick("Artikelen", "Articles"))], title))
            (error_summary(language, form))
            (page_head(title, None, None))
            (post_form("/beheer/artikelen/nieuw", html! { (hidden) (fields(frame, form, images)) (button(Action::Primary, send)) }))
        },
    )
}

/// The images that can be chosen: number and name.
pub(in crate::issues) type Choice = [(MediaId, String)];

pub(super) fn fields(frame: &Frame, form: &Form, images: &Choice) -> Markup {
    let language = frame.language;
    let none = (String::new(), language.pick("Geen beeld", "No image").to_owned());
    let chosen = form.trimmed("picture");
    // What was chosen long ago does not stand among the newest.
    let old = (!chosen.is_empty() && images.iter().all(|(id, _)| id.to_string() != chosen))
        .then(|| (chosen.to_owned(), language.pick(format!("Beeld {chosen}"), format!("Image {chosen}"))));
    let images = images.iter().map(|(id, name)| (id.to_string(), name.clone()));
    html! {
        (Field::text(language, form, "title", language.pick("Titel", "Title"))
            .hint(language.pick("Ten hoogste 160 tekens.", "At most 160 characters.")))
        (Field::textarea(language, form, "lead", language.pick("Inleiding", "Lead"), 3).optional()
            .hint(language.pick("Staat in de mail onder de titel. Eén of twee zinnen, ten hoogste 600 tekens.", "Stands in the mail below the title. One or two sentences, at most 600 characters.")))
        (Field::select(language, form, "picture", language.pick("Beeld bovenaan", "Image at the top"), [none].into_iter().chain(old).chain(images)).optional()
            .hint_markup(html! { (language.pick("Staat boven het artikel, in de mail en waar het wordt gedeeld. ", "Stands above the article, in the mail and where it is shared. "))
                a class="utrecht-link" href="/beheer/beelden/nieuw" { (language.pick("Plaats nieuw beeld", "Place a new image")) } }))
        (markdown_field(frame, form, language.pick("Tekst", "Text"), 18))
        (Field::text(language, form, "author", language.pick("Auteur", "Author")).optional().autocomplete("off"))
        (language_field(language, form))
    }
}

/// What stands around the form of an article.
pub(in crate::issues) struct Around<'a> {
    /// The issues it stands in.
    pub issues: &'a [Listed],
    /// What the checks say of it.
    pub checked: Checked<'a>,
    /// Who saved it last.
    pub by: &'a str,
    /// Who else is here, in words.
    pub here: &'a str,
    /// The last act.
    pub said: Option<&'a str>,
    /// The images that can be chosen.
    pub images: &'a Choice,
    /// How reading along stands.
    pub open: &'a Open,
}

/// The form of an article, with how it reads beside it.
pub(in crate::issues) fn edit(frame: &Frame, form: &Form, article: &Article, around: &Around) -> Markup {
    let language = frame.language;
    let title = article.row.title.as_str();
    let address = article.address();
    let history = format!("{address}/versies");
    let actions = link_button(Action::Secondary, &history, language.pick("Geschiedenis", "History"));
    let write = post_form(
        &address,
        html! {
            input type="hidden" name="version" value=(form.value("version"));
            (fields(frame, form, around.images))
            (button(Action::Primary, language.pick("Bewaar het artikel", "Save the article")))
        },
    );
    let check = format!("{address}/controle");
    let narrow = html! {
        (beside(frame, around.checked, (&address, &check)))
        (along::beside(around.open, &Text::of_article(article.clone()), language))
        (places(language, around.issues))
        (reading(language, article))
    };
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, language.pick("Artikelen", "Articles"))], title))
            (error_summary(language, form))
            (page_head(title, None, Some(actions)))
            (saving(frame, (&format!("{address}/vanzelf"), &address), changed(language, around.by, article.row.changed_at), around.here))
            (said(language, around.said))
            (frozen(language, around.issues))
            (split(write, narrow))
        },
    )
}

/// What a change does to the issues in which the article stands.
fn frozen(language: Language, issues: &[Listed]) -> Markup {
    let closed: Vec<&Listed> = issues.iter().filter(|listed| !is_open(listed.row.state)).collect();
    let is_decided = |listed: &&Listed| is_open(listed.row.state) && listed.row.state != IssueState::Draft;
    let decided: Vec<&Listed> = issues.iter().filter(is_decided).collect();
    html! {
        @if !decided.is_empty() {
            (notice(language, Tone::Warn, language.pick("Uw wijziging trekt een goedkeuring of een vraag erom in", "Your change voids an approval or a question for it"), html! {
                p { (article_waits(language)) }
                ul { @for issue in &decided { li { (issue_link(language, issue)) } } }
            }))
        }
        @if !closed.is_empty() {
            (notice(language, Tone::Info, language.pick("Dit artikel is al verstuurd", "This article was sent already"), html! {
                p { (language.pick(
                    "U kunt het hier nog wijzigen, bijvoorbeeld voor een volgend nummer. De mail en het archief veranderen daardoor niet: wat verstuurd is, staat vast.",
                    "You can still change it here, for instance for a next issue. The mail and the archive do not change by it: what was sent is fixed.",
                )) }
            }))
        }
    }
}

fn places(language: Language, issues: &[Listed]) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Staat in", "Stands in")) }
            @if issues.is_empty() {
                p { (language.pick("Nog in geen nummer. Open een nummer en voeg dit artikel daar toe.", "In no issue yet. Open an issue and add this article there.")) }
                p { a class="utrecht-link" href="/beheer/nummers" { (language.pick("Kies een nummer", "Choose an issue")) } }
            } @else {
                ul { @for issue in issues { li { div class="row" { (issue_link(language, issue)) (state_tag(language, issue.row.state)) } } } }
                p class="muted" { (language.pick(
                    "Een wijziging brengt een goedgekeurd of ingepland nummer terug naar concept.",
                    "A change returns an approved or scheduled issue to draft.",
                )) }
            }
        }
    }
}

/// How what was saved reads; what saves itself is fetched again.
fn reading(language: Language, article: &Article) -> Markup {
    html! {
        section class="card" id="leest" lang=(article.row.language.tag())
            hx-get=(article.address()) hx-trigger="samenspraak:saved from:body delay:300ms" hx-select="#leest" hx-swap="outerHTML" {
            h2 { span class="hidden" lang=(language.tag()) { (language.pick("Zo leest het: ", "How it reads: ")) } (article.row.title) }
            @if let Some(cover) = &article.cover { p class="picture" { (picture(&cover.lead, 1200)) } }
            @if !article.row.lead.is_empty() { p class="lead" { (article.row.lead) } }
            (draw(&article.body, 2))
        }
    }
}

/// The versions of an article, newest first.
pub(in crate::issues) fn history(
    frame: &Frame,
    article: &Article,
    versions: &[VersionRow],
    names: &BTreeMap<MemberId, String>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Geschiedenis", "History");
    let address = article.address();
    let rows = versions.iter().map(|version| {
        let is_now = version.version == article.row.version;
        vec![
            html! {
                a class="utrecht-link" href={ (address) "/versies/" (version.version) } { (language.pick("Versie", "Version")) " " (version.version) }
                @if is_now { " " (language.pick("(nu)", "(now)")) }
            },
            html! { (version.title) },
            html! { (names.get(&version.saved_by).map_or("", String::as_str)) },
            moment(version.saved_at, language),
        ]
    });
    let table = DataTable::new(language.pick("Versies, de nieuwste bovenaan", "Versions, the newest first"))
        .hide_caption()
        .column(language.pick("Versie", "Version"))
        .column(language.pick("Titel", "Title"))
        .column(language.pick("Bewaard door", "Saved by"))
        .column(language.pick("Wanneer", "When"))
        .rows(rows);
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[(LIST, language.pick("Artikelen", "Articles")), (&address, &article.row.title)], title))
            (page_head(title, Some(&article.row.title), None))
            (table)
        },
    )
}

/// What changed between a version and now.
fn since(changed: &[Changed], language: Language) -> Markup {
    html! {
        section class="card stack changes" aria-labelledby="changes" {
            h2 id="changes" { (language.pick("Wat er sindsdien veranderde", "What changed since")) }
            @if changed.is_empty() {
                p { (language.pick("Niets: het artikel is nu weer zoals hier.", "Nothing: the article is now as it is here.")) }
            } @else {
                p class="muted" { (language.pick("Doorgestreept is weg, onderstreept is nieuw.", "Struck is gone, underlined is new.")) }
                (changed_parts(changed, language))
            }
        }
    }
}

/// One version, to read, to compare with now, and to restore.
pub(in crate::issues) fn version(
    frame: &Frame,
    (article, was): (&Article, &Article),
    (kept, by): (&VersionRow, &str),
    later: &[Changed],
) -> Markup {
    let language = frame.language;
    let title = format!("{} {}", language.pick("Versie", "Version"), kept.version);
    let (address, history) = (article.address(), format!("{}/versies", article.address()));
    let above = [
        (LIST, language.pick("Artikelen", "Articles")),
        (address.as_str(), article.row.title.as_str()),
        (history.as_str(), language.pick("Geschiedenis", "History")),
    ];
    let saved: (&str, Instant) = (by, kept.saved_at);
    staff_page(
        frame,
        &title,
        html! {
            (crumbs(language, &above, &title))
            (page_head(&title, None, None))
            p class="muted" { (changed(language, saved.0, saved.1)) }
            article class="card stack" lang=(article.row.language.tag()) {
                h2 { (kept.title) }
                @if !kept.author.is_empty() { p class="muted" { (kept.author) } }
                @if !kept.lead.is_empty() { p class="lead" { (kept.lead) } }
                @if let Some(cover) = &was.cover { p class="picture" { (picture(&cover.lead, 1200)) } }
                (draw(&was.body, 2))
            }
            @if kept.version != article.row.version { (since(later, language)) }
            @if kept.version != article.row.version {
                (button_row(&[
                    html! { (PostButton::new(format!("{history}/{}", kept.version), language.pick("Maak dit weer de nieuwste versie", "Make this the newest version again"), Action::Primary)
                        .hidden("version", article.row.version.to_string())) },
                    link_button(Action::Secondary, &history, language.pick("Terug naar de geschiedenis", "Back to the history")),
                ]))
            }
        },
    )
}
