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

    /// The names on it, and since when each stands there. What goes while we look is left out.
    ///
    /// # Errors
    /// The disk's: a shelf that cannot be read is not an empty one.
    pub fn names(&self) -> io::Result<Vec<(String, Instant)>> {
        let mut names = Vec::new();
        for folder in entries(&self.0)?.into_iter().filter(|folder| folder.is_dir()) {
            for file in entries(&folder)? {
                let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
                if let Some(since) = since(&file)? {
                    names.push((name.to_owned(), since));
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// Takes a file away that stands since before a moment, also one that a killed process left half-written beside its name;
    /// whether it did. One that is put there again in this very moment stays: it is laid aside first, under a name that no row
    /// has, and then looked at.
    ///
    /// # Errors
    /// The disk's.
    pub fn remove_older(&self, name: &str, before: Instant) -> io::Result<bool> {
        for folder in entries(&self.0)? {
            let (place, aside) = (folder.join(name), folder.join(format!(".weg-{name}")));
            if !present(fs::rename(&place, &aside))? {
                continue;
            }
            if since(&aside)?.is_some_and(|since| since < before) {
                return present(fs::remove_file(&aside));
            }
            present(fs::rename(&aside, &place))?;
        }
        Ok(false)
    }

    /// Where a file of this name stands; `None` for what is no name of ours, such as a path.
    pub(super) fn place(&self, name: &str) -> Option<PathBuf> {
        let (hash, _) = name.rsplit_once('.').filter(|_| kind_of(name).is_some())?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| self.0.join(&hash[..2]).join(name))
    }
}

/// What stands in a folder; nothing when there is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Since when a file stands; `None` when it is gone.
fn since(file: &Path) -> io::Result<Option<Instant>> {
    let known = match fs::metadata(file) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let age = known.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Ok(Some(Instant(i64::try_from(age.as_millis()).unwrap_or(i64::MAX))))
}

/// Whether what was done to a file found it.
fn present(done: io::Result<()>) -> io::Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn kind_of(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    FORMS.iter().find(|(form, _)| *form == end).map(|(_, kind)| *kind)
}
