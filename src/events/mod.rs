//! Network days, webinars and courses: who may come, who comes, who waits.
//!
//! An event has a day, a place or a link, a window in which one registers, and perhaps a programme with sessions of which one
//! is chosen in each round. Places are pools: one for the day, one for each session. A registration is a person's place, or
//! their wait for one.
//!
//! - A place is claimed by one conditional update, and the table refuses what would be too many: no moment that commits has
//!   more places taken than there are ([decision 21](../../docs/adr/0021-places.md)).
//! - A kind of organisation may have a number of its own: who comes after it waits, and keeps nobody else out.
//! - A place that comes free while somebody waits is *released*: only the waiting list hands it out, to the first in line, in
//!   the transaction that freed it. Nobody waits while places are free.
//! - Filling in a form keeps the places for a quarter of an hour and not a moment longer, whether or not a bell rang.
//! - Somebody registers once: one live registration for an event, address and name.
//! - Every change of a registration writes one line into the audit, and its letters in the same transaction.
//! - A page that is opened changes nothing; only forms do. A registration's own page opens with a derived link.
//! - An event asks what it says why it asks, and lets the answers go when it said so: food and access two weeks after it.
//!
//! This room sends no newsletters and knows no issues.

mod approving;
mod asking;
mod begin;
mod cancel;
mod capacity;
mod certificate;
mod change;
mod confirm;
mod days;
mod door;
mod elsewhere;
mod end_lists;
mod evaluate;
mod event;
mod find;
mod forget;
mod guest;
mod importing;
mod inviting;
mod let_in;
mod letters;
mod limiting;
mod making;
mod organising;
mod papers;
mod presence;
mod quota;
mod record;
mod reply;
mod room;
mod seek;
mod substitute;
mod take_along;
mod tell;
mod visiting;
mod waiting;
mod writing;

pub use crate::store::tables::states::{
    EventAdmission, EventApproval, EventKind, EventQuestionKind, EventState, EventWhom, InvitationDue, InvitationState,
    RegistrationState, WaitingState,
};
pub use approving::{Decided, approve, refuse};
pub use asking::{
    Answered as AnsweredQuestions, NewQuestion, Question, QuestionSaved, When, end_question, save_question, set_answers,
};
pub use begin::{Begun, Party, begin, booking, extend, sweep};
pub use cancel::{Cancelled, cancel};
pub use change::{Changed, change};
pub use confirm::{Confirmed, Wish, confirm};
pub use door::{Shown, Verdict, check_in, check_in_after, undo};
pub use end_lists::end_lists;
pub use evaluate::{Answers, Evaluated, FEWEST, Marks, ask_afterwards, evaluate, results};
pub use event::{Event, Places, Session, Window};
pub use find::{Programme, Registration, Turn};
pub use forget::{forget, forget_attendees};
pub use guest::{Belongs, Booking, Guest};
pub use importing::{Taken, import};
pub use inviting::{
    Asked as AskedToInvite, Chosen, Declined, Invitation, Invited, Pasted, Reminded, Source, decline, hand_out, invite,
    read_pasted, remind, to_remind, would_invite,
};
pub use limiting::{Limit, limit_kinds};
pub use making::{
    Acted, NewEvent, NewSession, Saved, add, call_off, change as change_event, copy, open, remove_session, save_session,
};
pub use organising::{Added, add_by_hand, set_goal};
pub use reply::{come_after_all, heed};
pub use room::ROOM;
pub use substitute::{Substituted, substitute};
pub use tell::tell_due;
pub use waiting::{Answered, accept, lapse_due, leave, wait_for};
pub use writing::{LetterSent, NewLetter, send_letter, write_due};

use crate::app::App;
use crate::web::Routes;

/// The public pages of this room.
#[must_use]
pub fn public_routes() -> Routes<App> {
    visiting::public_routes().merge(certificate::public_routes())
}

/// The pages for staff.
#[must_use]
pub fn routes() -> Routes<App> {
    let rest = writing::routes().merge(organising::routes()).merge(importing::routes()).merge(door::routes());
    let rest = rest.merge(limiting::routes());
    making::routes().merge(asking::routes()).merge(inviting::routes()).merge(rest)
}
