//! Signing in: the password, the code, and the demo's door.

use maud::{Markup, html};

use crate::staff::{Member, texts};
use crate::web::components::{Action, Field, PostButton, Tone, button, error_summary, notice, page_head, post_form};
use crate::web::{Form, Frame, plain_page};

/// The form for address and password. `word` is a short message above it, such as that one is signed out.
pub(in crate::staff) fn password(frame: &Frame, form: &Form, word: Option<(Tone, &str)>) -> Markup {
    let language = frame.language;
    let title = language.pick("Inloggen", "Sign in");
    let fields = html! {
        input type="hidden" name="naar" value=(form.value("naar"));
        (Field::email(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("username"))
        (Field::password(language, form, "password", language.pick("Wachtwoord", "Password"), "current-password"))
        (button(Action::Primary, language.pick("Ga verder", "Continue")))
    };
    let body = html! {
        (page_head(title, Some(language.pick("Voor medewerkers van het centrum.", "For staff of the centre.")), None))
        @if let Some((tone, word)) = word { (notice(language, tone, word, html! {})) }
        (error_summary(language, form))
        (post_form("/beheer/aanmelden", fields))
        p {
            a class="utrecht-link" href="/beheer/wachtwoord-vergeten" { (language.pick("Wachtwoord vergeten?", "Password forgotten?")) }
        }
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, (title, form), body)
}

/// The form for the code.
pub(in crate::staff) fn code(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    let title = language.pick("Vul uw code in", "Enter your code");
    let hint = language.pick("Zes cijfers, bijvoorbeeld 123 456.", "Six digits, for instance 123 456.");
    let fields = html! {
        input type="hidden" name="naar" value=(form.value("naar"));
        (Field::code(language, form, "code", language.pick("Code uit uw app", "Code from your app")).hint(hint))
        (button(Action::Primary, language.pick("Log in", "Sign in")))
    };
    let lead = language.pick(
        "Open de app op uw telefoon die codes maakt. Daar staat de code bij de naam van het centrum.",
        "Open the app on your phone that makes codes. The code is beside the name of the centre.",
    );
    let body = html! {
        (page_head(title, Some(lead), None))
        (error_summary(language, form))
        (post_form("/beheer/aanmelden/code", fields))
        p {
            (language.pick(
                "Telefoon kwijt? Vul in plaats van de code een van uw herstelcodes in. Hebt u die ook niet? Een beheerder stuurt u een nieuwe uitnodiging.",
                "Lost your phone? Enter one of your recovery codes in place of the code. No recovery codes either? An administrator sends you a new invitation.",
            ))
        }
        p { a class="utrecht-link" href="/beheer/aanmelden" { (language.pick("Begin opnieuw", "Start again")) } }
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, (title, form), body)
}

/// The address and password were right, but ten mistakes were made.
pub(in crate::staff) fn locked(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Inloggen kan nu even niet", "You cannot sign in right now");
    let body = html! {
        (page_head(title, None, None))
        p { (texts::locked(language)) }
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, title, body)
}

/// The demo's door.
pub(in crate::staff) fn demo(frame: &Frame, member: &Member, token: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Kijk rond in de demonstratie", "Look around in the demonstration");
    let label = language.pick("Inloggen als", "Sign in as");
    let roles = member.badge(language).roles.join(", ");
    let body = html! {
        (page_head(title, None, None))
        p { (member.name) " (" (roles) ")" }
        (PostButton::new(format!("/beheer/binnen/{token}"), format!("{label} {}", member.name), Action::Primary))
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, title, body)
}
