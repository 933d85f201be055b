//! Everything that was said, findable and unchangeable.
//!
//! When an issue starts to go out, a bell freezes it into *records*: one of the issue and one of each of its articles,
//! with the content as it was sent and a SHA-256 over all of it. A record is never edited; the database refuses it. What
//! was wrong to publish is withdrawn: its address then answers "gone" with the reason, for ever. An issue that was
//! corrected half-way has records of both texts: the new one stands at its address, the old one is marked as corrected
//! and is read with `?versie=` and its number behind the same address.
//!
//! Addresses are permanent: an issue is `/archief/2026/nieuwsbrief-3`, an article `/archief/artikelen/12-titel`, in which
//! only the number of the article counts. Content keeps its own language; the page around it has the reader's.
//! This room also draws the front page and the Atom feed, because both show what was archived last.

mod acts;
mod feed;
mod find;
mod fresh;
mod keep;
mod pages;
mod preview;
mod record;
mod room;
mod search;
mod sharing;
mod texts;
mod versions;
mod web;
mod withdraw;

pub use find::{check_hashes, newest_issue};
pub use keep::keep_started;
pub use record::{Record, article_path, issue_path};
pub use room::ROOM;
pub use withdraw::{Withdrawn, withdraw};

use crate::app::App;
use crate::web::{Access, Routes};

/// The pages of staff.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/archief/{id}/intrekken", Access::Approver, web::ask_to_withdraw)
        .post("/beheer/archief/{id}/intrekken", Access::Approver, web::withdraw_it)
        .machine_get("/beheer/nummers/{id}/webpagina", Access::Editor, preview::issue)
        .machine_get("/beheer/nummers/{id}/webpagina/{article}", Access::Editor, preview::article)
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get("/", Access::Anyone, web::front)
        .get("/archief", Access::Anyone, web::shelf)
        .machine_get("/archief/feed.atom", Access::Anyone, web::feed)
        .get("/archief/artikelen/{name}", Access::Anyone, web::article)
        .get("/archief/{year}", Access::Anyone, web::year)
        .get("/archief/{year}/{name}", Access::Anyone, web::issue)
}

#[cfg(test)]
mod tests;
