//! A form that saves itself while one types. Its script is `assets/js/saving.js`; without it the button of the form saves.
//!
//! A room draws [`saving`] on the page of its form, answers the script at an address of its own with [`Told`], and changes
//! nothing in how its form is saved by hand. Nothing of a form is lost that does not save: it waits where it was typed.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use serde::Serialize;

use super::layout::Frame;
use crate::base::wall_time::{WallTime, clock_time};
use crate::base::{Instant, Language};

/// The field that says what the script wants.
const WISH: &str = "doe";

/// What the script wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Keep what is typed.
    Save,
    /// Say who else is here.
    Here,
    /// Nothing: the page is left.
    Leave,
}

impl Wish {
    /// What a form of the script asks for; `None` when it is none.
    #[must_use]
    pub fn of(form: &super::Form) -> Option<Self> {
        match form.value(WISH) {
            "bewaar" => Some(Self::Save),
            "hier" => Some(Self::Here),
            "weg" => Some(Self::Leave),
            _ => None,
        }
    }
}

/// How it stands with what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is kept.
    Saved,
    /// It was kept already.
    Same,
    /// Something in it cannot be kept as it is.
    Faults,
    /// It is not kept by itself, for a reason that is said.
    Waits,
    /// Somebody saved another text meanwhile.
    Met,
    /// The same, while nothing was typed here.
    Newer,
    /// Nothing was asked of it.
    Here,
}

/// What the script is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    state: State,
    said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    here: Option<String>,
    fields: std::collections::BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<(i64, i64)>,
}

impl Told {
    /// This, in words; without words the page says on what it said.
    #[must_use]
    pub fn new(state: State, said: impl Into<String>) -> Self {
        Self { state, said: said.into(), here: None, fields: std::collections::BTreeMap::new(), moved: None }
    }

    /// "Bewaard om 14.32 uur".
    #[must_use]
    pub fn saved(language: Language, at: Instant) -> Self {
        Self::new(State::Saved, saved_at(language, at))
    }

    /// That somebody saved another text, while one was typing or not.
    #[must_use]
    pub fn met(state: State, language: Language, (by, at): (&str, Instant)) -> Self {
        let clock = clock(language, at);
        let said = match state {
            State::Newer => language.pick(
                format!("{by} bewaarde om {clock} een nieuwere tekst."),
                format!("{by} saved a newer text at {clock}."),
            ),
            _ => language.pick(
                format!(
                    "{by} bewaarde om {clock} een andere tekst. Die van u is nog niet bewaard, en blijft hier staan."
                ),
                format!("{by} saved another text at {clock}. Yours is not saved yet, and stays here."),
            ),
        };
        Self::new(state, said)
    }

    /// With who else is here, in words; empty when nobody is.
    #[must_use]
    pub fn here(self, here: impl Into<String>) -> Self {
        Self { here: Some(here.into()), ..self }
    }

    /// With what a hidden field of the form says from now on.
    #[must_use]
    pub fn field(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.insert(name, value.into());
        self
    }

    /// With the version of something around the form that this save made another.
    #[must_use]
    pub fn moved(self, was: i64, now: i64) -> Self {
        Self { moved: Some((was, now)), ..self }
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let told = serde_json::to_string(&self).unwrap_or_default();
        ([(header::CONTENT_TYPE, "application/json")], told).into_response()
    }
}

fn clock(language: Language, at: Instant) -> String {
    clock_time(WallTime::at(at).0.time(), language)
}

/// "Bewaard om 14.32 uur".
#[must_use]
pub fn saved_at(language: Language, at: Instant) -> String {
    let clock = clock(language, at);
    language.pick(format!("Bewaard om {clock}"), format!("Saved at {clock}"))
}

/// "Fatima en Noor zijn hier ook mee bezig"; empty when nobody else is.
#[must_use]
pub fn others_here(language: Language, names: &[String]) -> String {
    let and = language.pick(" en ", " and ");
    match names {
        [] => String::new(),
        [one] => language.pick(format!("{one} is hier ook mee bezig"), format!("{one} is working on this too")),
        [first @ .., last] => {
            let all = format!("{}{and}{last}", first.join(", "));
            language.pick(format!("{all} zijn hier ook mee bezig"), format!("{all} are working on this too"))
        }
    }
}

/// The line above a form that saves itself: what is saved, in words until something is typed, and who else is here. `to` is
/// where its script posts, `about` the address of the form.
#[must_use]
pub fn saving(frame: &Frame, (to, about): (&str, &str), said: impl Render, here: &str) -> Markup {
    html! {
        div class="saving" data-saving=(to) data-about=(about) data-words=(words(frame.language)) {
            p class="saving__said" { span data-said { (said) } " " span data-way {} }
            p class="saving__here" data-here role="status" { (here) }
            p class="hidden" data-live role="status" {}
        }
        script src=((frame.assets)("js/saving.js")) defer {}
    }
}

fn words(language: Language) -> String {
    let pick = |dutch, english| language.pick(dutch, english);
    serde_json::json!({
        "busy": pick("Bewaren…", "Saving…"),
        "offline": pick(
            "Geen verbinding. Uw tekst blijft in deze browser staan; wij proberen het opnieuw.",
            "No connection. Your text stays in this browser; we try again.",
        ),
        "signedOut": pick("U bent uitgelogd. Uw tekst blijft staan.", "You are signed out. Your text stays."),
        "signIn": pick("Log in op een nieuw tabblad", "Sign in on a new tab"),
        "tooLarge": pick(
            "Niet bewaard: deze tekst is te groot. Maak de tekst korter.",
            "Not saved: this text is too large. Make it shorter.",
        ),
        "tooMany": pick(
            "Nog niet bewaard: er is te vaak bewaard. Wij proberen het zo opnieuw.",
            "Not saved yet: it was saved too often. We try again in a moment.",
        ),
        "failed": pick(
            "Nog niet bewaard: het lukte niet. Uw tekst blijft staan; wij proberen het opnieuw.",
            "Not saved yet: it did not work. Your text stays; we try again.",
        ),
        "back": pick("Er is weer verbinding", "The connection is back"),
        "both": pick("Bekijk beide teksten", "See both texts"),
        "again": pick("Laad de nieuwere tekst", "Load the newer text"),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i04_who_else_is_here_is_said_as_a_sentence() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(others_here(Language::Dutch, &[]), "");
        assert_eq!(others_here(Language::Dutch, &names(&["Fatima"])), "Fatima is hier ook mee bezig");
        let three = names(&["Fatima", "Noor", "Sanne"]);
        assert_eq!(others_here(Language::Dutch, &three), "Fatima, Noor en Sanne zijn hier ook mee bezig");
        assert_eq!(others_here(Language::English, &three[..2]), "Fatima and Noor are working on this too");
    }
}
