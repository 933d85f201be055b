//! Addresses that we do not write to, and lifting that.

use maud::{Markup, Render, html};

use super::{back, moment, person, room_tabs, title};
use crate::base::page::Page;
use crate::base::{Language, said_of};
use crate::returns::Reason;
use crate::returns::find::{Back, Suppressed};
use crate::web::components::{
    Action, DataTable, Field, Tone, ask_form, button, crumbs, empty_state, error_summary, notice, page_head, pager,
    post_form, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

const HERE: &str = "/beheer/retour/blokkades";

/// The list of those in force, newest first.
pub(in crate::returns) fn suppressions(
    frame: &Frame,
    form: &Form,
    page: &Page<Suppressed>,
    is_first: bool,
    was_lifted: bool,
) -> Markup {
    let language = frame.language;
    let next = page.next.map(|before| format!("{HERE}?voor={before}"));
    let first = (!is_first).then_some(HERE);
    let lifted = language.pick(
        "De blokkade is opgeheven. Het tellen begint opnieuw.",
        "The suppression is lifted. Counting starts anew.",
    );
    list(
        frame,
        form,
        &html! {
            @if was_lifted { (notice(language, Tone::Good, lifted, "")) }
            @if page.rows.is_empty() {
                (empty_state(
                    language.pick("Er is geen adres geblokkeerd", "No address is suppressed"),
                    language.pick("Een adres komt hier vanzelf als mail niet aankomt of als iemand klaagt.", "An address appears here by itself when mail does not arrive or somebody complains."),
                    None,
                ))
            } @else { (table(&page.rows, language)) }
            (pager(language, first, next.as_deref()))
        },
    )
}

/// What was found for an address.
pub(in crate::returns) fn found(frame: &Frame, form: &Form, rows: &[Suppressed]) -> Markup {
    let language = frame.language;
    list(
        frame,
        form,
        &html! {
            @if !rows.is_empty() {
                (table(rows, language))
            } @else if form.is_clean() {
                (empty_state(
                    language.pick("Dit adres is niet geblokkeerd", "This address is not suppressed"),
                    language.pick("Het was dat ook niet eerder. Controleer of u het adres goed hebt overgenomen.", "Nor was it before. Check whether you copied the address well."),
                    None,
                ))
            }
            p { a class="utrecht-link" href=(HERE) { (language.pick("Toon alle blokkades", "Show all suppressions")) } }
        },
    )
}

fn list(frame: &Frame, form: &Form, below: &Markup) -> Markup {
    let language = frame.language;
    let sub = language.pick(
        "Naar deze adressen gaat niets wat aan velen gaat. Brieven waar iemand zelf om vraagt, zoals een code, gaan wel.",
        "Nothing that goes to many goes to these addresses. Letters that somebody asks for, such as a code, do go.",
    );
    let hint = language.pick(
        "Wij bewaren een code waaruit het adres niet is terug te halen. Daarom vindt u alleen een heel adres.",
        "We keep a keyed hash. That is why only a whole address can be found.",
    );
    let heading = language.pick("Blokkades", "Suppressions");
    staff_page(
        frame,
        (title(language), form),
        html! {
            (page_head(title(language), Some(sub), None))
            (room_tabs(HERE, language))
            (error_summary(language, form))
            section class="card stack" {
                h2 { (heading) }
                (ask_form(HERE, "stack", html! {
                    (Field::search(language, form, "adres", language.pick("Zoek een adres", "Search an address")).hint(hint))
                    div { (button(Action::Secondary, language.pick("Zoek", "Search"))) }
                }))
                (below)
            }
        },
    )
}

fn table(rows: &[Suppressed], language: Language) -> Markup {
    DataTable::new(language.pick("Blokkades", "Suppressions"))
        .stacked()
        .hide_caption()
        .column(language.pick("Sinds", "Since"))
        .column(language.pick("Adres (afgeschermd)", "Address (masked)"))
        .column(language.pick("Waarom", "Why"))
        .column(language.pick("Status", "Status"))
        .rows(rows.iter().map(|row| {
            vec![
                html! { a class="utrecht-link" href={ (HERE) "/" (row.id) } { (moment(row.made_at, language)) } },
                person(&row.who, language),
                html! { (said_of(Reason::WORDS, &row.reason, language)) },
                standing(row, language),
            ]
        }))
        .render()
}

fn standing(row: &Suppressed, language: Language) -> Markup {
    if row.lifted.is_some() {
        tag(Tone::Quiet, language.pick("opgeheven", "lifted"))
    } else {
        tag(Tone::Warn, language.pick("geblokkeerd", "suppressed"))
    }
}

/// One suppression, why it is there, and lifting it.
pub(in crate::returns) fn suppression(
    frame: &Frame,
    row: &Suppressed,
    reports: &[Back],
    form: &Form,
    may_lift: bool,
) -> Markup {
    let language = frame.language;
    let heading = row.who.masked.clone().unwrap_or_else(|| language.pick("Gewist adres", "Erased address").to_owned());
    let above = [("/beheer/retour", title(language)), (HERE, language.pick("Blokkades", "Suppressions"))];
    staff_page(
        frame,
        (heading.as_str(), form),
        html! {
            (crumbs(language, &above, &heading))
            (page_head(&heading, None, None))
            (error_summary(language, form))
            (summary_list(&[
                (language.pick("Status", "Status"), standing(row, language)),
                (language.pick("Waarom", "Why"), html! { (said_of(Reason::WORDS, &row.reason, language)) }),
                (language.pick("Sinds", "Since"), moment(row.made_at, language)),
                (language.pick("Abonnee", "Subscriber"), person(&row.who, language)),
            ]))
            @match &row.lifted {
                Some((at, reason)) => (lifted_notice(&moment(*at, language), reason, language)),
                None if row.reason == Reason::Erased.word() => p { (language.pick(
                    "Alleen de eigenaar van het adres kan dit opheffen, door zich opnieuw aan te melden en dat te bevestigen.",
                    "Only the owner of the address can lift this, by signing up anew and confirming it.",
                )) },
                None if may_lift => (lift_form(row, form, language)),
                None => {}
            }
            @if !reports.is_empty() {
                section class="card stack" {
                    h2 { (language.pick("Wat van dit adres terugkwam", "What came back from this address")) }
                    (back::table(reports, false, language))
                }
            }
        },
    )
}

fn lifted_notice(at: &Markup, reason: &str, language: Language) -> Markup {
    notice(
        language,
        Tone::Info,
        language.pick("Deze blokkade is opgeheven", "This suppression was lifted"),
        html! { p { (at) ": " (reason) } },
    )
}

fn lift_form(row: &Suppressed, form: &Form, language: Language) -> Markup {
    let about = if row.reason == "complaint" {
        language.pick(
            "De lezer klaagde en is overal afgemeld. Opheffen meldt niemand aan: dat doet de lezer zelf.",
            "The reader complained and left everything. Lifting subscribes nobody: the reader does that.",
        )
    } else {
        language.pick(
            "Doe dit als u weet dat het adres weer werkt. Abonnementen die er nog zijn, gaan dan gewoon door.",
            "Do this when you know that the address works again. Subscriptions that are still there go on.",
        )
    };
    let hint = language.pick(
        "Bijvoorbeeld: lezer belde, de mailbox is hersteld.",
        "For instance: the reader called, the mailbox was repaired.",
    );
    html! {
        section class="card stack" {
            h2 { (language.pick("Hef de blokkade op", "Lift the suppression")) }
            p { (about) }
            (post_form(&format!("{HERE}/{}/opheffen", row.id), html! {
                (Field::text(language, form, "reason", language.pick("Waarom?", "Why?")).hint(hint).autocomplete("off"))
                (button(Action::Secondary, language.pick("Hef de blokkade op", "Lift the suppression")))
            }))
        }
    }
}
