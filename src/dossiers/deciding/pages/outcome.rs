//! Writing down what came of a closed request.

use maud::{Markup, html};

use crate::dossiers::Outcome;
use crate::dossiers::deciding::Decision;
use crate::dossiers::deciding::decision::Point;
use crate::dossiers::deciding::texts;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::path_to;
use crate::web::components::{
    Action, Choices, Field, button, button_row, error_summary, link_button, page_form, page_head,
};
use crate::web::{Form, Frame, staff_page};

/// What the page is drawn with.
pub(in crate::dossiers::deciding) struct Ending<'a> {
    pub(in crate::dossiers::deciding) dossier: &'a Dossier,
    pub(in crate::dossiers::deciding) the: &'a Decision,
    pub(in crate::dossiers::deciding) form: &'a Form,
}

/// The form.
pub(in crate::dossiers::deciding) fn outcome(frame: &Frame, of: &Ending<'_>) -> Markup {
    let (language, form) = (frame.language, of.form);
    let title = language.pick(format!("Uitkomst: {}", of.the.row.title), format!("Outcome: {}", of.the.row.title));
    let themes = std::iter::once((String::new(), String::new()))
        .chain(of.dossier.themes.iter().map(|theme| (theme.number.to_string(), theme.name.clone())));
    let body = html! {
        (path_to(language, of.dossier, &title))
        (page_head(&title, Some(language.pick("Wat u hier schrijft, komt als gebeurtenis van vandaag in het dossier, met de aantallen en zonder namen. U kunt haar daar nog wijzigen.", "What you write here comes into the dossier as an entry of today, with the counts and without names. You can still change it there.")), None))
        (error_summary(language, form))
        (page_form(&format!("{}/uitkomst", of.the.address()), html! {
            @for point in of.the.asked() { (one(frame, of, point)) }
            section class="card stack" {
                (Field::select(language, form, "theme", language.pick("Onder welk thema staat het", "Under which theme it stands"), themes))
            }
            (button_row(&[button(Action::Primary, language.pick("Leg de uitkomst vast", "Record the outcome")), link_button(Action::Secondary, &of.the.address(), language.pick("Terug zonder te bewaren", "Back without saving"))]))
        }))
    };
    staff_page(frame, (title.as_str(), form), body)
}

fn one(frame: &Frame, of: &Ending<'_>, point: &Point) -> Markup {
    let (language, form) = (frame.language, of.form);
    let number = point.row.number;
    let (outcome, words) = (format!("outcome-{number}"), format!("said-{number}"));
    let legend = language.pick(format!("Uitkomst van punt {number}"), format!("Outcome of point {number}"));
    let label = language.pick(format!("Eén zin bij punt {number}"), format!("One sentence with point {number}"));
    let mut choices = Choices::one(language, form, &outcome, &legend);
    for one in [Outcome::Adopted, Outcome::NotAdopted, Outcome::Held] {
        choices = choices.choice(one.word(), one.said().of(language));
    }
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2 decide-point" { span class="pt" { (number) } span { (point.title()) } }
            p class="muted" { (texts::counts(of.the.tally(point), language)) }
            (choices)
            (Field::textarea(language, form, &words, &label, 2).hint(language.pick("Schrijf geen namen: deze zin kan openbaar worden.", "Write no names: this sentence may go public.")))
        }
    }
}
