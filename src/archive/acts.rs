//! What can be done here, as the log names it.

use crate::base::Both;
use crate::issues::ISSUE;
use crate::room::{Thing, acts};

/// Record, as the log names it.
pub const RECORD: Thing = Thing { word: "record", name: Both("archiefstuk", "record") };

acts! {
    IssueArchive = "issue.archive", ISSUE, "Zette een nummer in het archief", "Archived an issue";
    RecordWithdraw = "record.withdraw", RECORD, "Trok een archiefstuk in", "Withdrew an archived item";
}
