//! Consent that can be proven, leaving that always works.
//!
//! Someone asks to subscribe, a letter asks the owner of the address to confirm, and only a press on its button makes
//! a subscription. Whatever a visitor types about an address, the answer is the same, so nobody learns who subscribes.
//! What happened to a consent is kept in `consents`, which is only added to: publication, the exact words by hash,
//! language, source, moments, Message-ID; never an IP address.
//!
//! Every address is treated alike, statement by statement; what must not stay is taken back at the end. A form says with a
//! signed moment when it was drawn, so that programs are asked to press again and people never have to solve a puzzle.
//!
//! Leaving takes one button or one machine request and reaches into sendings that are under way, in the same
//! transaction; its links work for ever and follow whoever moved to another address (see `moving`). A pause leaves a
//! person out of everything that goes to many, up to the moment in which a mail would go. Opening a link changes nothing.
//! Suppressed addresses are known by a keyed hash (see `returns`): sendings leave them out by themselves, and signing up,
//! confirming, moving and importing look the hash up. An erased address is kept out of lists only: its owner may sign up
//! and confirm anew, which ends it.
//!
//! This room does not know issues or letters to many: it only says who can be reached.

mod acts;
mod chosen;
mod confirm;
mod embedding;
mod evidence;
mod find;
mod forget;
mod growth;
mod history;
mod import;
mod leave;
mod letters;
mod links;
mod list;
mod moving;
mod pages;
mod preferences;
mod room;
mod subscribe;
mod subscriber;
mod texts;
mod web;

pub use chosen::Chosen;
pub use confirm::{Confirmation, confirm};
pub use find::{count_reachable, reachable};
pub use forget::{forget, forget_evidence, forget_imports, forget_sign_ups, is_moving};
pub use growth::count_growth;
pub use import::{
    AtTerminal, FileFault, Imported, Preset, Role, RowFault, Tally, Wishes, import, import_at_terminal,
    import_from_terminal, move_imports,
};
pub use leave::{Left, Undone, Whereof, Why, count_reason, heed_feedback, leave, undo, withdraw_on_request};
pub use links::{preferences_holder, preferences_link, preferences_token, unsubscribe_token};
pub use list::{go_on_taking_out, recount};
pub use moving::{
    MoveAsked, MoveUndone, Moved, Since, ask_to_move, confirm_move, moved_to, now_is, settle_moves, undo_move,
};
pub use preferences::{Change, Changed, Pause, Preferences, change};
pub use room::ROOM;
pub use subscribe::{Wish, subscribe};
pub use subscriber::{Channel, Delta, NameFault};
pub use texts::consent;
pub use web::drawn_at;

use crate::app::App;
use crate::web::Routes;

/// The pages of staff.
#[must_use]
pub fn routes() -> Routes<App> {
    web::routes().merge(embedding::routes())
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    web::public_routes().merge(embedding::public_routes())
}

#[cfg(test)]
mod tests;
