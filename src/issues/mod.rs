//! Articles and issues: writing, approving, planning, sending.
//!
//! An article is a piece with its own history; an issue is one edition of a publication, made of articles in an order.
//! Nobody overwrites anybody: every save names the version it was made from, and when that is no longer the newest,
//! both texts are shown. Approval binds the hash of the content, so any change, to the issue or to an article in it,
//! returns the issue to draft. What has been sent is frozen in the archive; an article may still change, its record
//! may not. Deciding and sending
//! are the part `sending`; people without an account who read along are the part `reviewing`.

mod acts;
mod agenda;
mod arrange;
mod article;
mod calendar;
mod find;
mod framed;
mod issue;
mod letter;
mod lists;
mod pages;
mod passages;
mod pictures;
mod plan;
mod preview;
mod reader;
mod reviewing;
mod room;
mod save_article;
mod save_issue;
mod seek;
mod sending;
mod texts;
mod uses;
mod versions;
mod web;
mod writers;

#[cfg(test)]
mod tests;

pub use crate::store::tables::states::IssueState;
pub use acts::{Act, ISSUE};
pub use article::Article;
pub use find::load;
pub use issue::{Issue, content_hash};
pub use letter::{article_path, issue_path, sheet, short_name};
pub use reviewing::{
    Answered, Does, Invited, Matter, Open, Remarked, Spot, Typed, Wish, answer, forget, invite, remark, revoke,
    waiting as remarks_waiting,
};
pub use room::{PUBLISHING, ROOM};
pub use sending::{close_sent, own_in_review, start_due, void_changed};
pub use texts::state;
pub use writers::forget_writers;

use crate::app::App;
use crate::web::Routes;

/// The pages behind a link of one's own.
#[must_use]
pub fn public_routes() -> Routes<App> {
    reviewing::public_routes().merge(web::public_routes())
}

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    web::routes().merge(sending::routes()).merge(reviewing::routes())
}
