//! Reading along: people without an account remark on a draft, by a link of their own that ends on a day.
//!
//! - The link is derived, belongs to one person and opens one issue or one article. Opening it changes nothing; it ends at the end
//!   of its day, or when it is taken back.
//! - A remark is a row of its own and is never changed: it keeps the version and the passage that it was about, so it can be told
//!   whether that still stands there. Whoever reads along sees their own remarks and the answers, and nobody else's.
//! - Staff answer, close and reopen; an answer names the turn that it was written at, so that two people lose nothing.
//! - Open remarks are said before somebody asks for approval and before somebody approves. They never stop either.
//! - It is working material: some months after the day of the link the remarks go, and so do name and address.

mod answer;
mod demo;
mod find;
mod forget;
mod invite;
mod letters;
mod matter;
pub(super) mod pages;
mod remark;
mod shown;
mod spot;
mod waiting;
mod web;

pub use answer::{Answered, Does, answer};
pub(super) use demo::demo;
pub(super) use find::open_of_text;
pub use find::{Open, open_of};
pub use forget::{forget, forget_reviewers};
pub use invite::{Invited, Wish, invite, revoke};
pub use letters::INVITATION;
pub use matter::Matter;
pub(super) use matter::Text;
pub use remark::{Remarked, Typed, remark};
pub use spot::Spot;
pub use waiting::waiting;
pub(super) use web::{known, public_routes, routes};
