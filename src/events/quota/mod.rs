//! So many people of one organisation, and no more without being asked for; and so many of one kind of organisation.
//!
//! - Whoever comes above the quota of their organisation asks for a place, and staff decide, as where everybody has to be
//!   approved. So an organisation is never shut out by its own colleagues, and the others are not crowded out by it.
//! - A registration counts for the organisation of the register of which its mailbox is a contact today; else for the one
//!   whose contacts alone write from that mail domain; else for the domain, or, where the domain belongs to a mail provider,
//!   for the name that was typed. It is looked up when it is counted, so a contact who is added later counts from then on.
//! - Forms that are being filled in count as long as they keep places. Whoever waits or asks counts too: nobody overtakes a
//!   colleague who asked before. Whom staff invited or add themselves is not held back, and counts.
//! - A number of a kind of organisation is a capacity, for everybody and at every door: who comes after it waits for a place of that kind,
//!   while others go on registering ([decision 46](../../../docs/adr/0046-places-by-kind.md)). Somebody counts for the kind that everybody
//!   can see at their domain, else for the one that they said; it is written down with the registration.

mod count;
mod kinds;
mod of;

pub(super) use count::{Face, Taken, over, per_organisation};
pub(super) use kinds::Kinds;
pub(super) use of::Register;
