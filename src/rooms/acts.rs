//! What can be done here, as the log names it.

use crate::audit::INSTALLATION;
use crate::room::acts;

acts! {
    BackupMake = "backup.make", INSTALLATION, "Maakte een back-up", "Made a backup";
    BackupRestore = "backup.restore", INSTALLATION, "Zette een back-up terug", "Restored a backup";
    DemoSeed = "demo.seed", INSTALLATION, "Vulde de demonstratie", "Filled the demo";
}
