//! Issues: the list, making one, composing one, the meeting of two editors.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{changed, day, language_field, markdown_field, moment, preview, said};
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::base::{Blocks, Language};
use crate::centre::Publication;
use crate::issues::find::Listed;
use crate::issues::reviewing::pages::staff as reading;
use crate::issues::reviewing::{Open, Text};
use crate::issues::sending::Checked;
use crate::issues::{Article, Issue, sending, texts};
use crate::web::blocks::draw;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, crumbs, empty_state, error_summary, link_button, notice,
    page_form, page_head, post_form, split, tabs, tick_box,
};
use crate::web::saving::saving;
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/nummers";
const NEW: &str = "/beheer/nummers/nieuw";

fn issues_word(language: Language) -> &'static str {
    language.pick("Nummers", "Issues")
}

/// The issues of a year.
pub(in crate::issues) fn list(
    frame: &Frame,
    (year, years): (i32, &[i32]),
    issues: &[Listed],
    names: &BTreeMap<MemberId, String>,
) -> Markup {
    let language = frame.language;
    let title = issues_word(language);
    let make = || link_button(Action::Primary, NEW, language.pick("Nieuw nummer", "New issue"));
    let links: Vec<(String, String)> =
        years.iter().map(|year| (format!("{LIST}?jaar={year}"), year.to_string())).collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, text)| (href.as_str(), text.as_str())).collect();
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, None, (!issues.is_empty()).then(make)))
            (tabs(language.pick("Jaren", "Years"), &links, &format!("{LIST}?jaar={year}")))
            @if issues.is_empty() {
                (empty_state(
                    &language.pick(format!("Er zijn nog geen nummers in {year}"), format!("There are no issues in {year} yet")),
                    language.pick("Maak een nummer, of plan het hele jaar in één keer in de jaarplanning.", "Make an issue, or plan the whole year at once in the year plan."),
                    Some(html! { div class="row" { (make()) (link_button(Action::Secondary, &format!("/beheer/jaarplanning?jaar={year}"), language.pick("Naar de jaarplanning", "To the year plan"))) } }),
                ))
            } @else { (table(language, issues, names)) }
        },
    )
}

fn table(language: Language, issues: &[Listed], names: &BTreeMap<MemberId, String>) -> Markup {
    let rows = issues.iter().map(|listed| {
        let row = &listed.row;
        let name = format!("{} {}", listed.publication.name(language), row.number);
        vec![
            html! { a class="utrecht-link" href={ (LIST) "/" (row.id) } { (name) } },
            subject(language, &row.subject),
            texts::state_tag(language, listed.row.state),
            html! {
                @if let Some(at) = row.sent_at.or(row.started_at).or(row.send_at) { (moment(at, language)) } @else { (day(language, &row.planned_on)) }
            },
            html! { (names.get(&row.changed_by).map_or("", String::as_str)) ", " (moment(row.changed_at, language)) },
        ]
    });
    let table = DataTable::new(issues_word(language))
        .stacked()
        .hide_caption()
        .column(language.pick("Nummer", "Issue"))
        .column(language.pick("Onderwerp", "Subject"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Verzending", "Sending"))
        .column(language.pick("Laatst gewijzigd", "Last changed"))
        .rows(rows);
    html! { (table) }
}

fn subject(language: Language, subject: &str) -> Markup {
    html! {
        @if subject.is_empty() { span class="muted" { (language.pick("nog geen onderwerp", "no subject yet")) } } @else { (subject) }
    }
}

/// That there is nothing an issue could be of.
pub(in crate::issues) fn no_publications(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Nieuw nummer", "New issue");
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            (empty_state(
                language.pick("Er is nog geen uitgave", "There is no publication yet"),
                language.pick("Een nummer hoort bij een uitgave, zoals de nieuwsbrief. Vraag een beheerder er een te maken.", "An issue belongs to a publication, such as the newsletter. Ask an administrator to make one."),
                None,
            ))
        },
    )
}

/// The form of a new issue of a publication; `existing` has its number.
pub(in crate::issues) fn new(
    frame: &Frame,
    form: &Form,
    (publications, chosen): (&[Publication], &Publication),
    existing: Option<IssueId>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Nieuw nummer", "New issue");
    let links: Vec<(String, &str)> =
        publications.iter().map(|one| (format!("{NEW}?uitgave={}", one.id()), one.name(language))).collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, text)| (href.as_str(), *text)).collect();
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, issues_word(language))], title))
            (error_summary(language, form))
            (page_head(title, Some(chosen.name(language)), None))
            (tabs(language.pick("Uitgaven", "Publications"), &links, &format!("{NEW}?uitgave={}", chosen.id())))
            @if let Some(existing) = existing {
                p { a class="utrecht-link" href={ (LIST) "/" (existing) } { (language.pick("Open het bestaande nummer", "Open the existing issue")) } }
            }
            (post_form(NEW, new_fields(language, form, chosen)))
        },
    )
}

