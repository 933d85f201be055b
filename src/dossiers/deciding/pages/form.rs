//! The forms of staff: a request, and a point of one that is open.

use maud::{Markup, html};

use crate::base::id::BodyId;
use crate::dossiers::deciding::Decision;
use crate::dossiers::deciding::decision::{PEOPLE, POINTS};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::{Theirs, beside, path_to};
use crate::web::components::{
    Action, Field, button, button_row, error_summary, link_button, page_form, page_head, post_form,
};
use crate::web::{Form, Frame, staff_page};

/// A form with what it is about.
pub(in crate::dossiers::deciding) struct Sheet<'a> {
    pub(in crate::dossiers::deciding) dossier: &'a Dossier,
    pub(in crate::dossiers::deciding) form: &'a Form,
    /// The request that is changed; none for a new one.
    pub(in crate::dossiers::deciding) the: Option<&'a Decision>,
    /// What somebody else saved meanwhile.
    pub(in crate::dossiers::deciding) theirs: Theirs,
}

/// How many places for points a form has: those that are filled, and two more.
fn places(form: &Form) -> usize {
    let is_filled = |at: &usize| {
        !form.value(&format!("point-title-{at}")).is_empty() || !form.value(&format!("point-words-{at}")).is_empty()
    };
    let filled = (1..=POINTS).filter(is_filled).max().unwrap_or(0);
    (filled + 2).clamp(3, POINTS)
}

/// The form of a request.
pub(in crate::dossiers::deciding) fn draft(frame: &Frame, sheet: &Sheet<'_>, bodies: &[(BodyId, String)]) -> Markup {
    let (language, form) = (frame.language, sheet.form);
    let (title, action, back) = match sheet.the {
        Some(the) => (
            language.pick("Besluitvraag wijzigen", "Change the request"),
            format!("{}/wijzigen", the.address()),
            the.address(),
        ),
        None => (
            language.pick("Vraag een besluit", "Ask for a decision"),
            format!("{}/besluiten/nieuw", sheet.dossier.address()),
            sheet.dossier.address(),
        ),
    };
    let body = html! {
        (path_to(language, sheet.dossier, title))
        (page_head(title, Some(language.pick("U bewaart eerst een concept. Er gaat nog niets uit.", "You save a draft first. Nothing goes out yet.")), None))
        (error_summary(language, form))
        (beside(language, &sheet.theirs))
        (page_form(&action, html! {
            input type="hidden" name="version" value=(form.value("version"));
            input type="hidden" name="once" value=(form.value("once"));
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Waar het over gaat", "What it is about")) }
                (Field::text(language, form, "title", language.pick("Titel", "Title")))
                (Field::textarea(language, form, "explanation", language.pick("Toelichting", "Explanation"), 4).hint(language.pick("Een paar korte zinnen (B1). Zij staan in de brief.", "A few short sentences. They stand in the letter.")))
                (Field::text(language, form, "until", language.pick("Antwoorden kan tot en met", "Answers until the end of")).hint(language.pick("Bijvoorbeeld 18-12-2026. Het einde van die dag, Nederlandse tijd.", "For example 18-12-2026. The end of that day, Dutch time.")).short())
            }
            (whom(frame, form, bodies))
            section class="card stack" id="punten" {
                h2 class="utrecht-heading-2" { (language.pick("De punten", "The points")) }
                p class="muted" { (language.pick("Elk punt krijgt een nummer dat blijft zodra u akkoord vraagt. Wat u leeg laat, valt weg. Bewaar voor meer plaatsen.", "Each point gets a number that stays once you ask. What you leave empty is left out. Save for more places.")) }
                @for at in 1..=places(form) { (place(frame, form, at)) }
            }
            (button_row(&[button(Action::Primary, language.pick("Bewaar", "Save")), link_button(Action::Secondary, &back, language.pick("Terug zonder te bewaren", "Back without saving"))]))
        }))
    };
    staff_page(frame, (title, form), body)
}

