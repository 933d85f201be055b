//! What a file is, by its bytes, and what is in it. Pure, and bounded before anything is unpacked.

use std::io::{Cursor, Read as _, copy, sink};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::base::work::Budget;
use crate::media::picture::{Refusal, Size, make};

/// The most that all files of an office document may be when unpacked, the most of each that is read, and how many there may be.
const UNPACKED: u64 = 192 * 1024 * 1024;
const READ: u64 = 48 * 1024 * 1024;
const FILES: usize = 4_000;
/// Where the end of a PDF is looked for.
const TAIL: usize = 2_048;

/// Why a file cannot be a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is larger than a file may be.
    TooLarge,
    /// It is none of the forms that everyone can open.
    Unknown,
    /// A form of before 2007, which may hold macros that nobody sees.
    Old,
    /// It has a password.
    Encrypted,
    /// It cannot be read whole.
    Broken,
    /// It holds macros or scripts.
    Macros,
    /// It fetches its template from elsewhere when it is opened.
    Fetches,
    /// It unpacks to more than a document is.
    TooMuch,
    /// Reading it took longer than it may, because the machine is busy.
    TooSlow,
    /// It is an image that cannot be shown.
    Image(Refusal),
}

/// What somebody may not know to be in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Comments in the margin.
    Comments,
    /// Tracked changes: words that were taken away are still there.
    Changes,
    /// Text or sheets that do not show.
    Hidden,
    /// Files within it.
    Enclosed,
}

impl Remark {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Comments, Self::Changes, Self::Hidden, Self::Enclosed];

    /// The word in the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Changes => "changes",
            Self::Hidden => "hidden",
            Self::Enclosed => "enclosed",
        }
    }
}

/// A file that may be kept.
#[derive(Debug)]
pub(super) struct Looked {
    /// How its name ends.
    pub(super) form: &'static str,
    /// What is kept of it.
    pub(super) bytes: Vec<u8>,
    /// What was found in it.
    pub(super) remarks: Vec<Remark>,
}

/// Whether a file is read as an image, which takes a lane of its own.
pub(super) fn is_image(bytes: &[u8]) -> bool {
    !(bytes.starts_with(b"%PDF-") || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLD))
}

const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Looks at a file, as long as somebody waits.
pub(super) fn look(bytes: Vec<u8>, budget: &Budget) -> Result<Looked, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        let remarks = pdf(&bytes)?;
        return Ok(Looked { form: "pdf", bytes, remarks });
    }
    if bytes.starts_with(OLD) {
        let is_locked = memmem::find(&bytes, &utf16("EncryptedPackage")).is_some();
        return Err(if is_locked { Unfit::Encrypted } else { Unfit::Old });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let (form, remarks) = office(&bytes, budget)?;
        return Ok(Looked { form, bytes, remarks });
    }
    image(&bytes, budget)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn has(bytes: &[u8], what: &str) -> bool {
    memmem::find(bytes, what.as_bytes()).is_some()
}

/// The dictionary that says that a PDF is encrypted is never encrypted itself, nor packed (ISO 32000, 7.5.8.2).
fn pdf(bytes: &[u8]) -> Result<Vec<Remark>, Unfit> {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if !has(tail, "%%EOF") || !has(tail, "startxref") {
        return Err(Unfit::Broken);
    }
    if has(bytes, "/Encrypt") {
        return Err(Unfit::Encrypted);
    }
    if has(bytes, "/JavaScript") || has(bytes, "/Launch") {
        return Err(Unfit::Macros);
    }
    Ok(if has(bytes, "/EmbeddedFile") { vec![Remark::Enclosed] } else { Vec::new() })
}

fn image(bytes: &[u8], budget: &Budget) -> Result<Looked, Unfit> {
    let picture = make(bytes, (50, 50), || !budget.is_over()).map_err(|refusal| match refusal {
        Refusal::Document | Refusal::Unknown => Unfit::Unknown,
        other => Unfit::Image(other),
    })?;
    let full = picture.files.into_iter().find(|made| made.size == Size::Full).ok_or(Unfit::Broken)?;
    Ok(Looked { form: full.form, bytes: full.bytes, remarks: Vec::new() })
}