fn new_fields(language: Language, form: &Form, chosen: &Publication) -> Markup {
    html! {
        input type="hidden" name="publication" value=(chosen.id());
        (Field::number(language, form, "year", language.pick("Jaar", "Year")))
        (Field::number(language, form, "number", language.pick("Nummer", "Number"))
            .hint(language.pick("Dit is het eerste vrije nummer van het jaar.", "This is the first free number of the year.")))
        (Field::text(language, form, "subject", language.pick("Onderwerp", "Subject")).optional()
            .hint(language.pick("Staat in de inbox. U kunt het later nog kiezen.", "Stands in the inbox. You can also choose it later.")))
        (Field::date(language, form, "planned_on", language.pick("Geplande dag van verzending", "Planned day of sending")).optional()
            .hint(language.pick("De teksten zijn dan drie weken eerder klaar en de goedkeuring één week eerder.", "The texts are then due three weeks earlier and the approval one week earlier.")))
        (tick_box(language, form, "like_last", "ja", language.pick("Begin met het vorige nummer", "Start with the previous issue"),
            Some(language.pick("Neemt het voorwoord over en de koppen van elk artikel, zonder de tekst.", "Takes over the editorial and the headings of each article, without the text."))))
        (button(Action::Primary, language.pick("Maak het nummer", "Make the issue")))
    }
}

/// What stands around the form of an issue.
pub(in crate::issues) struct Around<'a> {
    /// Articles that can be added.
    pub outside: &'a [(ArticleId, String)],
    /// What the checks say of it.
    pub checked: Checked<'a>,
    /// Who changed it last.
    pub by: &'a str,
    /// Who else is here, in words.
    pub here: &'a str,
    /// The last act.
    pub said: Option<&'a str>,
    /// Whether the reader may approve.
    pub may_approve: bool,
    /// What an agenda would say now.
    pub coming: &'a Blocks,
    /// Whom readers see as the sender.
    pub from: &'a str,
    /// How reading along stands.
    pub open: &'a Open,
}

/// The page on which an issue is composed.
pub(in crate::issues) fn edit(frame: &Frame, form: &Form, issue: &Issue, around: &Around) -> Markup {
    let language = frame.language;
    let title = issue.name(language);
    let look = format!("{}/voorbeeld/telefoon", issue.address());
    let actions = html! { (texts::state_tag(language, issue.row.state)) (link_button(Action::Secondary, &look, language.pick("Bekijk het voorbeeld", "See the preview"))) };
    let compose = html! {
        (articles(frame, issue, around.outside))
        (agenda(language, issue, around.coming))
        (words(frame, form, issue))
    };
    let check = format!("{}/controle", issue.address());
    let beside = html! {
        (sending::next_steps(frame, issue, (around.may_approve, around.open)))
        @if issue.is_open() { (sending::beside(frame, around.checked, (&issue.address(), &check))) }
        @if issue.is_open() || !around.open.remarks.is_empty() { (reading::beside(around.open, &Text::of_issue(issue.clone()), language)) }
        (preview::live(frame, issue, around.from))
    };
    staff_page(
        frame,
        (title.as_str(), form),
        html! {
            (crumbs(language, &[(LIST, issues_word(language))], &title))
            (error_summary(language, form))
            (page_head(&title, Some(&issue.row.subject).filter(|subject| !subject.is_empty()).map(String::as_str), Some(actions)))
            (sending::steps(issue, around.checked.findings, around.open.remarks.len(), language))
            @if issue.is_open() {
                (saving(frame, (&format!("{}/vanzelf", issue.address()), &issue.address()), changed(language, around.by, issue.row.changed_at), around.here))
            } @else {
                p class="muted" { (changed(language, around.by, issue.row.changed_at)) }
            }
            (said(language, around.said))
            (split(compose, beside))
        },
    )
}

