//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    ISSUE_ARCHIVE: "issue.archive", "Zette een nummer in het archief", "Archived an issue";
    RECORD_WITHDRAW: "record.withdraw", "Trok een archiefstuk in", "Withdrew an archived item";
}
