//! What the centre states about accessibility: for everyone, and as a form for administrators.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::wall_time::plain_date;
use crate::centre::accessibility::{Conformance, Statement};
use crate::web::components::{
    Action, Choices, Field, Tone, button, crumbs, error_summary, notice, page_head, post_form,
};
use crate::web::{Form, Frame, staff_page};

/// The name of a status, as the register has it.
fn name(conformance: Conformance, language: Language) -> &'static str {
    match conformance {
        Conformance::Full => language.pick("A: voldoet volledig", "A: fully compliant"),
        Conformance::Partial => language.pick("B: voldoet gedeeltelijk", "B: partially compliant"),
        Conformance::FirstMeasures => language.pick("C: eerste maatregelen genomen", "C: first measures taken"),
        Conformance::Not => language.pick("D: voldoet niet", "D: not compliant"),
        Conformance::Undeclared => {
            language.pick("E: nog geen verklaring in het register", "E: no statement in the register yet")
        }
    }
}

/// When a status holds, and what it says to a reader.
fn meaning(conformance: Conformance, language: Language) -> &'static str {
    match conformance {
        Conformance::Full => language.pick(
            "Een onderzoek van hooguit drie jaar oud vond geen afwijkingen.",
            "An audit of at most three years old found no deviations.",
        ),
        Conformance::Partial => language.pick(
            "Een onderzoek van hooguit drie jaar oud vond afwijkingen. In het register staat wat wij eraan doen en wanneer.",
            "An audit of at most three years old found deviations. The register says what we do about them and when.",
        ),
        Conformance::FirstMeasures => language.pick(
            "Het onderzoek is nog niet klaar. Het volgt binnen zes maanden na de verklaring.",
            "The audit is not finished yet. It follows within six months of the statement.",
        ),
        Conformance::Not => language.pick(
            "Er is nog geen geldig onderzoek, en het is ook nog niet gepland.",
            "There is no valid audit yet, and none is planned.",
        ),
        Conformance::Undeclared => language.pick(
            "Wij hebben nog geen verklaring over deze website in het register gezet.",
            "We have not put a statement about this website into the register yet.",
        ),
    }
}

/// The status, its date and the register, for everyone.
pub fn status(statement: &Statement, language: Language) -> Markup {
    html! {
        h2 { (language.pick("Hoe toegankelijk is deze website?", "How accessible is this website?")) }
        p { strong { (language.pick("Status ", "Status ")) (name(statement.conformance, language)) } }
        p { (meaning(statement.conformance, language)) }
        @if let Some(day) = statement.reviewed_on {
            p {
                (language.pick("Voor het laatst bekeken op ", "Reviewed last on "))
                time datetime=(day.to_string()) { (plain_date(day, language)) } "."
            }
        }
        // An address that was kept from before means nothing while there is no statement.
        @if statement.conformance != Conformance::Undeclared && !statement.register.is_empty() {
            p { a class="utrecht-link" href=(statement.register) rel="noreferrer" {
                (language.pick("Lees onze verklaring in het register", "Read our statement in the register (in Dutch)"))
            } }
        }
    }
}

/// The form for administrators.
pub fn statement_form(frame: &Frame, form: &Form, is_stale: bool) -> Markup {
    let language = frame.language;
    let title = language.pick("Toegankelijkheidsverklaring", "Accessibility statement");
    let ask = language.pick("Status in het register", "Status in the register");
    let statuses = Conformance::ALL.into_iter().fold(Choices::one(language, form, "status", ask), |all, one| {
        all.choice_with_hint(one.letter(), name(one, language), meaning(one, language))
    });
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[("/beheer/instellingen", language.pick("Instellingen", "Settings"))], title))
            (page_head(title, Some(language.pick("Dit staat op de pagina Toegankelijkheid van uw website.", "This stands on the page Accessibility of your website.")), None))
            @if is_stale {
                (notice(language, Tone::Warn, language.pick("Iemand anders wijzigde dit ook", "Someone else changed this too"), language.pick("Er is niets bewaard. Uw eigen invulling staat nog in het formulier; bewaar opnieuw als zij klopt.", "Nothing was saved. What you filled in is still in the form; save again when it is right.")))
            }
            (error_summary(language, form))
            section class="card" {
                (post_form("/beheer/instellingen/toegankelijkheid", html! {
                    (statuses)
                    (Field::date(language, form, "reviewed_on", language.pick("Voor het laatst bekeken op", "Reviewed last on")).optional())
                    (Field::text(language, form, "register", language.pick("Adres in het register", "Address in the register")).optional().autocomplete("off")
                        .hint(language.pick("Nodig bij status A tot en met D, zoals https://www.toegankelijkheidsverklaring.nl/register/1.", "Needed with status A to D, such as https://www.toegankelijkheidsverklaring.nl/register/1.")))
                    (button(Action::Primary, language.pick("Bewaar de verklaring", "Save the statement")))
                    input type="hidden" name="seen" value=(form.value("seen"));
                }))
            }
        },
    )
}