fn whom(frame: &Frame, form: &Form, bodies: &[(BodyId, String)]) -> Markup {
    let language = frame.language;
    let none = (String::new(), language.pick("Geen overleggroep", "No body").to_owned());
    let options = std::iter::once(none).chain(bodies.iter().map(|(id, name)| (id.to_string(), name.clone())));
    html! {
        section class="card stack" id="wie" {
            h2 class="utrecht-heading-2" { (language.pick("Wie u vraagt", "Whom you ask")) }
            (Field::select(language, form, "body", language.pick("Een overleggroep uit het register", "A body of the register"), options).hint(language.pick("Wie er op de dag van vragen in zit, krijgt een brief.", "Whoever sits in it on the day you ask gets a letter.")).optional())
            (Field::textarea(language, form, "people", language.pick("Andere mensen", "Other people"), 3).hint(&language.pick(format!("Op elke regel één: naam, e-mailadres. Hoogstens {PEOPLE}."), format!("One on each line: name, e-mail address. At most {PEOPLE}."))).optional())
        }
    }
}

fn place(frame: &Frame, form: &Form, at: usize) -> Markup {
    let language = frame.language;
    let (title, words) = (format!("point-title-{at}"), format!("point-words-{at}"));
    let (title_label, words_label) = (
        language.pick(format!("Titel van punt {at}"), format!("Title of point {at}")),
        language.pick(format!("Tekst van punt {at}"), format!("Text of point {at}")),
    );
    let (title, words) =
        (Field::text(language, form, &title, &title_label), Field::textarea(language, form, &words, &words_label, 4));
    html! {
        div class="decide-place" {
            span class="pt" aria-hidden="true" { (at) }
            div class="stack" {
                @if at == 1 { (title) (words) } @else { (title.optional()) (words.optional()) }
            }
        }
    }
}

/// The form of a point of an open request: of one that changes, or a new one.
pub(in crate::dossiers::deciding) fn point(
    frame: &Frame,
    sheet: &Sheet<'_>,
    (the, number): (&Decision, Option<i64>),
) -> Markup {
    let (language, form) = (frame.language, sheet.form);
    let title = match number {
        Some(number) => language.pick(format!("Punt {number} wijzigen"), format!("Change point {number}")),
        None => language.pick("Nieuw punt", "New point").to_owned(),
    };
    let (action, about) = match number {
        Some(number) => (
            format!("{}/punten/{number}", the.address()),
            language.pick(
                "Wie dit punt al beantwoordde, krijgt een brief met het verschil en antwoordt opnieuw, alleen op dit punt. Het oude antwoord blijft bij de oude tekst staan.",
                "Whoever answered this point gets a letter with the difference and answers again, this point alone. The old answer stays with the old text.",
            ),
        ),
        None => (
            format!("{}/punten/nieuw", the.address()),
            language.pick(
                "Het punt krijgt het volgende nummer. Iedereen die is gevraagd, krijgt een brief.",
                "The point gets the next number. Everybody who was asked gets a letter.",
            ),
        ),
    };
    let body = html! {
        (path_to(language, sheet.dossier, &title))
        (page_head(&title, Some(about), None))
        (error_summary(language, form))
        (beside(language, &sheet.theirs))
        (page_form(&action, html! {
            input type="hidden" name="version" value=(form.value("version"));
            (Field::text(language, form, "point-title-1", language.pick("Titel", "Title")))
            (Field::textarea(language, form, "point-words-1", language.pick("Tekst", "Text"), 8))
            (button_row(&[button(Action::Primary, language.pick("Bewaar en vraag opnieuw", "Save and ask again")), link_button(Action::Secondary, &the.address(), language.pick("Terug zonder te bewaren", "Back without saving"))]))
        }))
        @if let Some(number) = number {
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Dit punt laten vervallen", "Withdraw this point")) }
                p { (language.pick("Het nummer blijft en staat er als vervallen. Wat al is geantwoord, blijft bewaard.", "The number stays and says withdrawn. What was answered is kept.")) }
                (post_form(&format!("{}/punten/{number}/vervalt", the.address()), html! {
                    (Field::text(language, form, "why", language.pick("Waarom", "Why")))
                    (button_row(&[button(Action::Danger, language.pick("Laat vervallen", "Withdraw"))]))
                }))
            }
        }
    };
    staff_page(frame, (title.as_str(), form), body)
}
