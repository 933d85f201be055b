//! Forms about people: a new contact, a new seat, what was written down wrongly, a last day.

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
    let fields = html! {
        (person_fields(language, form))
        (term_fields(language, form))
        (button(Action::Primary, language.pick("Voeg de contactpersoon toe", "Add the contact")))
    };
    page(frame, form, (title, name), &[(above, name)], &post_form(&format!("{above}/contacten/nieuw"), fields))
}

/// A page with one form about somebody.
fn page(frame: &Frame, form: &Form, (title, about): (&str, &str), above: &[(&str, &str)], content: &Markup) -> Markup {
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(frame.language, above, title))
            (error_summary(frame.language, form))
            (page_head(title, Some(about), None))
            (content)
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
        (role_field(language, form))
    }
}

fn role_field(language: Language, form: &Form) -> Markup {
    html! {
        (Field::text(language, form, "role", language.pick("Rol", "Role")).autocomplete("off")
            .hint(language.pick("Bijvoorbeeld secretaris, of adviseur crisisbeheersing", "For example secretary, or adviser crisis management")))
    }
}

/// For which organisation somebody sits in a body.
fn on_behalf_of(language: Language, form: &Form, choice: &[Named<OrganisationId>]) -> Markup {
    let options = choice.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let none = (String::new(), language.pick("geen organisatie", "no organisation").to_owned());
    let label = language.pick("Namens", "On behalf of");
    html! { (Field::select(language, form, "organisation", label, std::iter::once(none).chain(options)).optional()) }
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
    let fields = html! {
        (person_fields(language, form))
        (on_behalf_of(language, form, choice))
        (term_fields(language, form))
        (button(Action::Primary, language.pick("Voeg het lid toe", "Add the member")))
    };
    let all_above = [("/beheer/gremia", super::BODIES.of(language)), (above, name)];
    page(frame, form, (title, name), &all_above, &post_form(&format!("{above}/leden/nieuw"), fields))
}

/// Where somebody stands whose details are corrected.
pub struct Correcting {
    /// The page above.
    pub above: String,
    /// What the page above is called.
    pub name: String,
    /// Where the form goes.
    pub here: String,
    /// The name and the address of the person.
    pub who: String,
    /// Whether we have the name from whoever wrote it down, and not from the person.
    pub is_named_by_us: bool,
    /// For whom somebody may sit in a body; `None` for a contact.
    pub choice: Option<Vec<Named<OrganisationId>>>,
}

/// The form of what somebody is somewhere.
pub fn correct(frame: &Frame, form: &Form, whose: &Correcting) -> Markup {
    let language = frame.language;
    let title = language.pick("Gegevens verbeteren", "Correct details");
    let fields = html! {
        input type="hidden" name="mark" value=(form.value("mark"));
        @if whose.is_named_by_us {
            (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off").optional())
        } @else {
            p { (language.pick("Deze persoon wijzigt de naam zelf, als abonnee of als collega.", "This person changes the name themselves, as a subscriber or a colleague.")) }
        }
        (role_field(language, form))
        @if let Some(choice) = &whose.choice { (on_behalf_of(language, form, choice)) }
        (term_fields(language, form))
        (button(Action::Primary, language.pick("Bewaar", "Save")))
    };
    page(frame, form, (title, &whose.who), &[(&whose.above, &whose.name)], &post_form(&whose.here, fields))
}

/// The form of somebody's last day.
pub fn end(frame: &Frame, form: &Form, (above, name): (&str, &str), (person, here): (&str, &str)) -> Markup {
    let language = frame.language;
    let title = language.pick("Laatste dag", "Last day");
    let content = html! {
        p { (language.pick("Na deze dag telt deze persoon hier niet meer mee. Wat er eerder gebeurde, blijft te lezen.", "After this day this person does not count here any more. What happened before can still be read.")) }
        (post_form(here, html! {
            (Field::date(language, form, "last", language.pick("Laatste dag", "Last day")))
            (button(Action::Primary, language.pick("Bewaar de laatste dag", "Save the last day")))
        }))
    };
    page(frame, form, (title, person), &[(above, name)], &content)
}
