//! Typst, as the one thing that sets our papers.

use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::{Context as _, anyhow};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, comemo, ecow::EcoVec};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{Sheet, Template};
use crate::base::Instant;

/// What papers are set in; the first draws what our pages draw, the others the letters that it lacks.
const FONTS: [&[u8]; 10] = [
    include_bytes!("../../../assets/paper/fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../assets/paper/fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansHebrew-Bold.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../../../assets/paper/fonts/NotoSansArmenian-Bold.ttf"),
];
const HOUSE: &str = include_str!("../../../assets/paper/house.typ");

impl Template {
    const fn source(self) -> &'static str {
        match self {
            Self::List => include_str!("../../../assets/paper/list.typ"),
            Self::Badges => include_str!("../../../assets/paper/badges.typ"),
            Self::Certificate => include_str!("../../../assets/paper/certificate.typ"),
            Self::Reaction => include_str!("../../../assets/paper/reaction.typ"),
            Self::Answer => include_str!("../../../assets/paper/answer.typ"),
        }
    }
}

/// What every paper is set with.
struct Room {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static ROOM: LazyLock<Room> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    let book = FontBook::from_fonts(&fonts);
    Room { library: LazyHash::new(Library::default()), book: LazyHash::new(book), fonts }
});

/// Whether a font of ours draws a letter.
pub(super) fn draws(letter: char) -> bool {
    ROOM.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// All that there is while one paper is set.
struct Desk {
    template: Source,
    house: Source,
    files: Vec<(FileId, Bytes)>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &ROOM.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &ROOM.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.template, &self.house];
        sources.into_iter().find(|source| source.id() == id).cloned().ok_or_else(|| not_here(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(of, _)| *of == id);
        found.map(|(_, file)| file.clone()).ok_or_else(|| not_here(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        ROOM.fonts.get(index).cloned()
    }

    /// A template that asks for the day is wrong: the moment comes with the sheet.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_here(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}

fn named(name: &str) -> anyhow::Result<FileId> {
    let path = VirtualPath::new(name).map_err(|_| anyhow!("{name} is no name of a file"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Sets a paper whose words our fonts draw.
pub(super) fn set(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    let mut words = sheet.words.clone();
    words["lang"] = sheet.language.pick("nl", "en").into();
    let mut files = vec![(named("data.json")?, Bytes::new(serde_json::to_vec(&words)?))];
    if let Some(picture) = &sheet.picture {
        files.push((named("picture")?, Bytes::new(picture.clone())));
    }
    let desk = Desk {
        template: Source::new(named("paper.typ")?, sheet.template.source().to_owned()),
        house: Source::new(named("house.typ")?, HOUSE.to_owned()),
        files,
    };
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|faults| why(&faults));
    let file = set.and_then(|document| {
        let options = options(sheet.made)?;
        typst_pdf::pdf(&document, &options).map_err(|faults| why(&faults))
    });
    // What was worked out stays in memory otherwise, and in it the names of people.
    comemo::evict(0);
    file
}

fn options(made: Instant) -> anyhow::Result<PdfOptions> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Samenspraak".to_owned())),
        timestamp: Some(Timestamp::new_utc(moment(made).context("a paper is made in no year")?)),
        standards: standards.map_err(|said| anyhow!("the standards do not go together: {}", said.message()))?,
        ..PdfOptions::default()
    })
}

fn moment(at: Instant) -> Option<Datetime> {
    use chrono::{DateTime, Datelike as _, Timelike as _};
    let at = DateTime::from_timestamp_millis(at.0)?;
    let part = |number: u32| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

/// What typst said, up to where it quotes: that could be somebody's name, and this goes into the log.
fn why(faults: &EcoVec<SourceDiagnostic>) -> anyhow::Error {
    let said = faults.iter().map(|fault| fault.message.split(['`', '"']).next().unwrap_or_default());
    anyhow!("a paper cannot be set: {}", said.collect::<Vec<_>>().join("; "))
}
