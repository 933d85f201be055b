//! The page of one organisation, and of changing it.

use chrono::NaiveDate;
use maud::{Markup, Render, html};

use super::timeline::{Happened, timeline};
use super::{LIST, ORGANISATIONS, make, reach, term};
use crate::base::Language;
use crate::base::id::{AreaId, BodyId, ContactId};
use crate::organisations::find::{OpenTask, Organisation, Placed};
use crate::organisations::organisation::Named;
use crate::organisations::{Reachability, texts};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, crumbs, empty_state, error_summary, link_button, notice,
    page_head, post_form, split, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What the page shows.
pub struct OrganisationPage<'a> {
    /// The organisation.
    pub row: &'a Organisation,
    /// Where it works.
    pub area: Option<String>,
    /// Whether it can be reached.
    pub reach: Reachability,
    /// Its contacts, also former ones.
    pub contacts: Vec<Placed<ContactId>>,
    /// The bodies in which people sit for it.
    pub bodies: Vec<Named<BodyId>>,
    /// What has to be done.
    pub tasks: Vec<OpenTask>,
    /// What happened.
    pub happened: Happened,
    /// The present day.
    pub today: NaiveDate,
    /// What was just done.
    pub said: Option<(Tone, &'static str)>,
    /// The form of a note.
    pub note: &'a Form,
}

/// The page of an organisation.
pub fn organisation(frame: &Frame, page: &OrganisationPage) -> Markup {
    let (language, row) = (frame.language, page.row);
    let here = format!("{LIST}/{}", row.id);
    let ended = row.ended_at.is_some();
    let actions = html! {
        @if ended { (PostButton::new(format!("{here}/heropenen"), language.pick("Heropen", "Reopen"), Action::Secondary)) }
        @else { (link_button(Action::Secondary, &format!("{here}/wijzigen"), language.pick("Wijzig", "Change"))) }
    };
    staff_page(
        frame,
        (row.name.as_str(), page.note),
        html! {
            (crumbs(language, &[(LIST, ORGANISATIONS.of(language))], &row.name))
            (error_summary(language, page.note))
            (page_head(&row.name, Some(row.kind.said().of(language)), Some(actions)))
            @if let Some((tone, words)) = page.said { (notice(language, tone, words, "")) }
            (standing(language, page))
            (split(html! { (contacts(language, page, &here)) (timeline(language, &page.happened, &here)) }, beside(language, page, &here)))
        },
    )
}

/// What must be known before anything else: it ended, or nobody there can be reached.
fn standing(language: Language, page: &OrganisationPage) -> Markup {
    if page.row.ended_at.is_some() {
        let title = language.pick("Deze organisatie is beëindigd", "This organisation has ended");
        return notice(language, Tone::Info, title, html! { p { (page.row.ended_reason) } });
    }
    let advice = language.pick(
        "Wij kunnen hier niemand iets vragen. Bij een consultatie telt deze organisatie daarom nooit als “niet gereageerd”.",
        "We cannot ask anybody here anything. So in a consultation this organisation never counts as “no answer”.",
    );
    match page.reach {
        Reachability::Reachable(_) => html! {},
        Reachability::Nobody => notice(
            language,
            Tone::Warn,
            language.pick("Deze organisatie heeft geen contactpersoon", "This organisation has no contact"),
            html! { p { (advice) } },
        ),
        Reachability::Blocked(_) => notice(
            language,
            Tone::Warn,
            language.pick("Geen contactpersoon is te bereiken", "No contact can be reached"),
            html! { p { (advice) } },
        ),
    }
}

fn contacts(language: Language, page: &OrganisationPage, here: &str) -> Markup {
    let (now, before): (Vec<_>, Vec<_>) =
        page.contacts.iter().partition(|contact| contact.term.until.is_none_or(|last| last >= page.today));
    html! {
        section class="card stack" aria-labelledby="contacts" {
            div class="row between" {
                h2 id="contacts" { (language.pick("Contactpersonen", "Contacts")) }
                @if page.row.ended_at.is_none() {
                    (link_button(Action::Secondary, &format!("{here}/contacten/nieuw"), language.pick("Voeg een contactpersoon toe", "Add a contact")))
                }
            }
            @if now.is_empty() {
                p { (language.pick("Er is nu geen contactpersoon.", "There is no contact now.")) }
            } @else { (table(language, page, (language.pick("Contactpersonen van nu", "Current contacts"), &now), here)) }
            @if !before.is_empty() {
                details { summary { (language.pick("Eerdere contactpersonen", "Former contacts")) " (" (before.len()) ")" }
                    (table(language, page, (language.pick("Eerdere contactpersonen", "Former contacts"), &before), here))
                }
            }
        }
    }
}

/// Somebody's name with the way to their page, their address, and whether it is blocked.
pub(super) fn person<Id>(language: Language, who: &Placed<Id>) -> Markup {
    let name = if who.name.is_empty() { &who.address } else { &who.name };
    html! {
        a class="utrecht-link" href={ "/beheer/abonnees/" (who.person) } { (name) }
        @if !who.name.is_empty() { " " span class="muted" { (who.address) } }
        @if who.is_blocked { " " (tag(Tone::Bad, language.pick("komt niet aan", "does not arrive"))) }
    }
}

