//! The welcome of a new member: a password, then an app.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::language::lasting;
use crate::staff::join::VALID_FOR;
use crate::staff::sign_in::totp::Picture;
use crate::staff::texts;
use crate::web::components::{Action, Field, button, copy_button, error_summary, link_button, page_head, post_form};
use crate::web::{Form, Frame, plain_page};

/// The first step.
pub(in crate::staff) fn password(frame: &Frame, form: &Form, name: &str, address: &str, token: &str) -> Markup {
    let language = frame.language;
    let title = format!("{} {name}", language.pick("Welkom,", "Welcome,"));
    let lead = language.pick(
        "Stap 1 van 2. Kies een wachtwoord. Daarna koppelt u een app die codes maakt.",
        "Step 1 of 2. Choose a password. After that you connect an app that makes codes.",
    );
    let label = language.pick("Nieuw wachtwoord", "New password");
    let fields = html! {
        // For password managers: which account this password belongs to.
        input type="text" name="username" value=(address) autocomplete="username" hidden;
        (Field::password(language, form, "password", label, "new-password").hint(&texts::password_hint(language)))
        (button(Action::Primary, language.pick("Bewaar wachtwoord en ga verder", "Keep password and continue")))
    };
    let body = html! {
        (page_head(&title, Some(lead), None))
        p { (language.pick("U logt straks in met", "You will sign in with")) " " strong { (address) } "." }
        (error_summary(language, form))
        (post_form(&format!("/beheer/welkom/{token}"), fields))
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, (title.as_str(), form), body)
}

/// What the second step shows of the secret.
pub(in crate::staff) struct AppCode<'a> {
    /// The picture to scan.
    pub picture: &'a Picture,
    /// The secret in base32.
    pub secret: &'a str,
}

/// The second step.
pub(in crate::staff) fn app(frame: &Frame, form: &Form, code: &AppCode, token: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Koppel uw app", "Connect your app");
    let lead = language.pick(
        "Stap 2 van 2. Met een code van uw telefoon is uw account ook veilig als iemand uw wachtwoord kent.",
        "Step 2 of 2. With a code from your phone your account is safe even when somebody knows your password.",
    );
    let label = language.pick("Code uit de app", "Code from the app");
    let hint = language.pick("De app toont zes cijfers.", "The app shows six digits.");
    let fields = html! {
        (Field::code(language, form, "code", label).hint(hint))
        (button(Action::Primary, language.pick("Controleer de code en log in", "Check the code and sign in")))
    };
    let body = html! {
        (page_head(title, Some(lead), None))
        (error_summary(language, form))
        (app_code(language, code))
        (post_form(&format!("/beheer/welkom/{token}/app"), fields))
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, (title, form), body)
}

/// The picture of a secret, and its text for whoever cannot scan.
pub(super) fn app_code(language: Language, code: &AppCode<'_>) -> Markup {
    html! {
        p {
            (language.pick(
                "Scan dit plaatje met een app die codes maakt, zoals Aegis, Microsoft Authenticator of uw wachtwoordmanager.",
                "Scan this picture with an app that makes codes, such as Aegis, Microsoft Authenticator or your password manager.",
            ))
        }
        (draw(code.picture, language.pick("QR-code om te scannen met uw app", "QR code to scan with your app")))
        p { (language.pick("Lukt scannen niet? Typ dan deze sleutel over in de app:", "Cannot scan? Then type this key into the app:")) }
        p { code id="secret" { (in_fours(code.secret)) } " " (copy_button(language, "secret", language.pick("de sleutel", "the key"))) }
    }
}

/// The picture with the quiet zone of four modules, black on white also in the dark.
fn draw(picture: &Picture, label: &str) -> Markup {
    let whole = picture.side + 8;
    html! {
        svg viewBox=(format!("-4 -4 {whole} {whole}")) width="240" height="240" role="img" aria-label=(label)
            shape-rendering="crispEdges" {
            rect x="-4" y="-4" width=(whole) height=(whole) fill="#ffffff" {}
            path d=(picture.path) fill="#000000" {}
        }
    }
}

/// A key in groups of four, which one can read and type.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The link was used.
pub(in crate::staff) fn used(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze link is al gebruikt", "This link was used already");
    let body = html! {
        (page_head(title, None, None))
        p {
            (language.pick(
                "U hebt al een wachtwoord gekozen en een app gekoppeld. Meld u daarmee aan.",
                "You have chosen a password and connected an app already. Sign in with them.",
            ))
        }
        (link_button(Action::Primary, "/beheer/aanmelden", language.pick("Naar inloggen", "To sign in")))
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, title, body)
}

/// Its time is over.
pub(in crate::staff) fn over(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze uitnodiging is verlopen", "This invitation has expired");
    let span = lasting(VALID_FOR, language);
    let body = html! {
        (page_head(title, None, None))
        p {
            (language.pick(
                format!("Een uitnodiging werkt {span}. Vraag de beheerder die u uitnodigde om een nieuwe te sturen."),
                format!("An invitation works for {span}. Ask the administrator who invited you to send a new one."),
            ))
        }
    };
    plain_page(&Frame { noindex: true, ..frame.clone() }, title, body)
}
