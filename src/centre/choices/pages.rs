//! The pages on which staff keep topics and areas.

use maud::{Markup, html};

use super::{Kind, Listed};
use crate::base::Language;
use crate::web::components::{
    Action, Field, PostButton, Tone, button, crumbs, empty_state, error_summary, notice, page_head, post_form, split,
    tabs, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What a list is called.
fn title_of(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Topics => language.pick("Onderwerpen", "Topics"),
        Kind::Areas => language.pick("Gebieden", "Areas"),
    }
}

fn address(kind: Kind) -> String {
    format!("/beheer/instellingen/keuzes/{}", kind.path())
}

/// The page of a list, with the form that adds to it.
pub(super) fn list(frame: &Frame, kind: Kind, rows: &[Listed], form: &Form, done: &str) -> Markup {
    let language = frame.language;
    let title = title_of(kind, language);
    let lead = match kind {
        Kind::Topics => language.pick(
            "Wat lezers kiezen bij het aanmelden en bij hun voorkeuren.",
            "What readers choose when they subscribe and in their preferences.",
        ),
        Kind::Areas => language.pick(
            "Samenwerkingsgebieden met de regio's erin. Wie een gebied kiest, kiest al zijn regio's.",
            "Collaboration areas with the regions in them. Who chooses an area chooses all its regions.",
        ),
    };
    let links = Kind::ALL.map(|kind| (address(kind), title_of(kind, language)));
    let links: Vec<(&str, &str)> = links.iter().map(|(href, text)| (href.as_str(), *text)).collect();
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[("/beheer/instellingen", language.pick("Instellingen", "Settings"))], title))
            (page_head(title, Some(lead), None))
            (tabs(language.pick("Keuzes van lezers", "Choices of readers"), &links, &address(kind)))
            (said(language, done))
            (error_summary(language, form))
            (split(
                html! {
                    @if rows.is_empty() {
                        (empty_state(
                            language.pick("Deze lijst is leeg", "This list is empty"),
                            language.pick("Voeg hiernaast de eerste toe. Zolang de lijst leeg is, vragen wij lezers er niet naar.", "Add the first one beside this. As long as the list is empty, readers are not asked for it."),
                            None,
                        ))
                    } @else {
                        section class="card" { h2 { (title) } ul class="todo" { @for row in rows { (item(language, kind, row, rows)) } } }
                    }
                },
                add_form(language, kind, rows, form),
            ))
        },
    )
}

fn said(language: Language, done: &str) -> Markup {
    let text = match done {
        "toegevoegd" => language.pick("Toegevoegd; lezers kunnen het nu kiezen", "Added; readers can choose it now"),
        "bewaard" => language.pick("De naam is bewaard", "The name was saved"),
        "geplaatst" => language.pick("De volgorde is bewaard", "The order was saved"),
        "uit" => language.pick(
            "Wordt niet meer aangeboden; wie het koos, houdt het",
            "Not offered any more; those who chose it keep it",
        ),
        "terug" => language.pick("Wordt weer aangeboden", "Offered again"),
        _ => return html! {},
    };
    notice(language, Tone::Good, text, "")
}

fn item(language: Language, kind: Kind, row: &Listed, rows: &[Listed]) -> Markup {
    let here = format!("{}/{}", address(kind), row.id);
    let name = row.name(language);
    let siblings: Vec<_> = rows.iter().filter(|other| other.parent == row.parent && !other.is_retired).collect();
    let is_first = siblings.first().is_some_and(|first| first.id == row.id);
    let is_last = siblings.last().is_some_and(|last| last.id == row.id);
    let shift = |way, label| {
        PostButton::new(format!("{here}/plaats"), label, Action::Secondary).hidden("naar", way).about(name).small()
    };
    html! {
        li class=[row.parent.map(|_| "todo__within")] {
            div {
                strong { (name) }
                @if row.is_retired { " " (tag(Tone::Quiet, language.pick("niet aangeboden", "not offered"))) }
                @if row.name_nl != row.name_en { p class="muted" { (row.name_nl) " / " (row.name_en) } }
            }
            div class="row" {
                @if !row.is_retired && !is_first { (shift("op", language.pick("Omhoog", "Up"))) }
                @if !row.is_retired && !is_last { (shift("neer", language.pick("Omlaag", "Down"))) }
                a class="utrecht-link" href=(here) {
                    (language.pick("Wijzig", "Change")) span class="hidden" { " " (name) }
                }
            }
        }
    }
}

