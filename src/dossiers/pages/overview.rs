//! A dossier as staff see it: what happened, by name; the sources; the people and their keys; what is public.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::forms::path_to;
use super::{Naming, actor, dated, tone_class, worded};
use crate::base::id::MemberId;
use crate::base::wall_time::{date_of, plain_date, short_moment};
use crate::dossiers::check::{Finding, What};
use crate::dossiers::dossier::{Dossier, Entry};
use crate::dossiers::texts;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, button_row, crumbs, empty_state, error_summary, link_button,
    notice, page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What the page is drawn with.
pub(in crate::dossiers) struct Overview<'a> {
    pub(in crate::dossiers) the: &'a Dossier,
    /// The names that can be read.
    pub(in crate::dossiers) names: &'a BTreeMap<i64, String>,
    /// How often the check finds something in what is written now.
    pub(in crate::dossiers) found: usize,
    /// What it finds in what is public.
    pub(in crate::dossiers) public: &'a [Finding],
    pub(in crate::dossiers) members: &'a BTreeMap<MemberId, String>,
    /// Whether the reader may publish and destroy.
    pub(in crate::dossiers) may_publish: bool,
    /// The requests for a decision, drawn.
    pub(in crate::dossiers) decisions: &'a Markup,
    /// The page of the request of which an entry tells the outcome.
    pub(in crate::dossiers) told: &'a BTreeMap<i64, String>,
    pub(in crate::dossiers) said: Option<(Tone, &'static str)>,
}

/// The page.
pub(in crate::dossiers) fn overview(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let address = the.address();
    let actions = html! {
        (link_button(Action::Secondary, &format!("{address}/wijzigen"), language.pick("Wijzig", "Change")))
        (link_button(Action::Primary, &format!("{address}/gebeurtenissen/nieuw"), language.pick("Nieuwe gebeurtenis", "New entry")))
    };
    let body = html! {
        (crumbs(language, &[("/beheer/dossiers", language.pick("Dossiers", "Dossiers"))], &the.row.title))
        (page_head(&the.row.title, Some(&the.row.summary), Some(actions)))
        @if let Some((tone, said)) = of.said { (notice(language, tone, said, html! {})) }
        @if let Some(first) = of.public.first() {
            (notice(language, Tone::Bad, match first.what {
                What::Name(_) | What::Asked(_) => language.pick("Er staat een naam op de website", "There is a name on the website"),
                What::Address(_) => language.pick("Op de website staat het adres van een bron die niet openbaar is", "On the website there is the address of a source that is not public"),
            }, html! {
                p { (language.pick("De namencontrole vindt dit in wat nu openbaar is. Los het op en maak het dossier opnieuw openbaar, of haal het van de website.", "The check of names finds this in what is public now. Solve it and publish the dossier again, or take it off the website.")) }
            }))
        }
        div class="dossier-desk" {
            section class="stack" aria-labelledby="wat" {
                h2 id="wat" class="utrecht-heading-2" { (language.pick("Wat er gebeurde", "What happened")) }
                (entries(frame, of))
            }
            aside class="card stack publication" aria-label=(language.pick("Op de website", "On the website")) { (publication(frame, of)) }
        }
        (of.decisions)
        (people(frame, of))
        (sources(frame, the))
    };
    staff_page(frame, &the.row.title, body)
}

