//! The words that state columns hold. The word in the database is the word in the logs.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $($(#[$variant_doc])* #[sea_orm(string_value = $word)] #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// The word in the database, in forms and in logs.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The state of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

mod consulting;
mod deciding;
mod eventful;
mod said;

pub use consulting::{
    AskingLetter, ConsultationState, Declining, Disposition, EntrySource, LateBy, Openness, Part, QuestionKind, Verdict,
};

pub use deciding::{Agreement, DecisionLetter, DecisionState, Outcome};
pub use eventful::{
    EventAdmission, EventApproval, EventKind, EventQuestionKind, EventState, EventWhom, InvitationDue, InvitationState,
    RegistrationState, WaitingState,
};

states! {
    /// The colour of a theme of a dossier.
    ThemeColour {
        /// That of the centre.
        Brand = "brand",
        /// Blue.
        Info = "info",
        /// Green.
        Good = "good",
        /// Ochre.
        Warn = "warn",
    }

    /// What somebody has open to write in it.
    Written {
        /// An article.
        Article = "article",
        /// An issue.
        Issue = "issue",
    }

    /// Who has to wait for whom.
    Lane {
        /// A letter that a person waits for: confirmation, code, ticket.
        Waiting = "waiting",
        /// A sending to many.
        Bulk = "bulk",
    }

    /// Where a sending stands.
    SendingState {
        /// Its rows may be claimed.
        Open = "open",
        /// Held by a person or by itself, with a reason; nothing is claimed.
        Paused = "paused",
        /// Stopped for good; rows that were pending stay unsent.
        Cancelled = "cancelled",
        /// No open rows remain.
        Closed = "closed",
    }

    /// Where one recipient of one sending stands.
    DeliveryState {
        /// Waits for its turn.
        Pending = "pending",
        /// A worker holds it by lease.
        Claimed = "claimed",
        /// Its worker is handing it to the relay: after a crash nobody knows what became of it.
        Submitting = "submitting",
        /// The relay accepted it.
        Accepted = "accepted",
        /// Refused for now; waits for its next attempt.
        Retry = "retry",
        /// Refused for good.
        Refused = "refused",
        /// Withdrawn before it was sent: the person left or is suppressed.
        Suppressed = "suppressed",
        /// Handed over without an answer.
        Uncertain = "uncertain",
    }

    /// Why a sending stands still or was stopped.
    HaltReason {
        /// A person did it.
        ByHand = "by-hand",
        /// The relay refused too much in a row.
        Refusals = "refusals",
        /// No relay may carry mail of its sender.
        NoRelay = "no-relay",
        /// The data came back from a backup.
        Restored = "restored",
        /// The latest moment has passed.
        NotAfter = "not-after",
    }

    /// Why a delivery stands where it stands.
    DeliveryReason {
        /// The reader left.
        Left = "left",
        /// The reader asked for a pause.
        Paused = "paused",
        /// The reader was erased.
        Erased = "erased",
        /// The address must not be written to.
        Suppressed = "suppressed",
        /// The address does not exist.
        BadAddress = "bad-address",
        /// The recipient's side asked to wait.
        Later = "later",
        /// The relay was not reached.
        Network = "network",
        /// Handed over without an answer.
        Uncertain = "uncertain",
        /// Uncertain, and a person decided to leave it at that.
        LetBe = "let-be",
        /// Accepted after an attempt that was uncertain.
        Repeated = "repeated",
        /// Its letter is gone.
        NoLetter = "no-letter",
        /// Refused for no reason that we know.
        Refused = "refused",
        /// The relay cannot carry an address with such characters (RFC 6531).
        SpecialAddress = "address-needs-smtputf8",
        /// The mailbox is full.
        Full = "full",
        /// Refused because of us.
        Policy = "policy",
        /// Refused for what is in it.
        Content = "content",
        /// Taken for unwanted mail.
        Spam = "spam",
        /// It did not work in the time that we try.
        TimedOut = "timed-out",
    }

    /// Where a key that signs mail stands.
    KeyState {
        /// Made; its record has to be published before it may sign.
        New = "new",
        /// Signs all mail.
        Signing = "signing",
        /// Signed before; its record stays until the mails in transit have arrived.
        Resting = "resting",
        /// Out of use, its private half erased.
        Retired = "retired",
    }

    /// What becomes of an uncertain delivery.
    OnUncertain {
        /// Sent again with the same Message-ID.
        Resend = "resend",
        /// Held until a person decides.
        Hold = "hold",
    }

    /// Where an issue stands.
    IssueState {
        /// Being written.
        Draft = "draft",
        /// A colleague was asked to look.
        InReview = "in-review",
        /// Approved as it is: any change returns it to draft.
        Approved = "approved",
        /// Has its moment.
        Scheduled = "scheduled",
        /// Its sending is open.
        Sending = "sending",
        /// Its sending is closed.
        Sent = "sent",
        /// Was not sent and will not be.
        Cancelled = "cancelled",
    }

    /// How far a session has proven who it is.
    Stage {
        /// The password was right; the code is still to come.
        Password = "password",
        /// Both were right.
        Full = "full",
    }

    /// What a member of staff may do.
    Role {
        /// Writes, plans and asks for approval.
        Editor = "editor",
        /// Approves and sends.
        Approver = "approver",
        /// Manages members and settings.
        Administrator = "administrator",
    }

    /// What happened to a consent.
    ConsentAct {
        /// Someone asked to subscribe.
        Requested = "requested",
        /// The person confirmed.
        Confirmed = "confirmed",
        /// Added by staff from a list, on a declared basis.
        Imported = "imported",
        /// The person left, or was taken off.
        Withdrawn = "withdrawn",
    }

    /// Where an import stands.
    ImportState {
        /// Its file is being taken in.
        Arriving = "arriving",
        /// Its file is there; a person says what its columns are.
        Uploaded = "uploaded",
        /// It is told what its columns are, and is checked.
        Mapped = "mapped",
        /// It was checked; a person decides.
        Checked = "checked",
        /// Its rows become subscribers, and it only goes forward.
        Merging = "merging",
        /// All that could become subscribers did.
        Done = "done",
        /// A person stopped it, or nobody went on with it.
        Cancelled = "cancelled",
        /// Its file cannot be read.
        Failed = "failed",
    }

    /// What an organisation is.
    OrganisationKind {
        /// One of the 25 safety regions.
        SafetyRegion = "safety-region",
        /// A council of clients, pensioners, benefit claimants.
        ClientCouncil = "client-council",
        /// A federation of patients or of people with a disability.
        PatientFederation = "patient-federation",
        /// A ministry.
        Ministry = "ministry",
        /// A municipality.
        Municipality = "municipality",
        /// A province.
        Province = "province",
        /// An environmental service (omgevingsdienst).
        EnvironmentService = "environment-service",
        /// A municipal health service (GGD).
        HealthService = "health-service",
        /// A company or an association of companies.
        Company = "company",
        /// A university or an institute of knowledge.
        Institute = "institute",
        /// Anything else.
        Other = "other",
    }

    /// What a body is.
    BodyKind {
        /// The operational layer of the network.
        CoreTeam = "core-team",
        /// The tactical layer.
        Management = "management",
        /// The strategic layer.
        Directors = "directors",
        /// A group for one subject.
        WorkingGroup = "working-group",
        /// A group that decides about a project.
        SteeringGroup = "steering-group",
        /// A group that advises.
        SoundingBoard = "sounding-board",
        /// Anything else.
        Other = "other",
    }

    /// Why somebody has to do something about an organisation.
    TaskKind {
        /// The address of a contact does not receive our mail.
        Bounced = "bounced",
        /// A contact called our mail unwanted.
        Complained = "complained",
        /// A contact left every publication.
        Left = "left",
        /// A contact took their subscriptions along to another address.
        Moved = "moved",
        /// The last contact ended, and nobody came after them.
        Nobody = "nobody",
    }

    /// What an archived thing is.
    RecordKind {
        /// A whole issue.
        Issue = "issue",
        /// One article.
        Article = "article",
    }
}
