//! The words of requests for decisions.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::said;

states! {
    /// Where a request for a decision stands.
    DecisionState {
        /// It is being written.
        Draft = "draft",
        /// It can be answered.
        Open = "open",
        /// It can no longer be answered.
        Closed = "closed",
        /// What came of it is written down.
        Concluded = "concluded",
    }

    /// What somebody says of a point. Silence is none of them.
    Agreement {
        /// They agree.
        Yes = "yes",
        /// They agree on a condition.
        YesIf = "yes-if",
        /// They do not agree.
        No = "no",
        /// They keep out of it.
        Abstains = "abstains",
    }

    /// What came of a point.
    Outcome {
        /// It is adopted.
        Adopted = "adopted",
        /// It is not.
        NotAdopted = "not-adopted",
        /// It is held over.
        Held = "held",
    }

    /// A letter about a request for a decision.
    DecisionLetter {
        /// Asks.
        Request = "request",
        /// Says that a point changed or is new.
        Changed = "changed",
        /// Reminds.
        Reminder = "reminder",
        /// Says that there is more time.
        MoreTime = "more-time",
    }
}

said! {
    Agreement {
        Yes: "akkoord", "agreed";
        YesIf: "akkoord, mits", "agreed, provided that";
        No: "niet akkoord", "not agreed";
        Abstains: "onthouding", "abstained";
    }
}

said! {
    Outcome {
        Adopted: "vastgesteld", "adopted";
        NotAdopted: "niet vastgesteld", "not adopted";
        Held: "aangehouden", "held over";
    }
}