/// What is seen while a document is unpacked.
#[derive(Default)]
struct Seen {
    form: Option<&'static str>,
    macros: bool,
    fetches: bool,
    encrypted: bool,
    remarks: Vec<Remark>,
}

/// An office document: a zip of XML (ECMA-376, ISO 26300). What the zip claims about sizes is not believed.
fn office(bytes: &[u8], budget: &Budget) -> Result<(&'static str, Vec<Remark>), Unfit> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Broken)?;
    if zip.len() > FILES {
        return Err(Unfit::TooMuch);
    }
    let (mut seen, mut left) = (Seen::default(), UNPACKED);
    for at in 0..zip.len() {
        if budget.is_over() {
            return Err(Unfit::TooSlow);
        }
        let mut file = zip.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unfit::Encrypted,
            _ => Unfit::Broken,
        })?;
        let name = file.name().map_err(|_| Unfit::Broken)?.to_ascii_lowercase();
        // To its end in any case: only there its checksum is compared.
        let mut text = Vec::new();
        let taken = if is_read(&name) {
            file.by_ref().take(READ.min(left) + 1).read_to_end(&mut text).map(|many| many as u64)
        } else {
            copy(&mut file.by_ref().take(left + 1), &mut sink())
        };
        let taken = taken.map_err(|_| Unfit::Broken)?;
        let most = if is_read(&name) { READ.min(left) } else { left };
        if taken > most {
            return Err(Unfit::TooMuch);
        }
        left -= taken;
        note(&mut seen, &name, &text);
    }
    match seen {
        Seen { encrypted: true, .. } => Err(Unfit::Encrypted),
        Seen { macros: true, .. } => Err(Unfit::Macros),
        Seen { fetches: true, .. } => Err(Unfit::Fetches),
        Seen { form: None, .. } => Err(Unfit::Unknown),
        Seen { form: Some(form), mut remarks, .. } => {
            remarks.sort_unstable();
            remarks.dedup();
            Ok((form, remarks))
        }
    }
}

fn is_read(name: &str) -> bool {
    name == "mimetype"
        || ["content.xml", "manifest.xml", "[content_types].xml"].iter().any(|end| name.ends_with(end))
        || (name.starts_with("word/") || name.starts_with("xl/workbook"))
            && matches!(name.rsplit('.').next(), Some("xml" | "rels"))
}

fn note(seen: &mut Seen, name: &str, text: &[u8]) {
    match name {
        "word/document.xml" => seen.form = Some("docx"),
        "xl/workbook.xml" => seen.form = Some("xlsx"),
        "mimetype" if text.trim_ascii() == b"application/vnd.oasis.opendocument.text" => seen.form = Some("odt"),
        _ => {}
    }
    let is_odf_script = name.starts_with("basic/") || name.starts_with("scripts/");
    seen.macros |= name.ends_with("vbaproject.bin") || is_odf_script || has(text, "macroEnabled");
    seen.encrypted |= name == "meta-inf/manifest.xml" && has(text, "encryption-data");
    seen.fetches |= has(text, "/attachedTemplate") && (has(text, "Target=\"http") || has(text, "Target=\"\\\\"));
    let found = [
        (
            Remark::Comments,
            name == "word/comments.xml" || name.starts_with("xl/comments") || has(text, "<office:annotation"),
        ),
        (Remark::Changes, has(text, "<w:ins ") || has(text, "<w:del ") || has(text, "<text:tracked-changes")),
        (
            Remark::Hidden,
            has(text, "<w:vanish/>") || has(text, "state=\"hidden\"") || has(text, "state=\"veryHidden\""),
        ),
        (Remark::Enclosed, name.contains("/embeddings/")),
    ];
    seen.remarks.extend(found.into_iter().filter(|(_, is_there)| *is_there).map(|(remark, _)| remark));
}
