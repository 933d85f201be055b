//! Files in the data folder, each under the hash of its bytes: written whole or not at all, never changed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::base::Instant;
use crate::base::secrets::sha256_hex;

/// The ends of names that may stand on a shelf, and what such a file is.
const FORMS: [(&str, &str); 6] = [
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];
/// The folder of what everyone may see, and of what only some may read. Nothing in the second has an address of its own.
const OPEN: &str = "media";
const CLOSED: &str = "papers";

/// A shelf of files.
#[derive(Clone, Debug)]
pub struct Shelf(PathBuf);

impl Shelf {
    /// The shelf of an installation. Its folder is made with the first file.
    #[must_use]
    pub fn of(data_dir: &Path) -> Self {
        Self(data_dir.join(OPEN))
    }

    /// The shelf beside the open one, of files that only some may read.
    #[must_use]
    pub fn closed(&self) -> Self {
        Self(self.0.with_file_name(CLOSED))
    }

    /// Both shelves, each with where its files stand in a backup.
    pub(super) fn both(&self) -> [(String, Self); 2] {
        [(format!("{OPEN}/"), self.clone()), (format!("{CLOSED}/"), self.closed())]
    }

    /// Puts a file on it and gives its name. It is on the disk when this returns, readable for us alone (0600: the mode of a
    /// temporary file); a file of this name that stood there is replaced by the same bytes, so that its age begins anew.
    ///
    /// # Errors
    /// When there is no room or no permission; nothing of it stays then.
    pub fn put(&self, bytes: &[u8], form: &str) -> io::Result<String> {
        let name = format!("{}.{form}", sha256_hex(bytes));
        let place = self.place(&name).ok_or(io::ErrorKind::InvalidInput)?;
        let folder = place.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(bytes)?;
        beside.as_file().sync_all()?;
        beside.persist(&place).map_err(|error| error.error)?;
        fs::File::open(folder)?.sync_all()?;
        Ok(name)
    }

    /// A file and what it is; `None` when there is none of this name.
    ///
    /// # Errors
    /// The disk's.
    pub fn read(&self, name: &str) -> io::Result<Option<(Vec<u8>, &'static str)>> {
        let (Some(place), Some(kind)) = (self.place(name), kind_of(name)) else { return Ok(None) };
        match fs::read(place) {
            Ok(bytes) => Ok(Some((bytes, kind))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The names on it, and since when each stands there.
    #[must_use]
    pub fn names(&self) -> Vec<(String, Instant)> {
        let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let folders = entries(&self.0).filter(|entry| entry.path().is_dir());
        let files = folders.flat_map(|folder| entries(&folder.path()).collect::<Vec<_>>());
        let mut names: Vec<_> = files
            .filter_map(|file| {
                let name = file.file_name().into_string().ok()?;
                let age = file.metadata().ok()?.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
                Some((name, Instant(i64::try_from(age.as_millis()).ok()?)))
            })
            .collect();
        names.sort();
        names
    }

    /// Takes a file away, also one that a killed process left half-written beside its name.
    ///
    /// # Errors
    /// The disk's.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        for folder in fs::read_dir(&self.0)?.filter_map(Result::ok) {
            match fs::remove_file(folder.path().join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where a file of this name stands; `None` for what is no name of ours, such as a path.
    pub(super) fn place(&self, name: &str) -> Option<PathBuf> {
        let (hash, _) = name.rsplit_once('.').filter(|_| kind_of(name).is_some())?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| self.0.join(&hash[..2]).join(name))
    }
}

fn kind_of(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    FORMS.iter().find(|(form, _)| *form == end).map(|(_, kind)| *kind)
}
