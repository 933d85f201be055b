//! A member's own account.

use maud::{Markup, html};

use super::members::Word;
use super::moment;
use crate::base::{Instant, Language};
use crate::staff::texts;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, error_summary, notice, page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// One open session.
pub(in crate::staff) struct OwnSession {
    /// What ends it.
    pub hash: String,
    /// When it began.
    pub made_at: Instant,
    /// When it was last used.
    pub seen_at: Instant,
    /// Whether it is the one that looks at this page.
    pub is_this: bool,
}

/// What the page shows beside its forms.
pub(in crate::staff) struct Mine {
    /// The open sessions.
    pub sessions: Vec<OwnSession>,
    /// Whether the member signs in with a password; one of the demo does not.
    pub has_password: bool,
    /// How many recovery codes are left.
    pub codes: u64,
}

/// Name, password and sessions.
pub(in crate::staff) fn page(frame: &Frame, form: &Form, mine: &Mine, word: Word) -> Markup {
    let language = frame.language;
    let title = language.pick("Mijn account", "My account");
    let body = html! {
        (page_head(title, None, None))
        @if let Some((tone, word)) = word { (notice(language, tone, &word, html! {})) }
        (error_summary(language, form))
        section class="card stack" aria-labelledby="name-heading" {
            h2 class="utrecht-heading-2" id="name-heading" { (language.pick("Naam", "Name")) }
            (post_form("/beheer/mijn/naam", html! {
                (Field::text(language, form, "name", language.pick("Uw naam", "Your name")).autocomplete("name"))
                (button(Action::Secondary, language.pick("Bewaar naam", "Keep name")))
            }))
        }
        section class="card stack" aria-labelledby="password-heading" {
            h2 class="utrecht-heading-2" id="password-heading" { (language.pick("Wachtwoord", "Password")) }
            @if mine.has_password { (password_form(form, language)) } @else {
                p { (language.pick("Dit account heeft geen wachtwoord.", "This account has no password.")) }
            }
        }
        @if mine.has_password {
            section class="card stack" aria-labelledby="app-heading" {
                h2 class="utrecht-heading-2" id="app-heading" { (language.pick("App en herstelcodes", "App and recovery codes")) }
                (ways_back(form, mine.codes, language))
            }
        }
        section class="card stack" aria-labelledby="sessions-heading" {
            h2 class="utrecht-heading-2" id="sessions-heading" { (language.pick("Waar u bent ingelogd", "Where you are signed in")) }
            (sessions(&mine.sessions, language))
        }
    };
    staff_page(frame, (title, form), body)
}

fn password_form(form: &Form, language: Language) -> Markup {
    let current = language.pick("Huidig wachtwoord", "Current password");
    let wanted = language.pick("Nieuw wachtwoord", "New password");
    html! {
        p { (language.pick("Op andere apparaten wordt u dan uitgelogd.", "You will then be signed out on other devices.")) }
        (post_form("/beheer/mijn/wachtwoord", html! {
            (Field::password(language, form, "current", current, "current-password"))
            (Field::password(language, form, "password", wanted, "new-password").hint(&texts::password_hint(language)))
            (button(Action::Secondary, language.pick("Wijzig wachtwoord", "Change password")))
        }))
    }
}

/// New recovery codes, and another app: each asks for the password.
fn ways_back(form: &Form, left: u64, language: Language) -> Markup {
    let password = |name| {
        Field::password(language, form, name, language.pick("Uw wachtwoord", "Your password"), "current-password")
    };
    let how_many = match left {
        0 => language.pick(
            "U hebt geen herstelcodes. Zonder telefoon komt u nu niet binnen.".to_owned(),
            "You have no recovery codes. Without your phone you cannot come in now.".to_owned(),
        ),
        1 => language.pick("U hebt nog 1 herstelcode.".to_owned(), "You have 1 recovery code left.".to_owned()),
        left => {
            language.pick(format!("U hebt nog {left} herstelcodes."), format!("You have {left} recovery codes left."))
        }
    };
    html! {
        p { (how_many) " " (language.pick("Nieuwe codes vervangen de oude.", "New codes replace the old ones.")) }
        (post_form("/beheer/mijn/herstelcodes", html! {
            (password("codes_password"))
            (button(Action::Secondary, language.pick("Maak nieuwe herstelcodes", "Make new recovery codes")))
        }))
        p { (language.pick("Hebt u een andere telefoon? Koppel daar de app die codes maakt.", "Do you have another phone? Connect the app there that makes codes.")) }
        (post_form("/beheer/mijn/app", html! {
            (password("app_password"))
            (button(Action::Secondary, language.pick("Koppel een andere app", "Connect another app")))
        }))
    }
}

fn sessions(open: &[OwnSession], language: Language) -> Markup {
    let others = open.iter().filter(|session| !session.is_this).count();
    let table = DataTable::new(language.pick("Open sessies", "Open sessions"))
        .stacked()
        .hide_caption()
        .column(language.pick("Begonnen", "Began"))
        .column(language.pick("Laatst gebruikt", "Last used"))
        .column(language.pick("Actie", "Action"))
        .rows(open.iter().map(|session| row(session, language)));
    let end_others = language.pick(format!("Beëindig de {others} andere"), format!("End the {others} others"));
    html! {
        (table)
        @if others > 1 {
            (PostButton::new("/beheer/mijn/sessies", end_others, Action::Secondary).hidden("session", "others"))
        }
    }
}

fn row(session: &OwnSession, language: Language) -> Vec<Markup> {
    let end = PostButton::new("/beheer/mijn/sessies", language.pick("Beëindig", "End"), Action::Secondary)
        .hidden("session", session.hash.as_str())
        .about(language.pick("deze sessie", "this session"))
        .small();
    let act = if session.is_this {
        tag(Tone::Info, language.pick("deze sessie", "this session"))
    } else {
        html! { (end) }
    };
    vec![moment(session.made_at, language), moment(session.seen_at, language), act]
}
