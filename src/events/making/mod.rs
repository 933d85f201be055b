//! Making an event: what, when, for whom and with which programme; opening it, moving it, calling it off.
//!
//! An event is a draft until it is opened, and then everybody sees it. What is changed later takes effect at once; another
//! day, time or place is told to whoever has a place. Lowering a capacity removes nobody. What has people in it is called off
//! and never deleted.

mod pages;
mod programme;
mod read;
mod save;
mod web;

pub(super) use programme::insert as insert_session;
pub use programme::{NewSession, remove_session, save_session};
pub(super) use read::day;
pub use save::{Acted, NewEvent, Saved, add, call_off, change, copy, open};
pub(super) use save::{insert, update};
pub(super) use web::{known, routes};