fn articles(frame: &Frame, issue: &Issue, outside: &[(ArticleId, String)]) -> Markup {
    let language = frame.language;
    let may_move = issue.is_open() && issue.articles.len() > 1;
    let new = format!("/beheer/artikelen/nieuw?nummer={}", issue.row.id);
    let last = issue.articles.len().saturating_sub(1);
    html! {
        section class="card" aria-labelledby="artikelen" {
            div class="row between" {
                h2 id="artikelen" { (language.pick("Artikelen in dit nummer", "Articles in this issue")) }
                @if issue.is_open() { (link_button(Action::Secondary, &new, language.pick("Nieuw artikel in dit nummer", "New article in this issue"))) }
            }
            @if issue.articles.is_empty() {
                p { (if outside.is_empty() {
                    language.pick("Er staat nog geen artikel in. Schrijf het eerste.", "There is no article in it yet. Write the first one.")
                } else {
                    language.pick("Er staat nog geen artikel in. Schrijf er een, of kies er hieronder een die er al is.", "There is no article in it yet. Write one, or choose one below that exists already.")
                }) }
            }
            ol class="todo" data-order=[may_move.then(|| format!("{}/artikelen", issue.address()))] data-words=[may_move.then(|| move_words(language))] {
                @for (at, article) in issue.articles.iter().enumerate() { (placed(language, issue, article, (at, last))) }
            }
            @if may_move { script src=((frame.assets)("js/order.js")) defer {} }
            @if issue.is_open() && !outside.is_empty() { (add(language, issue, outside)) }
        }
    }
}

/// What the script says that moves articles.
fn move_words(language: Language) -> String {
    serde_json::json!({
        "grip": language.pick("Verplaats {title}", "Move {title}"),
        "hint": language.pick("Sleep, of druk op Enter en gebruik de pijltjes", "Drag, or press Enter and use the arrows"),
        "lifted": language.pick(
            "{title} opgepakt, plaats {at} van {of}. Verplaats met de pijltjes, zet neer met Enter, terug met Escape.",
            "{title} taken up, place {at} of {of}. Move with the arrows, put down with Enter, back with Escape.",
        ),
        "moved": language.pick("{title}: plaats {at} van {of}", "{title}: place {at} of {of}"),
        "dropped": language.pick("{title} neergezet op plaats {at} van {of}", "{title} put down at place {at} of {of}"),
        "back": language.pick("{title} staat weer op plaats {at} van {of}", "{title} is back at place {at} of {of}"),
    })
    .to_string()
}

/// What is coming, below the articles: as it was taken, and whether that is still so.
fn agenda(language: Language, issue: &Issue, coming: &Blocks) -> Markup {
    let act = |word: &str, label: &str, kind: Action| {
        PostButton::new(format!("{}/agenda", issue.address()), label, kind).hidden("change", word).small()
    };
    let is_old = !issue.agenda.is_empty() && issue.agenda != *coming;
    html! {
        @if issue.is_open() || !issue.agenda.is_empty() {
            section class="card stack" aria-labelledby="agenda" {
                h2 id="agenda" { (language.pick("Agenda", "Agenda")) }
                @if issue.agenda.is_empty() {
                    p { (language.pick("Dit nummer heeft nog geen agenda. De agenda noemt de bijeenkomsten die komen, onder de artikelen.", "This issue has no agenda yet. The agenda names the events to come, below the articles.")) }
                } @else {
                    // The heading is the card's own here.
                    div lang=(issue.row.language.tag()) { (draw(&Blocks(issue.agenda.0.iter().skip(1).cloned().collect()), 1)) }
                }
                @if issue.is_open() {
                    @if is_old {
                        (notice(language, Tone::Warn, language.pick("Er is iets veranderd sinds u de agenda in dit nummer zette", "Something has changed since the agenda was put into this issue"), html! {
                            p { (language.pick("Werk de agenda bij. Was het nummer goedgekeurd, dan wordt het weer een concept.", "Renew the agenda. An issue that was approved becomes a draft again.")) }
                        }))
                    }
                    div class="row" {
                        @if issue.agenda.is_empty() {
                            (act("neem", language.pick("Zet de agenda in dit nummer", "Put the agenda into this issue"), Action::Secondary))
                        } @else {
                            @if is_old { (act("neem", language.pick("Werk de agenda bij", "Renew the agenda"), Action::Primary)) }
                            (act("weg", language.pick("Haal de agenda eruit", "Take the agenda out"), Action::Secondary))
                        }
                    }
                }
            }
        }
    }
}

