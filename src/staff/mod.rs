//! Members of staff: who they are, what they may do, how they sign in.
//!
//! A member is a person with roles. Signing in takes a password (argon2id) and a code (TOTP); the session is a random
//! token whose hash is kept, another one at each stage. Members are invited by a derived link. Whoever forgets the password
//! gets a link by mail; whoever loses the phone has recovery codes on paper; whoever lost both is invited again, which ends
//! every session and forgets both factors. The guard in front of every route asks this room who is there.
//!
//! - Whether an address belongs to a member is never told to who is not signed in: not in words and not in time.
//! - A code works once; ten wrong codes after the right password lock for a quarter of an hour. What others try without the
//!   password keeps nobody out who comes from where they signed in before.
//! - There is always an active administrator: the last one can be neither disabled nor demoted, and nobody changes
//!   their own roles. Only the terminal stands above this rule, because it is the way back in.
//! - Disabling ends all sessions in the same transaction.

mod acts;
mod administrators;
mod change_roles;
mod find;

mod invite;
mod join;
mod letters;
mod lists;
mod local;
mod member;
mod own;
mod pages;
mod parting;
mod recover;
mod room;
mod sign_in;
mod texts;
mod web;
mod write_to;

pub use crate::store::tables::states::Role;
pub use acts::MEMBER;
pub use administrators::Steered;
pub use change_roles::change_roles;
pub use find::{Listed, Standing, listed, members, names, with_role};
pub use invite::{
    Invitation, Renewal, add_from_terminal, invite, invite_within, renew, seed_member, way_in, way_in_of_first,
};
pub use lists::list_routes;
pub use member::{Member, Posted, may};
pub use parting::disable::{disable, enable};
pub use parting::forget::{Standpoint, forget, forget_factors, forget_sessions, standpoint};
pub use room::{ROOM, STAFF};
pub use sign_in::demo::{demo_routes, sign_in_link};
pub use sign_in::session::{SESSION_COOKIE, is_session_of_member, member_of_session, open_session};
pub use web::routes;
pub use write_to::{write_to, write_to_some};

#[cfg(test)]
mod tests;