fn entries(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let address = the.address();
    if the.entries.is_empty() {
        return empty_state(
            language.pick("Nog geen gebeurtenis", "No entry yet"),
            language.pick(
                "Schrijf op wanneer iets gebeurde, wat het was, en waar het staat.",
                "Write when something happened, what it was, and where it is written.",
            ),
            None,
        );
    }
    let roles = the.actors.iter().map(|one| (one.number, one.role.clone())).collect();
    let table = DataTable::new(language.pick("Gebeurtenissen", "Entries"))
        .hide_caption()
        .stacked()
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Wat", "What"))
        .column(language.pick("Thema", "Theme"))
        .column(language.pick("Bron", "Source"))
        .column(language.pick("Volgorde", "Order"));
    let rows = the.entries.iter().enumerate().map(|(at, entry)| {
        let theme = the.themes.iter().find(|theme| theme.number == entry.row.theme);
        vec![
            dated(&entry.when, entry.when.said()),
            html! {
                @if entry.row.is_turn { span class="dia" title=(language.pick("kantelmoment", "turning point")) {} span class="hidden" { (language.pick("Kantelmoment: ", "Turning point: ")) } }
                a class="utrecht-link" href={ (address) "/gebeurtenissen/" (entry.row.number) } { (worded(&entry.row.title, &roles, Naming::Names(of.names))) }
                @if let Some(asked) = of.told.get(&entry.row.number) { p class="named" { a class="utrecht-link" href=(asked) { (language.pick("Zo is het gevraagd", "How it was asked")) span class="hidden" { ": " (entry.row.title) } } } }
                @let named = entry.names();
                @if !named.is_empty() {
                    p class="named" { @for (at, number) in named.iter().enumerate() { @if at > 0 { ", " } (actor(*number, &roles, Naming::Names(of.names))) } }
                }
            },
            html! { @if let Some(theme) = theme { span class={ "lane-name " (tone_class(theme.colour)) } { (theme.name) } } },
            html! {
                @if entry.sources.is_empty() { span class="cited__none" { (texts::unsourced(language)) } }
                @else { (entry.sources.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")) }
            },
            order(frame, the, (at, entry)),
        ]
    });
    html! { (table.rows(rows)) }
}

/// Buttons for what is of one and the same date.
fn order(frame: &Frame, the: &Dossier, (at, entry): (usize, &Entry)) -> Markup {
    let language = frame.language;
    let is_beside = |other: Option<&Entry>| other.is_some_and(|other| other.when.is_beside(&entry.when));
    let number = entry.row.number;
    let press = |to: &str, label: &str| {
        PostButton::new(format!("{}/gebeurtenissen/{number}/{to}", the.address()), label, Action::Secondary)
            .about(language.pick(format!("gebeurtenis {number}"), format!("entry {number}")))
            .small()
    };
    html! {
        @if is_beside(at.checked_sub(1).and_then(|at| the.entries.get(at))) { (press("omhoog", language.pick("Omhoog", "Up"))) " " }
        @if is_beside(the.entries.get(at + 1)) { (press("omlaag", language.pick("Omlaag", "Down"))) }
    }
}

fn publication(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let address = the.address();
    html! {
        h2 class="utrecht-heading-2" { (language.pick("Op de website", "On the website")) }
        @match the.published() {
            Some(public) => {
                p { (tag(Tone::Good, language.pick("Openbaar", "Public"))) @if public.revision != the.row.revision { " " (tag(Tone::Warn, language.pick("daarna gewijzigd", "changed since"))) } }
                p class="muted" { (short_moment(public.published_at, language)) ", " (of.members.get(&public.published_by).map_or("", String::as_str)) }
                p { a class="utrecht-link" href={ "/dossiers/" (the.row.id) } { (language.pick("Bekijk het op de website", "See it on the website")) } }
            },
            None => {
                p { (tag(Tone::Quiet, language.pick("Concept", "Draft"))) }
                @if let Some(gone) = the.public.as_ref().and_then(|public| public.withdrawn_at) { p class="muted" { (language.pick("Van de website gehaald op ", "Taken off the website on ")) (plain_date(date_of(gone), language)) } }
            },
        }
        h3 class="utrecht-heading-3" { (language.pick("Namencontrole", "Check of names")) }
        @match of.found {
            0 => p { span class="ok" { "✓ " } (language.pick("Geen namen gevonden.", "No names found.")) },
            many => p { b { (many) } " " (language.pick("keer staat er iets dat niet openbaar mag worden.", "times there is something that must not go public.")) },
        }
        p { a class="utrecht-link" href={ (address) "/namen" } { (language.pick("Naar de namencontrole", "To the check of names")) } }
        @if the.published().is_some_and(|public| public.revision == the.row.revision) {
            (link_button(Action::Secondary, &format!("{address}/lezen"), language.pick("Lees het dossier", "Read the dossier")))
        } @else {
            (link_button(Action::Primary, &format!("{address}/lezen"), language.pick("Lees en maak openbaar", "Read and publish")))
        }
        @if of.may_publish && the.published().is_some() {
            p { a class="utrecht-link" href={ (address) "/intrekken" } { (language.pick("Haal van de website", "Take it off the website")) } }
        }
    }
}

fn people(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let address = the.address();
    let title = language.pick("Personen en sleutels", "People and keys");
    let add = link_button(
        Action::Secondary,
        &format!("{address}/personen/nieuw"),
        language.pick("Voeg iemand toe", "Add somebody"),
    );
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("In het openbaar", "In the open"))
        .column(language.pick("Teken", "Sign"))
        .column(language.pick("Genoemd in", "Named in"))
        .column(language.pick("Sleutel", "Key"));
    let rows = the.actors.iter().map(|actor| {
        let change = format!("{address}/personen/{}", actor.number);
        vec![
            html! {
                @match of.names.get(&actor.number) {
                    Some(name) => a class="utrecht-link" href=(change) { (name) },
                    None => a class="utrecht-link gone" href=(change) { (language.pick("naam vernietigd", "name destroyed")) },
                }
            },
            html! { span class="role" { (actor.role) } },
            html! { code { "@" (actor.number) } },
            html! { (texts::entries(the.named_in(actor.number), language)) },
            html! {
                @match actor.destroyed_at {
                    Some(at) => { (language.pick("vernietigd op ", "destroyed on ")) (plain_date(date_of(at), language)) @if let Some(by) = actor.destroyed_by.and_then(|by| of.members.get(&by)) { (language.pick(" door ", " by ")) (by) } },
                    None => {
                        (language.pick("aanwezig", "there"))
                        @if of.may_publish { ". " a class="utrecht-link" href={ (change) "/vernietigen" } { (language.pick("Vernietig", "Destroy")) span class="hidden" { (language.pick(" de sleutel van @", " the key of @")) (actor.number) } } }
                    },
                }
            },
        ]
    });
    html! {
        section class="stack" {
            div class="row between" { h2 class="utrecht-heading-2" { (title) } (add) }
            p class="muted" { (language.pick("Elke naam ligt achter een eigen sleutel. Zonder sleutel blijft de rol staan.", "Each name lies behind a key of its own. Without the key the role stays.")) }
            @if !the.actors.is_empty() { (table.rows(rows)) }
        }
    }
}

fn sources(frame: &Frame, the: &Dossier) -> Markup {
    let language = frame.language;
    let address = the.address();
    let title = language.pick("Bronnen", "Sources");
    let add = link_button(
        Action::Secondary,
        &format!("{address}/bronnen/nieuw"),
        language.pick("Voeg een bron toe", "Add a source"),
    );
    let used = |number: i64| the.entries.iter().filter(|entry| entry.sources.contains(&number)).count();
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Bron", "Source"))
        .column(language.pick("Van wie", "Whose"))
        .column(language.pick("Datum", "Date"))
        .column(language.pick("Bij", "With"))
        .column(language.pick("Openbaar", "Public"));
    let rows = the.sources.iter().map(|source| {
        vec![
            html! { (source.number) ". " a class="utrecht-link" href={ (address) "/bronnen/" (source.number) } { (source.title) } },
            html! { (source.origin) },
            html! { (source.said_on) },
            html! { (texts::entries(used(source.number), language)) },
            if source.is_public { tag(Tone::Good, language.pick("openbaar", "public")) } else { tag(Tone::Warn, language.pick("niet openbaar", "not public")) },
        ]
    });
    html! {
        section class="stack" {
            div class="row between" { h2 class="utrecht-heading-2" { (title) } (add) }
            @if the.sources.is_empty() { p class="muted" { (language.pick("Nog geen bron. Bij elke gebeurtenis staat dan “zonder bron”.", "No source yet. Every entry then says “without a source”.")) } } @else { (table.rows(rows)) }
        }
    }
}

/// Taking it off the website: why, for whoever comes to its address.
pub(in crate::dossiers) fn withdrawing(frame: &Frame, form: &Form, the: &Dossier) -> Markup {
    let language = frame.language;
    let title = language.pick("Haal het dossier van de website", "Take the dossier off the website");
    let body = html! {
        (path_to(language, the, title))
        (page_head(title, Some(language.pick("De tijdlijn en de bestanden erbij zijn meteen weg. Wat u schreef, blijft hier staan.", "The timeline and its files are gone at once. What you wrote stays here.")), None))
        (error_summary(language, form))
        (post_form(&format!("{}/intrekken", the.address()), html! {
            (Field::textarea(language, form, "why", language.pick("Wat leest wie het adres bezoekt?", "What does whoever visits the address read?"), 3).hint(language.pick("Bijvoorbeeld: Wij controleren dit dossier. Het komt daarna terug.", "For example: We are checking this dossier. It comes back after that.")))
            (button_row(&[
                button(Action::Danger, language.pick("Haal van de website", "Take it off the website")),
                link_button(Action::Secondary, &the.address(), language.pick("Terug", "Back")),
            ]))
        }))
    };
    staff_page(frame, (title, form), body)
}
