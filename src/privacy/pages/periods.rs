//! The periods of retention.

use maud::{Markup, html};

use super::ways;
use crate::app::Rooms;
use crate::base::Language;
use crate::room::Kind;
use crate::web::components::{Action, Field, Tone, button, error_summary, notice, page_head, post_form};
use crate::web::{Form, Frame, staff_page};

/// What to do about a period that is no number or out of its bounds.
pub(in crate::privacy) fn out_of_bounds(kind: &Kind, language: Language) -> String {
    let ((least, most), name) = (kind.bounds, kind.name.of(language));
    language.pick(
        format!("{name}: vul een heel aantal dagen in van {least} tot en met {most}."),
        format!("{name}: fill in a whole number of days from {least} up to {most}."),
    )
}

/// The page.
pub(in crate::privacy) fn periods(frame: &Frame, rooms: &Rooms, form: &Form, was_saved: bool) -> Markup {
    let language = frame.language;
    let title = language.pick("Bewaartermijnen", "Periods of retention");
    let sub = language.pick(
        "Hoe lang elk soort gegevens blijft. Elke nacht gaat weg wat voorbij de termijn is. De grenzen komen van de wet en van wat onze mails beloven.",
        "How long each kind of record stays. Every night what is past its period goes. The bounds come from the law and from what our mails promise.",
    );
    staff_page(
        frame,
        (title, form),
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            @if was_saved { (notice(language, Tone::Good, language.pick("De termijnen zijn bewaard", "The periods are saved"), "")) }
            (error_summary(language, form))
            section class="card" {
                (post_form("/beheer/privacy/termijnen", html! {
                    @for kind in rooms.kinds() { (field(kind, form, language)) }
                    (button(Action::Primary, language.pick("Bewaar de termijnen", "Save the periods")))
                }))
            }
        },
    )
}

fn field<'a>(kind: &'static Kind, form: &'a Form, language: Language) -> Field<'a> {
    let ((least, most), since, goes) = (kind.bounds, kind.since.of(language), kind.goes.of(language));
    let hint = language.pick(
        format!("Dagen na {since}, van {least} tot en met {most}. Dan gaat weg: {goes}."),
        format!("Days after {since}, from {least} up to {most}. Then goes: {goes}."),
    );
    Field::number(language, form, kind.word, kind.name.of(language)).hint(&hint).autocomplete("off")
}
