//! What must stay for now.

use maud::{Markup, html};

use super::{moment, ways};
use crate::app::Rooms;
use crate::base::{Instant, Language};
use crate::privacy::texts::last_day;
use crate::room::Kind;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, empty_state, error_summary, notice, page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// A hold as the page shows it.
pub(in crate::privacy) struct HoldRow {
    pub(in crate::privacy) id: i64,
    /// Whose, by number and address.
    pub(in crate::privacy) person: Option<(i64, String)>,
    pub(in crate::privacy) kind: Option<&'static Kind>,
    pub(in crate::privacy) reason: String,
    /// Who made it.
    pub(in crate::privacy) by: String,
    pub(in crate::privacy) made_at: Instant,
    pub(in crate::privacy) until: Instant,
    pub(in crate::privacy) is_over: bool,
}

pub(in crate::privacy) fn reason_missing(language: Language) -> &'static str {
    language.pick(
        "Schrijf in hoogstens 300 tekens waarom dit moet blijven.",
        "Write in at most 300 characters why this must stay.",
    )
}

pub(in crate::privacy) fn until_missing(language: Language) -> &'static str {
    language.pick("Kies een dag die nog moet komen.", "Choose a day that is still to come.")
}

pub(in crate::privacy) fn what_missing(language: Language) -> &'static str {
    language.pick("Kies wat er moet blijven.", "Choose what must stay.")
}

pub(in crate::privacy) fn address_missing(language: Language) -> &'static str {
    language.pick("Vul het e-mailadres van de persoon in.", "Fill in the e-mail address of the person.")
}

pub(in crate::privacy) fn address_is_too_much(language: Language) -> &'static str {
    language.pick(
        "Kies ‘Alles van één persoon’, of laat dit leeg: een soort wordt van iedereen vastgehouden.",
        "Choose “Everything of one person”, or leave this empty: a kind is held of everybody.",
    )
}

pub(in crate::privacy) fn nobody(language: Language) -> &'static str {
    language.pick(
        "Wij kennen niemand met dit adres. Kijk of het goed is getypt.",
        "We know nobody with this address. Check whether it is typed correctly.",
    )
}

/// The page.
pub(in crate::privacy) fn holds(frame: &Frame, rooms: &Rooms, rows: &[HoldRow], form: &Form, done: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Vasthouden", "Holds");
    let sub = language.pick(
        "Soms moet iets blijven: er loopt een zaak, een bezwaar of een onderzoek (AVG, artikel 17, lid 3). Leg dan vast wat, waarom en tot wanneer.",
        "Sometimes something must stay: there is a case, an objection or an investigation (GDPR, article 17(3)). Then record what, why and until when.",
    );
    let done = match done {
        "gemaakt" => Some((Tone::Good, language.pick("Dit wordt vastgehouden", "This is on hold"))),
        "beeindigd" => {
            Some((Tone::Good, language.pick("Dit wordt niet meer vastgehouden", "This is no longer on hold")))
        }
        "voorbij" => Some((Tone::Info, language.pick("Dit was al voorbij", "This was over already"))),
        _ => None,
    };
    staff_page(
        frame,
        (title, form),
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            @if let Some((tone, words)) = done { (notice(language, tone, words, "")) }
            (error_summary(language, form))
            @if rows.is_empty() {
                (empty_state(
                    language.pick("Er wordt niets vastgehouden", "Nothing is on hold"),
                    language.pick("Wat voorbij zijn termijn is, gaat elke nacht weg.", "What is past its period goes every night."),
                    None,
                ))
            } @else {
                section class="card" { (table(rows, title, language)) }
            }
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Houd iets vast", "Put something on hold")) }
                (new_hold(rooms, form, language))
            }
        },
    )
}

fn table(rows: &[HoldRow], title: &str, language: Language) -> DataTable {
    DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Wat", "What"))
        .column(language.pick("Waarom", "Why"))
        .column(language.pick("Door", "By"))
        .column(language.pick("Sinds", "Since"))
        .column(language.pick("Tot en met", "Up to and including"))
        .column(language.pick("Einde", "End"))
        .rows(rows.iter().map(|row| row_of(row, language)))
}

fn row_of(row: &HoldRow, language: Language) -> Vec<Markup> {
    let what = match (&row.person, row.kind) {
        (Some((id, address)), _) => {
            html! { a class="utrecht-link" href={ "/beheer/privacy/verzoeken/" (id) } { (address) } }
        }
        (None, Some(kind)) => html! { (kind.name.of(language)) },
        (None, None) => html! { (language.pick("gewist", "erased")) },
    };
    let end = if row.is_over {
        tag(Tone::Quiet, language.pick("voorbij", "over"))
    } else {
        let press = language.pick("Beëindig", "End it");
        let about = format!("({})", row.reason);
        html! {
            (PostButton::new(format!("/beheer/privacy/vasthouden/{}/beeindigen", row.id), press, Action::Secondary).about(about).small())
        }
    };
    let until = html! { time datetime=(row.until.rfc3339()) { (last_day(row.until, language)) } };
    vec![what, html! { (row.reason) }, html! { (row.by) }, moment(row.made_at, language), until, end]
}

fn new_hold(rooms: &Rooms, form: &Form, language: Language) -> Markup {
    let first = [("", ""), ("person", language.pick("Alles van één persoon", "Everything of one person"))];
    let kinds = rooms.kinds().into_iter().map(|kind| (kind.word, kind.name.of(language)));
    let what = language.pick("Wat moet er blijven?", "What must stay?");
    let about = language.pick(
        "Eén persoon wordt dan ook op eigen verzoek niet gewist. Een soort gaat dan ’s nachts niet weg.",
        "One person is then not erased on their own request either. A kind then does not go by night.",
    );
    let hint = language.pick("Alleen als u één persoon kiest.", "Only when you choose one person.");
    post_form(
        "/beheer/privacy/vasthouden",
        html! {
            (Field::select(language, form, "what", what, first.into_iter().chain(kinds)).hint(about))
            (Field::text(language, form, "address", language.pick("E-mailadres van die persoon", "E-mail address of that person"))
                .hint(hint).autocomplete("off").optional())
            (Field::text(language, form, "reason", language.pick("Waarom?", "Why?"))
                .hint(language.pick("Bijvoorbeeld: bezwaar, zaaknummer 2026-12.", "For instance: objection, case 2026-12.")).autocomplete("off"))
            (Field::date(language, form, "until", language.pick("Tot en met welke dag?", "Up to which day?")))
            (button(Action::Primary, language.pick("Houd vast", "Put on hold")))
        },
    )
}
