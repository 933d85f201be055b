//! The disk runs full in mid-sending: a small file system of the story's own, filled to its last byte.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use samenspraak::store::tables::states::OnUncertain;

use crate::prepared::{Prepared, arrivals};
use crate::sink::Start;

/// A file system in memory, as small as a story wants it. Mounting needs root.
pub struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    /// `None` where this process may not mount.
    pub fn of(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self { folder })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes until nothing more fits.
    pub fn fill(&self) {
        let mut file = File::create(self.path().join("filler")).unwrap();
        for block in [vec![0_u8; 65_536], vec![0_u8; 1]] {
            while file.write_all(&block).is_ok() {}
        }
    }

    pub fn free(&self) {
        std::fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, because the story's own handles may still be open.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_full_disk_makes_mail_wait_and_doubles_nobody() {
    if crate::knobs::server().is_some() {
        println!("SKIPPED: this is about SQLite's file");
        return;
    }
    let Some(disk) = Disk::of(64) else {
        println!("SKIPPED: this process may not mount a file system of its own");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", disk.path().join("house.db").display());
    let house = Prepared::in_folder(folder.path(), &file, 3_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let mut served = house.serve(&sink);
    arrivals(&sink, 300).await;
    disk.fill();
    house.wait_logged("the ledger cannot be written now", 0).await;
    let log = house.log();
    assert!(log.contains("full"), "it says why: {log}");
    assert!(house.progress(id).await.open > 0, "it was stopped in the middle");
    disk.free();
    house.wait_closed(id).await;
    assert!(served.is_alive() && served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-disk", "3,000 mails, the disk full in the middle");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}
