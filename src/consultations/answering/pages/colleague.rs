//! Asking a colleague to write along.

use maud::{Markup, html};

use super::{head, own_address};
use crate::base::Instant;
use crate::consultations::answering::Seat;
use crate::web::components::{Action, Field, button, button_row, error_summary, link_button, post_form};
use crate::web::{Form, Frame, public_page};

/// The form.
pub(in crate::consultations) fn colleague(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    form: &Form,
    now: Instant,
) -> Markup {
    let language = frame.language;
    let of = &seat.the.row.title;
    let title = language.pick(format!("Vraag een collega: {of}"), format!("Ask a colleague: {of}"));
    let body = html! {
        (head(frame, seat, Some(&title), now))
        (error_summary(language, form))
        section class="card" {
            p { (language.pick(
                "Uw collega krijgt een mail met een eigen link, ziet wat uw organisatie schreef en schrijft mee. U kunt die link later intrekken. Stuur uw eigen link niet door: wie haar heeft, schrijft onder uw naam.",
                "Your colleague gets a mail with a link of their own, sees what your organisation wrote and writes along. You can revoke that link later. Do not forward your own link: whoever has it writes under your name.",
            )) }
            (post_form(&own_address(frame, token, "/collega"), html! {
                (Field::text(language, form, "name", language.pick("Naam van uw collega", "Name of your colleague")))
                (Field::email(language, form, "address", language.pick("E-mailadres van uw collega", "E-mail address of your colleague")).autocomplete("off"))
                (button_row(&[button(Action::Primary, language.pick("Stuur de mail", "Send the mail")), link_button(Action::Secondary, &own_address(frame, token, ""), language.pick("Terug", "Back"))]))
            }))
        }
    };
    public_page(frame, (title.as_str(), form), body)
}

/// What was typed behind a link that no longer takes it: the reader's own words, and nothing else.
pub(in crate::consultations) fn refused(frame: &Frame, words: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Dit is niet bewaard", "This was not saved");
    let body = html! {
        h1 class="utrecht-heading-1" { (title) }
        p { (language.pick(
            "Uw link is ingetrokken of deze consultatie is afgerond. Hieronder staat wat u schreef. Kopieer het als u het wilt houden, en vraag uw secretaris of voorzitter.",
            "Your link was revoked or this consultation is finished. Below is what you wrote. Copy it if you want to keep it, and ask your secretary or chair.",
        )) }
        section class="card" aria-label=(language.pick("Uw tekst", "Your text")) { p class="words" { (words) } }
    };
    public_page(frame, title, body)
}
