//! Documents that we ask about, in versions, and attachments that organisations add to their answer.
//!
//! - A document is read through the link of whoever is asked, and by staff. Nothing of it has an address for others.
//! - An attachment is its organisation’s own until it was released; then staff read it too. Nobody else does.
//! - What was approved, and what was released, names its files by their hash.
//! - A version is never replaced: a newer one stands above it, and the page says so.

mod attach;
mod document;
pub(super) mod pages;
mod place;
pub(super) mod web;

pub use attach::{Added, attach, detach};
pub(super) use document::{Attached, attached_of, attached_to, attachments, documents};
pub use document::{Document, Version};
pub use place::{Placed, Titled, place, take_out};
