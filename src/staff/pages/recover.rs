//! The ways back in: another password, recovery codes, another app.

use maud::{Markup, html};

use super::join::{AppCode, app_code};
use crate::staff::texts;
use crate::web::components::{
    Action, Field, Tone, button, copy_button, crumbs, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, plain_page, staff_page};

fn apart(frame: &Frame) -> Frame {
    Frame { noindex: true, ..frame.clone() }
}

/// Asks for the address that the link goes to.
pub(in crate::staff) fn forgotten(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    let title = language.pick("Wachtwoord vergeten", "Password forgotten");
    let lead = language.pick(
        "Vul het adres in waarmee u inlogt. U krijgt een mail met een link om een ander wachtwoord te kiezen.",
        "Enter the address with which you sign in. You get a mail with a link to choose another password.",
    );
    let fields = html! {
        (Field::email(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("username"))
        (button(Action::Primary, language.pick("Stuur de link", "Send the link")))
    };
    let body = html! {
        (page_head(title, Some(lead), None))
        (error_summary(language, form))
        (post_form("/beheer/wachtwoord-vergeten", fields))
        p { a class="utrecht-link" href="/beheer/aanmelden" { (language.pick("Terug naar inloggen", "Back to signing in")) } }
    };
    plain_page(&apart(frame), (title, form), body)
}

/// Says that a mail is on its way, if the address is known.
pub(in crate::staff) fn sent(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Kijk in uw mail", "Look in your mail");
    let body = html! {
        (page_head(title, None, None))
        p { (texts::link_sent(language)) }
        (link_button(Action::Secondary, "/beheer/aanmelden", language.pick("Naar inloggen", "To signing in")))
    };
    plain_page(&apart(frame), title, body)
}

/// Asks for the new password.
pub(in crate::staff) fn choose(frame: &Frame, form: &Form, address: &str, token: &str) -> Markup {
    let language = frame.language;
    let title = texts::another_password(language);
    let label = language.pick("Nieuw wachtwoord", "New password");
    let fields = html! {
        // For password managers: which account this password belongs to.
        input type="text" name="username" value=(address) autocomplete="username" hidden;
        (Field::password(language, form, "password", label, "new-password").hint(&texts::password_hint(language)))
        (button(Action::Primary, language.pick("Bewaar wachtwoord", "Keep password")))
    };
    let body = html! {
        (page_head(title, None, None))
        p { (language.pick("Voor", "For")) " " strong { (address) } ". " (language.pick("U wordt overal uitgelogd.", "You will be signed out everywhere.")) }
        (error_summary(language, form))
        (post_form(&format!("/beheer/wachtwoord/{token}"), fields))
    };
    plain_page(&apart(frame), (title, form), body)
}

/// The link does not work.
pub(in crate::staff) fn over(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze link werkt niet meer", "This link does not work any more");
    let body = html! {
        (page_head(title, None, None))
        p {
            (language.pick(
                "Hij is te oud. Log in, of vraag een nieuwe link.",
                "It is too old. Sign in, or ask for a new link.",
            ))
        }
        (link_button(Action::Primary, "/beheer/aanmelden", language.pick("Naar inloggen", "To signing in")))
        " "
        (link_button(Action::Secondary, "/beheer/wachtwoord-vergeten", language.pick("Vraag een nieuwe link", "Ask for a new link")))
    };
    plain_page(&apart(frame), title, body)
}

/// The codes, this once.
pub(in crate::staff) fn codes(frame: &Frame, codes: &[String], (next, label): (&str, &str)) -> Markup {
    let language = frame.language;
    let title = language.pick("Uw herstelcodes", "Your recovery codes");
    let body = html! {
        (page_head(title, Some(texts::codes_lead(language)), None))
        pre id="codes" { (codes.join("\n")) }
        p { (copy_button(language, "codes", language.pick("de codes", "the codes"))) }
        (link_button(Action::Primary, next, label))
    };
    plain_page(&apart(frame), title, body)
}

/// Connects another app: the picture, and the first code of it.
pub(in crate::staff) fn new_app(frame: &Frame, form: &Form, code: &AppCode<'_>) -> Markup {
    let language = frame.language;
    let title = language.pick("Koppel een andere app", "Connect another app");
    let fields = html! {
        input type="hidden" name="sealed" value=(form.value("sealed"));
        (Field::code(language, form, "code", language.pick("Code uit de nieuwe app", "Code of the new app")))
        (button(Action::Primary, language.pick("Controleer code en koppel", "Check code and connect")))
    };
    let body = html! {
        (crumbs(language, &[("/beheer/mijn", language.pick("Mijn account", "My account"))], title))
        (page_head(title, None, None))
        (error_summary(language, form))
        (notice(language, Tone::Info, language.pick("Uw huidige app blijft werken tot de nieuwe een goede code heeft gegeven.", "Your current app goes on working until the new one has given a right code."), html! {}))
        (app_code(language, code))
        (post_form("/beheer/mijn/app/koppelen", fields))
    };
    staff_page(frame, (title, form), body)
}
