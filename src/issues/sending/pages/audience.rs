//! Choosing whom an issue is for.

use maud::{Markup, html};

use crate::audiences::Audience;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::issues::Issue;
use crate::issues::letter::short_name;
use crate::web::components::{
    Action, Choices, button, button_row, crumbs, error_summary, link_button, page_head, post_form,
};
use crate::web::{Form, Frame, staff_page};

/// A saved audience that can be chosen.
pub struct Offered {
    /// Which one.
    pub audience: Audience,
    /// Whom it means.
    pub sentence: String,
    /// How many readers of the issue's publication; counted for the one that is chosen only, because each count looks at
    /// everyone.
    pub readers: Option<i64>,
}

/// The page.
pub fn choose(frame: &Frame, issue: &Issue, form: &Form, (everyone, offered): (i64, &[Offered])) -> Markup {
    let language = frame.language;
    let title = language.pick("Voor wie is dit nummer?", "Whom is this issue for?");
    let name = short_name(issue, language);
    let back = format!("{}/verzenden", issue.address());
    let above = [("/beheer/nummers", language.pick("Nummers", "Issues")), (&*issue.address(), name.as_str())];
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &above, title))
            (error_summary(language, form))
            (page_head(title, Some(&name), None))
            p { (language.pick(
                "Alleen abonnees van deze uitgave krijgen een nummer. Een doelgroep kiest een deel van hen, op het moment van verzenden.",
                "Only subscribers of this publication get an issue. An audience chooses a part of them, at the moment of sending.",
            )) }
            @if issue.is_open() {
                (post_form(&format!("{}/doelgroep", issue.address()), html! {
                    input type="hidden" name="version" value=(issue.row.version);
                    (choices(language, issue, form, (everyone, offered)))
                    (button(Action::Primary, language.pick("Bewaar de keuze", "Save the choice")))
                }))
            } @else { p { strong { (language.pick("Dit nummer kan niet meer veranderen.", "This issue can no longer change.")) } } }
            (button_row(&[
                link_button(Action::Secondary, "/beheer/doelgroepen/nieuw", language.pick("Maak een nieuwe doelgroep", "Make a new audience")),
                link_button(Action::Secondary, &back, language.pick("Terug naar het verzenden", "Back to sending")),
            ]))
        },
    )
}

fn choices<'a>(
    language: Language,
    issue: &Issue,
    form: &'a Form,
    (everyone, offered): (i64, &[Offered]),
) -> Choices<'a> {
    let mails = |many| {
        let count = number(many, language);
        if many == 1 {
            return language.pick(format!("nu {count} mail"), format!("{count} mail now"));
        }
        language.pick(format!("nu {count} mails"), format!("{count} mails now"))
    };
    let all = language.pick(
        format!("Alle abonnees van {}", issue.publication.name(language)),
        format!("All subscribers of {}", issue.publication.name(language)),
    );
    let legend = language.pick("Wie krijgt dit nummer?", "Who gets this issue?");
    let start = Choices::one(language, form, "audience", legend).choice_with_hint("iedereen", all, mails(everyone));
    offered.iter().fold(start, |choices, one| {
        let about = match one.readers {
            Some(many) => format!("{} ({})", one.sentence, mails(many)),
            None => one.sentence.clone(),
        };
        choices.choice_with_hint(one.audience.row.id.to_string(), one.audience.row.name.as_str(), about)
    })
}
