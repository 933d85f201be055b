//! How returned mail comes in, how each way fares, and the keys of programs.

use maud::{Markup, Render, html};

use super::{moment, room_tabs, title};
use crate::base::Language;
use crate::base::wall_time::number;
use crate::returns::doors::keys::Key;
use crate::returns::{Door, Standing, texts};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, copy_button, crumbs, empty_state, error_summary, link_button,
    notice, page_head, post_form, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

const KEYS: &str = "/beheer/retour/sleutels";

/// The doors: which, whether it is set up, how it fares.
pub(in crate::returns) fn doors(
    frame: &Frame,
    doors: &[(Door, bool, Option<&Standing>)],
    may_administer: bool,
) -> Markup {
    let language = frame.language;
    let sub = language.pick(
        "Eén deur is genoeg. Zo weten wij welke adressen niet meer bestaan en wie klaagt.",
        "One door is enough. That is how we know which addresses are gone and who complains.",
    );
    staff_page(
        frame,
        title(language),
        html! {
            (page_head(title(language), Some(sub), None))
            (room_tabs("/beheer/retour/deuren", language))
            @for (door, is_set, standing) in doors {
                section class="card stack" {
                    div class="row between" {
                        h2 { (door.said().of(language)) }
                        (health(*is_set, *standing, language))
                    }
                    (about(*door, language))
                    @if let Some(standing) = standing { (figures(standing, language)) }
                    @if *door == Door::Hook && may_administer {
                        (link_button(Action::Secondary, KEYS, language.pick("Beheer de sleutels", "Manage the keys")))
                    }
                }
            }
        },
    )
}

fn health(is_set: bool, standing: Option<&Standing>, language: Language) -> Markup {
    let has_fault = standing.is_some_and(|standing| standing.fault.is_some());
    match (is_set, has_fault) {
        (_, true) => tag(Tone::Bad, language.pick("er is iets mis", "something is wrong")),
        (true, false) => tag(Tone::Good, language.pick("staat open", "open")),
        (false, false) => tag(Tone::Quiet, language.pick("niet in gebruik", "not in use")),
    }
}

fn about(door: Door, language: Language) -> Markup {
    let (sentence, setting) = texts::how_to(door, language);
    html! {
        p { (sentence) }
        @if !setting.is_empty() { pre { code { (setting) } } }
    }
}

fn figures(standing: &Standing, language: Language) -> Markup {
    let never = || html! { span class="muted" { (language.pick("nog niet", "not yet")) } };
    let counts = language.pick(
        format!(
            "{} bewaard, {} zonder gevolg (automatische antwoorden, herhalingen), {} niet van ons",
            number(standing.taken, language),
            number(standing.ignored, language),
            number(standing.strange, language)
        ),
        format!(
            "{} kept, {} without effect (automatic answers, repeats), {} not ours",
            number(standing.taken, language),
            number(standing.ignored, language),
            number(standing.strange, language)
        ),
    );
    let last = standing.taken_at.map_or_else(never, |at| moment(at, language));
    let fault = standing.fault.as_ref().map_or_else(
        || html! { (language.pick("geen", "none")) },
        |fault| html! { @if let Some(at) = standing.fault_at { (moment(at, language)) ": " } (fault) },
    );
    summary_list(&[
        (language.pick("Laatste mail", "Latest mail"), last),
        (language.pick("Tot nu toe", "Until now"), html! { (counts) }),
        (language.pick("Laatste fout", "Latest fault"), fault),
    ])
}

/// The keys; `made` is the one that was just made, which is shown this once.
pub(in crate::returns) fn keys(frame: &Frame, keys: &[Key], form: &Form, made: Option<&str>) -> Markup {
    let language = frame.language;
    let heading = language.pick("Sleutels voor programma’s", "Keys for programs");
    let above = [("/beheer/retour/deuren", language.pick("Hoe het binnenkomt", "How it comes in"))];
    let hint =
        language.pick("Bijvoorbeeld: mailserver van de ICT-dienst.", "For instance: mail server of the IT department.");
    staff_page(
        frame,
        (heading, form),
        html! {
            (crumbs(language, &above, heading))
            (page_head(heading, None, None))
            (error_summary(language, form))
            @if let Some(key) = made { (show(key, language)) }
            section class="card stack" {
                h2 { (language.pick("Maak een sleutel", "Make a key")) }
                (post_form(KEYS, html! {
                    (Field::text(language, form, "name", language.pick("Voor welk programma?", "For which program?")).hint(hint).autocomplete("off"))
                    (button(Action::Primary, language.pick("Maak een sleutel", "Make a key")))
                }))
            }
            section class="card stack" {
                h2 { (language.pick("Sleutels", "Keys")) }
                @if keys.is_empty() {
                    (empty_state(
                        language.pick("Er is nog geen sleutel", "There is no key yet"),
                        language.pick("Met een sleutel kan een programma teruggekomen mail bij ons inleveren.", "With a key a program can hand in returned mail."),
                        None,
                    ))
                } @else { (table(keys, language)) }
            }
        },
    )
}

fn show(key: &str, language: Language) -> Markup {
    notice(
        language,
        Tone::Good,
        language.pick("De sleutel is gemaakt. U ziet hem alleen nu", "The key was made. You see it only now"),
        html! {
            pre { code id="sleutel" { (key) } }
            p { (copy_button(language, "sleutel", language.pick("de sleutel", "the key"))) }
            p { (language.pick("Het programma stuurt hem mee als Authorization: Bearer.", "The program sends it as Authorization: Bearer.")) }
        },
    )
}

fn table(keys: &[Key], language: Language) -> Markup {
    DataTable::new(language.pick("Sleutels", "Keys"))
        .hide_caption()
        .column(language.pick("Voor", "For"))
        .column(language.pick("Gemaakt", "Made"))
        .column(language.pick("Laatst gebruikt", "Last used"))
        .column(language.pick("Status", "Status"))
        .rows(keys.iter().map(|key| {
            vec![
                html! { (key.name) },
                moment(key.made_at, language),
                html! {
                    @match key.used_at {
                        Some(at) => (moment(at, language)),
                        None => { span class="muted" { (language.pick("nog niet", "not yet")) } }
                    }
                },
                html! {
                    @if key.revoked_at.is_some() {
                        (tag(Tone::Quiet, language.pick("ingetrokken", "revoked")))
                    } @else {
                        (PostButton::new(format!("{KEYS}/{}/intrekken", key.id), language.pick("Trek in", "Revoke"), Action::Danger))
                    }
                },
            ]
        }))
        .render()
}