fn placed(language: Language, issue: &Issue, article: &Article, (at, last): (usize, usize)) -> Markup {
    let act = |word: &str, label: &str| {
        PostButton::new(format!("{}/artikelen", issue.address()), label, Action::Secondary)
            .hidden("change", word)
            .hidden("article", article.row.id.to_string())
            .hidden("version", issue.row.version.to_string())
            .about(article.row.title.as_str())
            .small()
    };
    html! {
        li id={ "artikel-" (article.row.id) } data-article=(article.row.id) data-title=(article.row.title) {
            div {
                (at + 1) ". " a class="utrecht-link" href=(article.address()) { (article.row.title) }
                @if article.row.lead.is_empty() { p { (language.pick("Nog geen inleiding.", "No lead yet.")) } } @else { p lang=(article.row.language.tag()) { (article.row.lead) } }
            }
            @if issue.is_open() {
                div class="row" {
                    @if at > 0 { (act("omhoog", language.pick("Omhoog", "Up"))) }
                    @if at < last { (act("omlaag", language.pick("Omlaag", "Down"))) }
                    (act("eruit", language.pick("Haal eruit", "Take out")))
                }
            }
        }
    }
}

fn add(language: Language, issue: &Issue, outside: &[(ArticleId, String)]) -> Markup {
    let options = outside.iter().map(|(id, title)| (id.to_string(), title.clone()));
    let options = std::iter::once((String::new(), String::new())).chain(options);
    let form = Form::empty();
    html! {
        (post_form(&format!("{}/artikelen", issue.address()), html! {
            input type="hidden" name="change" value="erbij";
            input type="hidden" name="version" value=(issue.row.version);
            (Field::select(language, &form, "article", language.pick("Voeg een artikel toe dat er al is", "Add an article that exists already"), options))
            (button(Action::Secondary, language.pick("Zet in dit nummer", "Put into this issue")))
        }))
    }
}

/// What an issue says and when it is due: one form with one save. Any other button of the page saves it first.
fn words(frame: &Frame, form: &Form, issue: &Issue) -> Markup {
    let language = frame.language;
    let warning = super::plan::warning(language, &issue.row.planned_on);
    let warning = html! { @if let Some(warning) = warning { (notice(language, Tone::Warn, &warning, "")) } };
    let title = language.pick("Onderwerp en voorwoord", "Subject and editorial");
    if !issue.is_open() {
        return html! {
            section class="card" {
                h2 { (title) }
                p { (language.pick("Dit nummer kan niet meer veranderen. Zo is het bewaard:", "This issue can no longer change. This is how it is kept:")) }
                p lang=(issue.row.language.tag()) { strong { (issue.row.subject) } }
                div class="stack" lang=(issue.row.language.tag()) { (crate::web::blocks::draw(&issue.editorial, 2)) }
                p { (language.pick("Gepland op ", "Planned on ")) (day(language, &issue.row.planned_on)) "." }
            }
        };
    }
    page_form(
        &issue.address(),
        html! {
            input type="hidden" name="seen" value=(form.value("seen"));
            input type="hidden" name="seen_days" value=(form.value("seen_days"));
            section class="card form" { h2 { (title) } (word_fields(frame, form)) }
            section class="card form" { h2 { (language.pick("Planning", "Planning")) } (warning) (day_fields(language, form)) }
            (button(Action::Primary, language.pick("Bewaar", "Save")))
        },
    )
}

fn day_fields(language: Language, form: &Form) -> Markup {
    html! {
        (Field::date(language, form, "copy_due", language.pick("Teksten klaar", "Texts due")).optional())
        (Field::date(language, form, "review_due", language.pick("Goedkeuring klaar", "Approval due")).optional())
        (Field::date(language, form, "planned_on", language.pick("Verzending gepland", "Sending planned")).optional())
    }
}

pub(super) fn word_fields(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    html! {
        (Field::text(language, form, "subject", language.pick("Onderwerp", "Subject"))
            .hint(language.pick("Staat in de inbox. Zeg waar het nummer over gaat, in ten hoogste 150 tekens.", "Stands in the inbox. Say what the issue is about, in at most 150 characters.")))
        (Field::text(language, form, "preheader", language.pick("Voorbeeldregel", "Preview line")).optional()
            .hint(language.pick("Staat in de inbox achter het onderwerp. Ten hoogste 150 tekens.", "Stands in the inbox behind the subject. At most 150 characters.")))
        (markdown_field(frame, form, language.pick("Voorwoord", "Editorial"), 8))
        (language_field(language, form))
    }
}
