//! The words that state columns of events hold.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

states! {
    /// What an event is.
    EventKind {
        /// A day with workshops.
        NetworkDay = "network-day",
        /// Online, mostly an hour.
        Webinar = "webinar",
        /// Several days.
        Course = "course",
        /// A few hours about what changed.
        Retraining = "retraining",
    }

    /// Where an event stands.
    EventState {
        /// Being made; nobody but staff sees it.
        Draft = "draft",
        /// Everybody sees it, and it takes registrations within its window.
        Open = "open",
        /// Does not go through.
        CalledOff = "called-off",
    }

    /// Who may register for an event.
    EventAdmission {
        /// Everybody.
        Open = "open",
        /// Everybody may ask; staff decide.
        Approval = "approval",
        /// Only who was invited.
        Invited = "invited",
    }

    /// Whether somebody let a registration through.
    EventApproval {
        /// It needed nobody.
        None = "none",
        /// It waits for somebody to decide.
        Asked = "asked",
        /// Somebody did.
        Given = "given",
        /// Somebody did not.
        Refused = "refused",
    }

    /// How an invitation stands.
    InvitationState {
        /// Was invited and did not answer.
        Invited = "invited",
        /// Was reminded and did not answer.
        Reminded = "reminded",
        /// Registered.
        Registered = "registered",
        /// Does not come.
        Declined = "declined",
    }

    /// The letter of an invitation that is still to be handed over.
    InvitationDue {
        /// None.
        Nothing = "",
        /// The invitation itself.
        Invitation = "invitation",
        /// A reminder.
        Reminder = "reminder",
    }

    /// Where a registration stands.
    RegistrationState {
        /// On the waiting list of the day, perhaps with an offer.
        Waiting = "waiting",
        /// Has a place.
        Registered = "registered",
        /// Gave the place or the turn back, or lost it.
        Cancelled = "cancelled",
        /// Somebody else has the place now.
        Replaced = "replaced",
    }

    /// How a question of an event is answered.
    EventQuestionKind {
        /// A line of text.
        Line = "line",
        /// A piece of text.
        Words = "words",
        /// One of several.
        Choice = "choice",
        /// Any of several.
        Choices = "choices",
        /// Yes or no.
        YesNo = "yes-no",
    }

    /// Whom a letter about an event is for.
    EventWhom {
        /// Who has a place.
        Coming = "coming",
        /// Who was let in.
        In = "in",
        /// Who has a place and was not let in.
        Absent = "absent",
        /// Who waits for a place.
        Waiting = "waiting",
        /// Who waited until the list closed.
        InVain = "in-vain",
        /// Who gave the place back.
        Cancelled = "cancelled",
    }

    /// Where a turn on a waiting list stands.
    WaitingState {
        /// Waits.
        Waiting = "waiting",
        /// A place is kept for them until a moment.
        Offered = "offered",
        /// Took the place.
        Taken = "taken",
        /// Did not want it.
        Declined = "declined",
        /// Did not answer in time.
        Lapsed = "lapsed",
        /// Left the list.
        Left = "left",
    }
}
