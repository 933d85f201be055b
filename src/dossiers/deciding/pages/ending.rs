//! When answering ends: a later last day, or now.

use maud::{Markup, html};

use crate::base::wall_time::long_date;
use crate::dossiers::deciding::{Decision, texts};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::path_to;
use crate::web::components::{
    Action, Field, PostButton, button, button_row, error_summary, link_button, page_form, page_head,
};
use crate::web::{Form, Frame, staff_page};

/// The form of a later last day.
pub(in crate::dossiers::deciding) fn more_time(
    frame: &Frame,
    (dossier, the): (&Dossier, &Decision),
    form: &Form,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Geef langer de tijd", "Give more time");
    let day = long_date(the.day(), language);
    let body = html! {
        (path_to(language, dossier, title))
        (page_head(title, Some(&language.pick(
            format!("Nu kan antwoorden op “{}” tot en met {day}. Wie nog niet alles beantwoordde, krijgt één brief met de nieuwe dag. De links blijven dezelfde.", the.row.title),
            format!("Now “{}” can be answered until the end of {day}. Whoever has not answered everything gets one letter with the new day. The links stay the same.", the.row.title),
        )), None))
        (error_summary(language, form))
        (page_form(&format!("{}/langer", the.address()), html! {
            input type="hidden" name="seen" value=(form.value("seen"));
            (Field::text(language, form, "until", language.pick("Antwoorden kan tot en met", "Answers until the end of")).hint(language.pick("Bijvoorbeeld 18-12-2026. Het einde van die dag, Nederlandse tijd.", "For example 18-12-2026. The end of that day, Dutch time.")).short())
            (button_row(&[button(Action::Primary, language.pick("Geef langer de tijd", "Give more time")), link_button(Action::Secondary, &the.address(), language.pick("Terug zonder te bewaren", "Back without saving"))]))
        }))
    };
    staff_page(frame, (title, form), body)
}

/// What closing now means.
pub(in crate::dossiers::deciding) fn close(frame: &Frame, dossier: &Dossier, the: &Decision) -> Markup {
    let language = frame.language;
    let title = language.pick("Sluit deze vraag nu?", "Close this request now?");
    let (day, silent) = (long_date(the.day(), language), the.sent() - the.done());
    let body = html! {
        (path_to(language, dossier, title))
        (page_head(title, Some(&language.pick(
            format!("In de brieven staat dat antwoorden op “{}” kan tot en met {day}. Sluit u nu, dan werkt geen link meer, en terug kan niet.", the.row.title),
            format!("The letters say that “{}” can be answered until the end of {day}. When you close it now, no link works any more, and there is no way back.", the.row.title),
        )), None))
        @if silent == 0 { p { (language.pick("Iedereen heeft alles beantwoord.", "Everybody has answered everything.")) } }
        @else {
            p { b { (language.pick(format!("{silent} van {} beantwoordden nog niet alles.", the.sent()), format!("{silent} of {} have not answered everything.", the.sent()))) } }
            p { (texts::silence(language)) }
        }
        (button_row(&[
            html! { (PostButton::new(format!("{}/sluiten", the.address()), language.pick("Sluit nu", "Close now"), Action::Danger)) },
            link_button(Action::Secondary, &the.address(), language.pick("Laat open", "Leave it open")),
        ]))
    };
    staff_page(frame, title, body)
}
