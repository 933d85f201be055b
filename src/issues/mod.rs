//! Articles and issues: writing, approving, planning, sending.
//!
//! An article is a piece with its own history; an issue is one edition of a publication, made of articles in an order.
//! Nobody overwrites anybody: every save names the version it was made from, and when that is no longer the newest,
//! both texts are shown. Approval binds the hash of the content, so any change, to the issue or to an article in it,
//! returns the issue to draft. What has been sent is frozen in the archive; an article may still change, its record
//! may not. Sending itself is `delivery`'s: this room hands it a letter and an audience, and reads its progress.

mod arrange;
mod article;
mod calendar;
mod find;
mod issue;
mod pages;
mod plan;
mod preview;
mod save_article;
mod save_issue;
mod texts;
mod versions;
mod web;

mod approve;
mod check;
mod close_sent;
mod decide_pages;
mod letter;
mod outlook;
mod progress_pages;
mod progress_web;
mod schedule;
mod send_pages;
mod send_texts;
mod send_web;
mod start_due;
mod steer;
mod test_mail;

#[cfg(test)]
mod send_tests;
#[cfg(test)]
mod tests;

pub use article::Article;
pub use close_sent::close_sent;
pub use find::load;
pub use issue::{Issue, content_hash};
pub use letter::{article_path, issue_path, sheet, short_name};
pub use start_due::start_due;

use crate::app::App;
use crate::web::Routes;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    web::routes().merge(send_web::routes())
}
