//! Forms about people: a new contact, a new seat, a last day.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::id::OrganisationId;
use crate::organisations::organisation::Named;
use crate::web::components::{Action, Field, button, crumbs, error_summary, page_head, post_form};
use crate::web::{Form, Frame, staff_page};

/// The form of a new contact.
pub fn new_contact(frame: &Frame, form: &Form, (above, name): (&str, &str)) -> Markup {
    let language = frame.language;
    let title = language.pick("Contactpersoon toevoegen", "Add a contact");
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(above, name)], title))
            (error_summary(language, form))
            (page_head(title, Some(name), None))
            (post_form(&format!("{above}/contacten/nieuw"), html! {
                (person_fields(language, form))
                (term_fields(language, form))
                (button(Action::Primary, language.pick("Voeg de contactpersoon toe", "Add the contact")))
            }))
        },
    )
}

/// Address, name and role.
pub(super) fn person_fields(language: Language, form: &Form) -> Markup {
    html! {
        (Field::email(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off")
            .hint(language.pick("Het adres op het werk. Een contactpersoon wordt hiermee geen abonnee.", "The address at work. This makes nobody a subscriber.")))
        (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off").optional()
            .hint(language.pick("Kennen wij dit adres al met een naam, dan blijft die staan.", "When we know this address with a name, that name stays.")))
        (Field::text(language, form, "role", language.pick("Rol", "Role")).autocomplete("off")
            .hint(language.pick("Bijvoorbeeld secretaris, of adviseur crisisbeheersing", "For example secretary, or adviser crisis management")))
    }
}

/// The first and the last day.
pub(super) fn term_fields(language: Language, form: &Form) -> Markup {
    html! {
        (Field::date(language, form, "from_on", language.pick("Vanaf", "From")))
        (Field::date(language, form, "until_on", language.pick("Tot en met", "Until")).optional()
            .hint(language.pick("Alleen als de laatste dag al bekend is", "Only when the last day is known already")))
    }
}

/// The form of a new seat in a body.
pub fn new_seat(frame: &Frame, form: &Form, (above, name): (&str, &str), choice: &[Named<OrganisationId>]) -> Markup {
    let language = frame.language;
    let title = language.pick("Lid toevoegen", "Add a member");
    let options = choice.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let none = (String::new(), language.pick("geen organisatie", "no organisation").to_owned());
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[("/beheer/gremia", super::bodies_word(language)), (above, name)], title))
            (error_summary(language, form))
            (page_head(title, Some(name), None))
            (post_form(&format!("{above}/leden/nieuw"), html! {
                (person_fields(language, form))
                (Field::select(language, form, "organisation", language.pick("Namens", "On behalf of"), std::iter::once(none).chain(options)).optional())
                (term_fields(language, form))
                (button(Action::Primary, language.pick("Voeg het lid toe", "Add the member")))
            }))
        },
    )
}

/// The form of somebody's last day.
pub fn end(frame: &Frame, form: &Form, (above, name): (&str, &str), (person, here): (&str, &str)) -> Markup {
    let language = frame.language;
    let title = language.pick("Laatste dag", "Last day");
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(above, name)], title))
            (error_summary(language, form))
            (page_head(title, Some(person), None))
            p { (language.pick("Na deze dag telt deze persoon hier niet meer mee. Wat er eerder gebeurde, blijft te lezen.", "After this day this person does not count here any more. What happened before can still be read.")) }
            (post_form(here, html! {
                (Field::date(language, form, "last", language.pick("Laatste dag", "Last day")))
                (button(Action::Primary, language.pick("Bewaar de laatste dag", "Save the last day")))
            }))
        },
    )
}