fn add_form(language: Language, kind: Kind, rows: &[Listed], form: &Form) -> Markup {
    let heading = match kind {
        Kind::Topics => language.pick("Nieuw onderwerp", "New topic"),
        Kind::Areas => language.pick("Nieuw gebied of nieuwe regio", "New area or region"),
    };
    html! {
        section class="card stack" {
            h2 { (heading) }
            (post_form(&address(kind), html! {
                (name_fields(language, form))
                @if kind == Kind::Areas { (within(language, form, rows)) }
                (button(Action::Primary, language.pick("Voeg toe", "Add")))
            }))
        }
    }
}

fn name_fields(language: Language, form: &Form) -> Markup {
    html! {
        (Field::text(language, form, "name_nl", language.pick("Naam in het Nederlands", "Name in Dutch")).autocomplete("off"))
        (Field::text(language, form, "name_en", language.pick("Naam in het Engels", "Name in English")).autocomplete("off"))
    }
}

fn within<'a>(language: Language, form: &'a Form, rows: &[Listed]) -> Field<'a> {
    let none = (String::new(), language.pick("Zelf een samenwerkingsgebied", "A collaboration area itself").to_owned());
    let tops = rows.iter().filter(|row| row.parent.is_none() && !row.is_retired);
    let tops = tops.map(|row| (row.id.to_string(), row.name(language).to_owned()));
    Field::select(language, form, "within", language.pick("Ligt in", "Lies in"), std::iter::once(none).chain(tops))
        .optional()
}

/// The page of one of them: its names, and whether it is offered.
pub(super) fn one(frame: &Frame, kind: Kind, row: &Listed, form: &Form, clash: bool) -> Markup {
    let language = frame.language;
    let (name, list) = (row.name(language), address(kind));
    let here = format!("{list}/{}", row.id);
    staff_page(
        frame,
        (name, form),
        html! {
            (crumbs(language, &[
                ("/beheer/instellingen", language.pick("Instellingen", "Settings")),
                (&list, title_of(kind, language)),
            ], name))
            (page_head(name, None, None))
            @if clash {
                (notice(language, Tone::Warn, language.pick("Iemand anders wijzigde dit ook", "Someone else changed this too"), html! {
                    p { (language.pick("Er is niets bewaard. Nu heet het: ", "Nothing was saved. It is called now: ")) (row.name_nl) " / " (row.name_en) }
                }))
            }
            (error_summary(language, form))
            section class="card" {
                (post_form(&here, html! {
                    input type="hidden" name="seen" value=(form.value("seen"));
                    (name_fields(language, form))
                    (button(Action::Primary, language.pick("Bewaar de naam", "Save the name")))
                }))
            }
            (offered(language, kind, row, &here))
        },
    )
}

fn offered(language: Language, kind: Kind, row: &Listed, here: &str) -> Markup {
    let press = PostButton::new(
        format!("{here}/gebruik"),
        if row.is_retired {
            language.pick("Bied weer aan", "Offer again")
        } else {
            language.pick("Bied niet meer aan", "Offer no longer")
        },
        Action::Secondary,
    );
    let press = press.hidden("in", if row.is_retired { "ja" } else { "nee" });
    let about = match (row.is_retired, kind, row.parent) {
        (true, _, _) => language.pick(
            "Lezers kunnen dit nu niet kiezen. Wie het eerder koos, heeft het nog.",
            "Readers cannot choose this now. Those who chose it before still have it.",
        ),
        (false, Kind::Areas, None) => language.pick(
            "Lezers kunnen dit gebied en zijn regio's dan niet meer kiezen. Wie het koos, houdt het. Er gaat niets verloren.",
            "Readers can then no longer choose this area and its regions. Those who chose it keep it. Nothing is lost.",
        ),
        (false, _, _) => language.pick(
            "Lezers kunnen dit dan niet meer kiezen. Wie het koos, houdt het. Er gaat niets verloren.",
            "Readers can then no longer choose this. Those who chose it keep it. Nothing is lost.",
        ),
    };
    html! {
        section class="card stack" {
            h2 { (language.pick("Aanbieden", "Offering")) }
            p { (about) }
            (press)
        }
    }
}
