//! Choosing whom to ask, with how often each was asked this year.

use maud::{Markup, html};

use super::Consultation;
use crate::consultations::approve::OFTEN;
use crate::consultations::find::{Invited, ToAsk};
use crate::consultations::{Part, texts};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, ask_form, button, crumbs, empty_state, link_button, notice, page_head,
    post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What the page is drawn with.
#[derive(Debug)]
pub(in crate::consultations) struct Choosing<'a> {
    pub(in crate::consultations) the: &'a Consultation,
    pub(in crate::consultations) invited: &'a [Invited],
    pub(in crate::consultations) found: &'a [ToAsk],
    pub(in crate::consultations) form: &'a Form,
    pub(in crate::consultations) said: Option<(Tone, &'static str)>,
}

/// The page.
pub(in crate::consultations) fn choosing(frame: &Frame, the: &Choosing) -> Markup {
    let language = frame.language;
    let address = the.the.address();
    let title = language.pick("Wie u vraagt", "Whom you ask");
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&address, &the.the.row.title)], title))
        (page_head(title, None, Some(link_button(Action::Secondary, &address, language.pick("Klaar met kiezen", "Done choosing")))))
        @if let Some((tone, said)) = the.said { (notice(language, tone, said, html! {})) }
        @if the.invited.is_empty() {
            (empty_state(language.pick("Nog geen organisatie gekozen", "No organisation chosen yet"), language.pick("Kies hieronder uit het register. De contactpersonen komen mee.", "Choose from the register below. The contacts come along."), None))
        }
        @for one in the.invited { (chosen(frame, the, one)) }
        section class="card" {
            h2 class="utrecht-heading-2" { (language.pick("Voeg een organisatie toe", "Add an organisation")) }
            (ask_form(&format!("{address}/organisaties"), "filters", html! {
                (Field::search(language, the.form, "zoek", language.pick("Naam", "Name")))
                (button(Action::Secondary, language.pick("Zoek", "Search")))
            }))
            (found(frame, the))
        }
    };
    staff_page(frame, title, body)
}

fn chosen(frame: &Frame, the: &Choosing, one: &Invited) -> Markup {
    let language = frame.language;
    let action = format!("{}/organisaties/{}", the.the.address(), one.row.id);
    let version = the.the.row.version;
    html! {
        section class="card" {
            div class="row between" {
                h2 class="utrecht-heading-2" { (one.organisation) }
                @if !one.is_reachable() { (tag(Tone::Bad, language.pick("niet bereikbaar", "cannot be reached"))) }
            }
            (post_form(&action, html! {
                input type="hidden" name="version" value=(version);
                ul class="parts" { @for who in &one.everybody { li { (part(frame, one, who)) } } }
                @if !one.everybody.is_empty() { (button(Action::Secondary, language.pick("Bewaar wie wat doet", "Save who does what"))) }
            }))
            (PostButton::new(format!("{action}/weg"), language.pick("Haal weg", "Take out"), Action::Secondary).hidden("version", version.to_string()).about(one.organisation.clone()).small())
        }
    }
}

fn part(frame: &Frame, one: &Invited, who: &crate::consultations::find::Invitee) -> Markup {
    let language = frame.language;
    let name = format!("part-{}", who.id);
    let now = if who.revoked_at.is_some() { "" } else { who.part.word() };
    let blocked = one.invitees.iter().any(|(one, reachable)| one.id == who.id && !reachable);
    html! {
        label for=(name) { b { (who.name) } " " span class="muted" { (who.role) } @if blocked { " " (tag(Tone::Bad, language.pick("mail komt niet aan", "mail does not arrive"))) } }
        select id=(name) name=(name) class="utrecht-select" {
            @for part in [Part::Member, Part::Secretary, Part::Chair] { option value=(part.word()) selected[part.word() == now] { (texts::part(part, language)) } }
            option value="" selected[now.is_empty()] { (language.pick("vragen wij niet", "is not asked")) }
        }
    }
}

fn found(frame: &Frame, the: &Choosing) -> Markup {
    let language = frame.language;
    let table = DataTable::new(language.pick("Organisaties in het register", "Organisations in the register"))
        .hide_caption()
        .stacked()
        .column(language.pick("Organisatie", "Organisation"))
        .number(language.pick("Contacten", "Contacts"))
        .column(language.pick("Belasting", "Load"))
        .column(language.pick("Vraag", "Ask"));
    let rows = the.found.iter().map(|one| {
        let load = texts::asked_this_year(one.asked, language);
        vec![
            html! { (one.name) },
            html! { (one.contacts) },
            if one.asked >= OFTEN { tag(Tone::Warn, &load) } else { html! { span class="muted" { (load) } } },
            html! { (PostButton::new(format!("{}/organisaties", the.the.address()), language.pick("Voeg toe", "Add"), Action::Secondary)
                .hidden("version", the.the.row.version.to_string()).hidden("organisation", one.id.to_string()).about(one.name.clone()).small()) },
        ]
    });
    html! {
        @if the.found.is_empty() { p class="muted" { (language.pick("Niets gevonden.", "Nothing found.")) } } @else { (table.rows(rows)) }
    }
}
