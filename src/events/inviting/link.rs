//! The link of an invitation.

use super::find::Invitation;
use crate::app::App;
use crate::base::{Language, Link, Purpose};

/// The path of the page of an invitation. It never expires: the page says when it is too late.
pub(in crate::events) fn path(app: &App, row: &Invitation, language: Language) -> String {
    let token = Link::token(&app.secrets, Purpose::Invitation, row.id.0, row.event_id.0, 0);
    format!("{}/bijeenkomsten/uitnodiging/{token}", language.prefix())
}
