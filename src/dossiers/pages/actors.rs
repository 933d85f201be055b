//! Somebody in a dossier: the form, and destroying the key of a name.

use maud::{Markup, html};

use super::forms::{Sheet, beside, path_to};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::texts;
use crate::web::components::{
    Action, Field, Tone, button, button_row, error_summary, link_button, notice, page_form, page_head, post_form,
};
use crate::web::{Form, Frame, staff_page};

/// The form of an actor. A name that is destroyed cannot be given again.
pub(in crate::dossiers) fn actor(frame: &Frame, sheet: &Sheet<'_>) -> Markup {
    let (language, the, form) = (frame.language, sheet.the, sheet.form);
    let title = match sheet.number {
        Some(number) => language.pick(format!("Persoon @{number}"), format!("Person @{number}")),
        None => language.pick("Iemand toevoegen", "Add somebody").to_owned(),
    };
    let action = match sheet.number {
        Some(number) => format!("{}/personen/{number}", the.address()),
        None => format!("{}/personen/nieuw", the.address()),
    };
    let is_destroyed =
        sheet.number.and_then(|number| the.actor(number)).is_some_and(|actor| actor.destroyed_at.is_some());
    let body = html! {
        (path_to(language, the, &title))
        (page_head(&title, Some(language.pick("In het openbaar staat de rol. De naam ligt apart, achter een eigen sleutel.", "In the open stands the role. The name lies apart, behind a key of its own.")), None))
        (error_summary(language, form))
        (beside(language, &sheet.theirs))
        (page_form(&action, html! {
            input type="hidden" name="version" value=(form.value("version"));
            input type="hidden" name="once" value=(form.value("once"));
            (Field::text(language, form, "role", language.pick("Rol in het openbaar", "Role in the open")).hint(language.pick("Bijvoorbeeld: ambtelijk Veilig Werk", "For example: official Veilig Werk")))
            @if is_destroyed {
                p class="muted" { (language.pick("De naam is vernietigd en komt niet terug.", "The name was destroyed and does not come back.")) }
            } @else {
                (Field::text(language, form, "name", language.pick("Naam", "Name")).hint(language.pick("Alleen medewerkers zien de naam. De namencontrole zoekt ernaar in alles wat openbaar wordt.", "Only staff see the name. The check of names looks for it in everything that goes public.")).autocomplete("off"))
            }
            (button_row(&[
                button(Action::Primary, language.pick("Bewaar", "Save")),
                link_button(Action::Secondary, &the.address(), language.pick("Terug zonder te bewaren", "Back without saving")),
            ]))
        }))
    };
    staff_page(frame, (title.as_str(), form), body)
}

/// The question before a key is destroyed: the role is typed, so that nobody does it by a slip.
pub(in crate::dossiers) fn destroying(
    frame: &Frame,
    form: &Form,
    the: &Dossier,
    (number, name): (i64, &str),
) -> Markup {
    let language = frame.language;
    let title = language.pick("Vernietig de sleutel van een naam", "Destroy the key of a name");
    let role = the.actor(number).map_or("", |actor| actor.role.as_str());
    let many = texts::entries(the.named_in(number), language);
    let body = html! {
        (path_to(language, the, title))
        (page_head(title, None, None))
        (error_summary(language, form))
        (notice(language, Tone::Warn, language.pick("Dit kan niet ongedaan worden gemaakt", "This cannot be undone"), html! {
            p { (language.pick("Zonder sleutel kan niemand de naam ", "Without the key nobody can read the name ")) b { (name) } (language.pick(" nog lezen, ook wij niet. In ", " any more, not even we. In ")) (many) (language.pick(" blijft de rol staan. Voor andere namen verandert er niets.", " the role stays. Nothing changes for other names.")) }
            p { (language.pick("Een reservekopie van eerder houdt de sleutel nog tot zij is verlopen.", "A backup of before still holds the key until it has expired.")) }
        }))
        (post_form(&format!("{}/personen/{number}/vernietigen", the.address()), html! {
            (Field::text(language, form, "role", &language.pick(format!("Typ de rol over: {role}"), format!("Type the role: {role}"))).autocomplete("off"))
            (button_row(&[
                button(Action::Danger, language.pick("Vernietig deze sleutel", "Destroy this key")),
                link_button(Action::Secondary, &the.address(), language.pick("Terug", "Back")),
            ]))
        }))
    };
    staff_page(frame, (title, form), body)
}
