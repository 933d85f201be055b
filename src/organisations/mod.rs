//! Regions, councils, federations, ministries; the people there; and the bodies in which they meet.
//!
//! An organisation has a kind, perhaps an area, notes, and contacts: people with a role, from a day until a day. Bodies
//! (core team, steering group, sounding board …) have seats of the same kind. The page of an organisation shows what was
//! sent to its contacts and what happened to it, by year.
//!
//! - Nothing is erased by staff: an organisation, a contact and a seat *end*, so that a timeline stays true. Only the
//!   person's own right to be erased and the period of retention (see `privacy`) take a contact away, and then an
//!   organisation that has nobody left says so.
//! - What was written down wrongly is corrected: role, days, for whom, and a name that we have from whoever wrote it. The
//!   audit says who corrected what; the former value is not kept. A name that somebody chose is theirs.
//! - Somebody is a contact of an organisation once at a time, and has one seat in a body at a time.
//! - Who comes by a list of subscribers with the name of an organisation beside them becomes a contact there; a name that we
//!   do not have makes none.
//! - What stands in the way of reaching an organisation is a *task*: raised by a bell that looks at what is, once for
//!   each cause, and done by itself when the cause is gone.
//! - An organisation without a reachable contact says so ([`reachability`]). Whoever counts answers must leave it out:
//!   it was not asked, so it did not stay silent.
//! - A corrected address is another person: consent and history belong to the address under which they were given.
//!
//! This room sends nothing. Later rooms bring their own facts to the timeline: one function in `timeline.rs`.

mod acts;
mod ask;
mod body;
mod contact;
mod correct;
mod find;
mod forget;
mod join;
mod lists;
mod meet;
mod note;
mod organisation;
mod pages;
mod reach;
mod room;
mod save;
mod seek;
mod tasks;
mod texts;
mod timeline;
mod web;

pub use crate::store::tables::states::{BodyKind, OrganisationKind, TaskKind};
pub use ask::{Sitting, bodies_now, sitting, unreachable};
pub use body::{NewBody, Seat, add_body, change_body, end_body, end_seat, reopen_body, take_seat};
pub(crate) use body::{insert as insert_body, insert_seat};
pub(crate) use contact::insert as insert_contact;
pub use contact::{Added, NewContact, add_contact, correct_address, end_contact, replace};
pub use correct::{Corrected, Place, Standing, correct};
pub use find::{OpenTask, open_tasks};
pub use forget::{forget, forget_contacts, forget_seats};
pub use meet::meet;
pub use note::add_note;
pub use organisation::{BODY_KINDS, KINDS, Named, Term, name_key, name_now};
pub use reach::{Reachability, reachability};
pub use room::{RELATIONS, ROOM};
pub(crate) use save::insert;
pub use save::{NewOrganisation, Saved, add, change, end, reopen};
pub use tasks::{put_aside, raise_tasks};
pub use texts::task;
pub use timeline::{Fact, What, timeline};
pub use web::routes;

#[cfg(test)]
mod tests;