/// What can be done about where somebody stands.
pub(super) fn acts<Id>(language: Language, who: &Placed<Id>, here: &str, is_current: bool) -> Markup {
    let name = if who.name.is_empty() { &who.address } else { &who.name };
    html! {
        span class="acts" {
            a class="utrecht-link" href={ (here) "/wijzigen" } {
                (language.pick("Verbeter", "Correct")) span class="hidden" { " " (language.pick("de gegevens van", "the details of")) " " (name) }
            }
            @if is_current {
                a class="utrecht-link" href={ (here) "/einde" } {
                    (language.pick("Laatste dag", "Last day")) span class="hidden" { " " (language.pick("van", "of")) " " (name) }
                }
            }
        }
    }
}

fn table(
    language: Language,
    page: &OrganisationPage,
    (caption, rows): (&str, &[&Placed<ContactId>]),
    here: &str,
) -> Markup {
    DataTable::new(caption)
        .hide_caption()
        .stacked()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Rol", "Role"))
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Wat u kunt doen", "What you can do"))
        .rows(rows.iter().map(|contact| {
            let current = contact.term.until.is_none_or(|last| last >= page.today);
            vec![
                person(language, contact),
                html! { (contact.role) },
                term(contact.term, language),
                acts(language, contact, &format!("{here}/contacten/{}", contact.id), current),
            ]
        }))
        .render()
}

fn beside(language: Language, page: &OrganisationPage, here: &str) -> Markup {
    let area = page.area.as_deref().unwrap_or(language.pick("heel Nederland", "the whole country"));
    let bodies = html! {
        @if page.bodies.is_empty() { "–" }
        @for (at, (id, name)) in page.bodies.iter().enumerate() {
            @if at > 0 { ", " }
            a class="utrecht-link" href={ "/beheer/gremia/" (id) } { (name) }
        }
    };
    let (tone, reach) = reach(language, page.reach);
    html! {
        @if !page.tasks.is_empty() { (tasks(language, &page.tasks)) }
        section class="card" aria-label=(language.pick("Gegevens", "Details")) {
            (summary_list(&[
                (language.pick("Gebied", "Area"), html! { (area) }),
                (language.pick("Bereikbaar", "Reach"), tag(tone, &reach)),
                (language.pick("Overleggroepen", "Bodies"), bodies),
            ]))
        }
        section class="card stack" aria-labelledby="write-note" {
            h2 id="write-note" { (language.pick("Notitie", "Note")) }
            (post_form(&format!("{here}/notities"), html! {
                input type="hidden" name="once" value=(page.note.value("once"));
                (Field::textarea(language, page.note, "note", language.pick("Wat moeten collega’s weten?", "What should colleagues know?"), 4)
                    .hint(language.pick("Uw naam en het moment komen erbij.", "Your name and the moment are added.")))
                (button(Action::Secondary, language.pick("Bewaar de notitie", "Save the note")))
            }))
        }
    }
}

fn tasks(language: Language, tasks: &[OpenTask]) -> Markup {
    html! {
        section class="card" aria-labelledby="tasks" {
            h2 id="tasks" { (language.pick("Te doen", "To do")) }
            ul class="todo" {
                @for task in tasks {
                    @let title = texts::task(task.kind, &task.person, language);
                    li {
                        div { strong { (title) } }
                        a class="utrecht-button utrecht-button--secondary-action utrecht-button-link small" href={ "/beheer/taken/" (task.id) } {
                            (language.pick("Los op", "Solve")) span class="hidden" { ": " (title) }
                        }
                    }
                }
            }
        }
    }
}

/// The form of what an organisation is, and the way to end it.
pub fn edit(frame: &Frame, (form, ending): (&Form, &Form), row: &Organisation, areas: &[Named<AreaId>]) -> Markup {
    let language = frame.language;
    let title = language.pick("Organisatie wijzigen", "Change an organisation");
    let here = format!("{LIST}/{}", row.id);
    let faulty = if form.is_clean() { ending } else { form };
    staff_page(
        frame,
        (title, faulty),
        html! {
            (crumbs(language, &[(LIST, ORGANISATIONS.of(language)), (&here, &row.name)], title))
            (error_summary(language, faulty))
            (page_head(title, Some(&row.name), None))
            @if row.ended_at.is_some() {
                (empty_state(
                    language.pick("Deze organisatie is beëindigd", "This organisation has ended"),
                    language.pick("Heropen haar eerst.", "Reopen it first."),
                    Some(link_button(Action::Secondary, &here, language.pick("Naar de organisatie", "To the organisation"))),
                ))
            } @else {
                (post_form(&format!("{here}/wijzigen"), html! {
                    input type="hidden" name="version" value=(form.value("version"));
                    (make::fields(language, form, areas))
                    (button(Action::Primary, language.pick("Bewaar", "Save")))
                }))
                section class="card stack" aria-labelledby="ending" {
                    h2 id="ending" class="utrecht-heading-2" { (language.pick("Beëindigen", "End")) }
                    p { (language.pick("Bestaat deze organisatie niet meer, of is het contact voorbij? Alles blijft te lezen. Zij telt niet meer mee in doelgroepen.", "Does this organisation no longer exist, or is the contact over? Everything can still be read. It no longer counts in audiences.")) }
                    (post_form(&format!("{here}/einde"), html! {
                        (Field::textarea(language, ending, "reason", language.pick("Waarom?", "Why?"), 2))
                        (button(Action::Danger, language.pick("Beëindig deze organisatie", "End this organisation")))
                    }))
                }
            }
        },
    )
}
