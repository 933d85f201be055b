//! The set-up page: one form, and the next step after it.

use maud::{Markup, html};

use super::fields;
use crate::base::Language;
use crate::centre::office::Office;
use crate::web::components::{
    Action, Choices, Field, Tone, button, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, plain_page};

/// The form.
pub fn set_up(frame: &Frame, form: &Form, action: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Richt Samenspraak in", "Set up Samenspraak");
    let lead = language.pick(
        "Na deze pagina kunt u beginnen. Bijna alles kunt u later wijzigen bij Instellingen.",
        "After this page you can begin. Almost everything can be changed later under Settings.",
    );
    plain_page(
        frame,
        (title, form),
        html! {
            (page_head(title, Some(lead), None))
            (error_summary(language, form))
            (post_form(action, html! {
                h2 { (language.pick("Uw centrum", "Your centre")) }
                (fields::names(language, form))
                h2 { (language.pick("Afzenders", "Senders")) }
                (fields::senders(language, form))
                h2 { (language.pick("Kleuren", "Colours")) }
                (fields::colours(language, form))
                h2 { (language.pick("De eerste uitgave", "The first publication")) }
                (fields::publication(language, form))
                (fields::publication_names(language, form, None))
                h2 { (language.pick("De eerste beheerder", "The first administrator")) }
                (administrator(language, form))
                h2 { (language.pick("Wie doet wat?", "Who does what?")) }
                (office(language, form))
                (button(Action::Primary, language.pick("Richt het centrum in", "Set up the centre")))
            }))
        },
    )
}

fn office(language: Language, form: &Form) -> Choices<'_> {
    let ask =
        language.pick("Met hoeveel mensen maakt u de nieuwsbrief?", "With how many people do you make the newsletter?");
    let hint = language.pick(
        "Een nummer gaat pas uit als iemand het heeft goedgekeurd. U kunt dit later wijzigen bij Instellingen en Medewerkers.",
        "An issue only goes out after somebody approved it. You can change this later under Settings and Members.",
    );
    Office::ALL.into_iter().fold(Choices::one(language, form, "office", ask).hint(hint), |choices, office| {
        let (label, about) = office.words(language);
        choices.choice_with_hint(office.word(), label, about)
    })
}

fn administrator(language: Language, form: &Form) -> Markup {
    html! {
        (Field::text(language, form, "member_name", language.pick("Naam", "Name")).autocomplete("name"))
        (Field::text(language, form, "member_address", language.pick("E-mailadres", "E-mail address"))
            .hint(language.pick("Hiermee logt deze persoon in. Wij mailen er een uitnodiging naartoe.", "This person signs in with it. We mail an invitation to it."))
            .autocomplete("email"))
    }
}

/// What to do next. `join` is the administrator's own link, while they have not joined yet.
pub fn set_up_done(frame: &Frame, join: Option<&str>) -> Markup {
    let language = frame.language;
    let title = language.pick("Uw centrum is ingericht", "Your centre is set up");
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            @match join {
                Some(join) => {
                    p { (language.pick(
                        "De eerste beheerder krijgt een mail met een uitnodiging. Bent u dat zelf? Dan kunt u hier meteen verder, ook als de mail nog niet aankomt.",
                        "The first administrator gets a mail with an invitation. Is that you? Then you can go on here at once, even when the mail does not arrive yet.",
                    )) }
                    (link_button(Action::Primary, join, language.pick("Kies uw wachtwoord", "Choose your password")))
                    (notice(language, Tone::Info, language.pick("Daarna: uw eerste nummer", "Then: your first issue"), html! {
                        p { (language.pick(
                            "U komt op de pagina Vandaag. Daar staan de stappen van een testmail tot uw eerste nummer.",
                            "You come to the page Today. It has the steps from a test mail to your first issue.",
                        )) }
                    }))
                }
                None => {
                    p { (language.pick("De eerste beheerder heeft zich al aangesloten.", "The first administrator has joined already.")) }
                    (link_button(Action::Primary, "/beheer", language.pick("Naar het beheer", "To the staff pages")))
                }
            }
        },
    )
}

/// The link was used.
pub fn set_up_used(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze link is al gebruikt", "This link was used already");
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            p { (language.pick(
                "Het centrum is ingericht. Log in om verder te gaan. Uw uitnodiging staat in uw mailbox.",
                "The centre is set up. Sign in to go on. Your invitation is in your mailbox.",
            )) }
            (link_button(Action::Primary, "/beheer", language.pick("Naar het beheer", "To the staff pages")))
        },
    )
}
