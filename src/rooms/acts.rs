//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    BACKUP_MAKE: "backup.make", "Maakte een back-up", "Made a backup";
    BACKUP_RESTORE: "backup.restore", "Zette een back-up terug", "Restored a backup";
    DEMO_SEED: "demo.seed", "Vulde de demonstratie", "Filled the demo";
}
