//! Mail that comes back: bounces, complaints, automatic answers, and mails that leave a publication.
//!
//! Five doors lead in: the mail server's pipe, LMTP, a mailbox, an HTTP hook, and the relay's own refusals. Behind each
//! stands the same verb, [`take`]: read the mail ([`read`], pure), find the delivery that it is about (by the return path,
//! else by our Message-ID), keep one row of feedback without addresses, and do what follows, in one transaction. The same
//! report counts once, by whichever doors it comes. Nothing is ever answered.
//!
//! - A mail to an address that does not exist suppresses the address at once; five within fourteen days that could not be
//!   delivered, or came back for a reason that nobody understands, do too; a complaint suppresses and leaves everything.
//!   A refusal that is about *us* suppresses nobody.
//! - A suppressed address gets nothing that goes to many. Letters that its owner asks for by an act of their own (a code,
//!   a ticket, a way in) still go: they are wanted, and their owner may need them to put things right. The exception is
//!   the letter that asks to confirm a sign-up, because anyone can type an address; `subscribers` looks the hash up.
//! - The hash outlives the person: its key and its normalisation never change. Staff may lift it, with a reason.
//! - Who was erased leaves only the hash, as "erased": it keeps lists out, and the person's own confirmed wish ends it. What
//!   comes back about a mail to someone who is gone is not kept.
//! - What a person writes is never thrown away: staff see it until one of them says that it is done. A calendar's answer is
//!   not for them but for whoever sent the invitation.
//! - The ledger is not rewritten: accepted stays accepted, and what came back stands beside it in `feedback`.
//!
//! This room does not know subscriptions. `subscribers` reads complaints and leaves from `feedback` by a bell.

mod acts;
mod door;
mod doors;
mod feedback;
mod find;
mod forget;
mod lift;
mod pages;
mod read;
mod room;
mod settle;
mod suppress;
mod sweep;
mod take;
mod texts;
mod web;

pub use crate::mail::refusal::Class;
pub use acts::Act;
pub use door::{Door, Standing, Taken};
pub use doors::imap::{Mailbox, look as look_into_mailbox};
pub use doors::keys::{make as make_key, revoke as revoke_key};
pub use doors::lmtp::{Listening, listen, serve as serve_lmtp};
pub use doors::pipe::take_from;
pub use feedback::{Tells, heed};
pub use find::{CameBack, came_back, came_back_from, in_force_of, open_replies};
pub use forget::{forget, forget_feedback, is_shut, keep_out, let_back_in, shut_of};
pub use lift::{Lifted, lift};
pub use read::{Kind, LIMIT, Returned, read, scrub};
pub use room::ROOM;
pub use settle::settle;
pub use suppress::{NORMALISATION, Reason, recognise};
pub use sweep::sweep_refusals;
pub use take::take;
pub use web::routes;
