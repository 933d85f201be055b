//! Requests of people about their own data.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Counted, moment, own, ways, what_goes_and_stays};
use crate::app::Rooms;
use crate::base::Language;
use crate::base::id::MemberId;
use crate::privacy::erase::Hindrance;
use crate::privacy::finish::Done;
use crate::privacy::texts;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, crumbs, empty_state, error_summary, notice, page_head,
    post_form, tag, tick_box,
};
use crate::web::{Form, Frame, staff_page};

const HERE: &str = "/beheer/privacy/verzoeken";

pub(in crate::privacy) fn nobody(language: Language) -> &'static str {
    language.pick(
        "Wij kennen niemand met dit adres. Kijk of het goed is getypt; anders is er niets om te tonen of te wissen.",
        "We know nobody with this address. Check whether it is typed correctly; otherwise there is nothing to show or erase.",
    )
}

pub(in crate::privacy) fn sure_missing(language: Language) -> &'static str {
    language.pick(
        "Kruis aan dat u weet dat het verzoek van deze persoon zelf komt.",
        "Tick that you know that the request comes from this person.",
    )
}

/// Where to look somebody up, and what was done.
pub(in crate::privacy) fn list(
    frame: &Frame,
    rooms: &Rooms,
    rows: &[Done],
    names: &BTreeMap<MemberId, String>,
    form: &Form,
    done: &str,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Verzoeken", "Requests");
    let sub = language.pick(
        "Wie een mail van ons heeft, kan zelf inzien, downloaden en wissen, via de voorkeuren. Vraagt iemand het u? Beantwoord het dan binnen een maand.",
        "Whoever has a mail of ours can look, download and erase by themselves, through the preferences. Does somebody ask you? Then answer within a month.",
    );
    staff_page(
        frame,
        (title, form),
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            @if done == "gewist" { (notice(language, Tone::Good, language.pick("De gegevens zijn gewist", "The data were erased"), "")) }
            (error_summary(language, form))
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Zoek iemand op", "Look somebody up")) }
                (post_form(HERE, html! {
                    (Field::text(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
                    (button(Action::Primary, language.pick("Laat zien wat wij bewaren", "Show what we keep")))
                }))
            }
            @if rows.is_empty() {
                (empty_state(
                    language.pick("Er is nog niemand gewist", "Nobody was erased yet"),
                    language.pick("Na een verzoek staat hier wanneer en door wie, en niet wie het was.", "After a request it says here when and by whom, and not who it was."),
                    None,
                ))
            } @else {
                section class="card" { (table(rooms, rows, names, language)) }
            }
        },
    )
}

fn table(rooms: &Rooms, rows: &[Done], names: &BTreeMap<MemberId, String>, language: Language) -> DataTable {
    DataTable::new(language.pick("Gewist op verzoek", "Erased on request"))
        .stacked()
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Door", "By"))
        .column(language.pick("Hoeveel", "How much"))
        .column(language.pick("Ook van de schijf", "From the disk too"))
        .rows(rows.iter().map(|row| {
            let by = match row.erased_by {
                Some(member) => names.get(&member).cloned().unwrap_or_default(),
                None => rooms.word_of_table("erasures", &row.origin, language).to_owned(),
            };
            vec![
                moment(row.at, language),
                html! { (by) },
                html! { (texts::records(row.many, language)) },
                html! { @match row.finished_at {
                    Some(at) => (moment(at, language)),
                    None => (tag(Tone::Info, language.pick("volgt binnen enkele minuten", "follows within minutes"))),
                } },
            ]
        }))
}

/// Somebody who asked: what is kept, and what can be done.
pub(in crate::privacy) fn person(
    frame: &Frame,
    rooms: &Rooms,
    (id, whose): (i64, &str),
    counts: &[Counted],
    hindrance: Option<Hindrance>,
    form: &Form,
) -> Markup {
    let language = frame.language;
    let sub = language.pick("Wat wij van deze persoon bewaren", "What we keep about this person");
    staff_page(
        frame,
        (whose, form),
        html! {
            (crumbs(language, &[(HERE, language.pick("Verzoeken", "Requests"))], whose))
            (page_head(whose, Some(sub), None))
            (error_summary(language, form))
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Inzage", "Access")) }
                p { (language.pick(
                    "Het bestand bevat alles, in woorden en voor andere programma’s. Stuur het alleen aan de persoon zelf.",
                    "The file holds everything, in words and for other programs. Send it only to the person.",
                )) }
                (PostButton::new(format!("{HERE}/{id}/bestand"), texts::download_press(language), Action::Secondary))
            }
            section class="card stack" {
                @if let Some(hindrance) = hindrance {
                    h2 class="utrecht-heading-2" { (texts::erase_title(language)) }
                    (seen(language))
                    (own::why_not(hindrance, language))
                } @else {
                    (seen(language))
                    (what_goes_and_stays(rooms, counts, language))
                    p { (texts::erase_transit(language)) " " (texts::erase_backups(language)) }
                    (post_form(&format!("{HERE}/{id}/wissen"), html! {
                        (tick_box(language, form, "sure", "ja", language.pick(
                            "Ik weet dat dit verzoek van deze persoon zelf komt",
                            "I know that this request comes from this person",
                        ), Some(language.pick("Dit kan niet ongedaan worden gemaakt.", "This cannot be undone."))))
                        (button(Action::Danger, language.pick("Wis alles van deze persoon", "Erase everything of this person")))
                    }))
                }
            }
        },
    )
}

fn seen(language: Language) -> Markup {
    let words = language.pick("In de woorden die de persoon zelf ook ziet:", "In the words that the person sees too:");
    html! { p class="muted" { (words) } }
}
