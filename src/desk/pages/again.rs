//! Once more to those who missed it: who they are, and what sending again means.

use maud::{Markup, html};

use super::mails;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::delivery::Missed;
use crate::desk::sending::{Row, Tried};
use crate::web::components::{
    Action, Choices, Tone, button, button_row, crumbs, empty_state, error_summary, link_button, notice, page_head,
    post_form,
};
use crate::web::{Form, Frame, staff_page};

/// The page.
pub fn again(frame: &Frame, row: &Row, tried: &Tried, form: &Form) -> Markup {
    let language = frame.language;
    let here = format!("/beheer/verzendingen/{}", row.id);
    let title = language.pick("Opnieuw versturen", "Send again");
    let above =
        [("/beheer/verzendingen", language.pick("Verzendingen", "Sendings")), (here.as_str(), row.label.as_str())];
    staff_page(
        frame,
        (title, form),
        html! {
            (error_summary(language, form))
            (crumbs(language, &above, title))
            (page_head(title, Some(&row.label), None))
            @if tried.total() == 0 { (nobody(&here, language)) } @else { (choose(&here, tried, form, language)) }
        },
    )
}

fn nobody(here: &str, language: Language) -> Markup {
    let back = link_button(Action::Secondary, here, language.pick("Terug naar de verzending", "Back to the sending"));
    empty_state(
        language.pick("Niemand heeft deze mail gemist", "Nobody missed this mail"),
        language.pick(
            "Iedereen bij wie het zin heeft het nog eens te proberen, heeft hem. Adressen die niet bestaan, schrijven wij niet opnieuw aan.",
            "Everyone whom it makes sense to try again has it. We do not write again to addresses that do not exist.",
        ),
        Some(back),
    )
}

fn choose(here: &str, tried: &Tried, form: &Form, language: Language) -> Markup {
    let mut whom = Choices::many(language, form, "whom", language.pick("Aan wie?", "To whom?"));
    for (missed, many) in tried.by_reason() {
        let (label, hint) = words(missed, language);
        whom = whom.choice_with_hint(missed.word(), format!("{label} ({})", number(many, language)), hint);
    }
    html! {
        section class="card stack" {
            p {
                (language.pick(
                    "Dezelfde brief gaat nog eens naar wie u kiest. Wie zich intussen heeft afgemeld, krijgt niets.",
                    "The same letter goes once more to whom you choose. Whoever left meanwhile gets nothing.",
                ))
            }
            (post_form(&format!("{here}/opnieuw"), html! {
                (whom)
                (button_row(&[
                    button(Action::Primary, language.pick("Verstuur opnieuw", "Send again")),
                    link_button(Action::Secondary, here, language.pick("Toch niet", "Rather not")),
                ]))
            }))
        }
    }
}

fn words(missed: Missed, language: Language) -> (&'static str, &'static str) {
    match missed {
        Missed::Uncertain => (
            language.pick("Onzeker of het aankwam", "Uncertain whether it arrived"),
            language.pick(
                "Zij hebben de mail misschien al. De meeste mailprogramma’s tonen een tweede exemplaar niet, omdat het hetzelfde kenmerk draagt.",
                "They may have the mail already. Most mail programs do not show a second copy, because it carries the same identifier.",
            ),
        ),
        Missed::TimedOut => (
            language.pick("Te lang geprobeerd", "Tried for too long"),
            language.pick("Hun mailserver bleef vragen om later terug te komen.", "Their mail server kept asking to come back later."),
        ),
        Missed::Full => (
            language.pick("Mailbox vol", "Mailbox full"),
            language.pick("Vaak is er na enkele dagen weer plaats.", "There is often room again after some days."),
        ),
        Missed::Refused => (
            language.pick("Geweigerd door hun mailserver", "Refused by their mail server"),
            language.pick(
                "Zoek eerst uit waarom: de antwoorden staan per ontvanger op de pagina van de verzending.",
                "Find out why first: the answers stand by recipient on the page of the sending.",
            ),
        ),
        Missed::SpecialAddress => (
            language.pick("Adres met bijzondere letters", "Address with special letters"),
            language.pick(
                "Onze mailserver kon deze adressen niet aan. Probeer het opnieuw als dat is opgelost.",
                "Our mail server could not handle these addresses. Try again when that is solved.",
            ),
        ),
    }
}

/// What stands above the ledger when somebody has to decide about uncertain rows.
pub fn undecided(row: &Row, tried: &Tried, may_steer: bool, language: Language) -> Markup {
    let many = mails(tried.undecided, language);
    let at = |what: &str| format!("/beheer/verzendingen/{}/{what}", row.id);
    let title = language
        .pick(format!("Van {many} is onbekend of het aankwam"), format!("We do not know whether {many} arrived"));
    html! {
        @if tried.undecided > 0 {
            (notice(language, Tone::Warn, &title, html! {
                p {
                    (language.pick(
                        "De verbinding viel weg nadat de mail was overhandigd en voordat de mailserver antwoordde. De lezer heeft de mail misschien wel, misschien niet.",
                        "The connection broke after the mail was handed over and before the mail server answered. The reader may have the mail or not.",
                    ))
                }
                p { a class="utrecht-link" href={ (at("")) "?stand=onzeker#bezorgingen" } { (language.pick("Bekijk om wie het gaat", "See who they are")) } }
                @if may_steer { (decide(&at, &many, language)) }
            }))
        }
    }
}

fn decide(at: &dyn Fn(&str) -> String, many: &str, language: Language) -> Markup {
    use crate::web::components::PostButton;
    let again = PostButton::new(
        at("opnieuw"),
        language.pick(format!("Verstuur {many} opnieuw"), format!("Send {many} again")),
        Action::Primary,
    )
    .hidden("whom", Missed::Uncertain.word());
    let enough =
        PostButton::new(at("laat-zo"), language.pick("Laat het hierbij", "Leave it at that"), Action::Secondary);
    button_row(&[html! { (again) }, html! { (enough) }])
}
