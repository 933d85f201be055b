//! What a letter says, once; from it come the HTML and the plain text, so both are complete and in the same order.
//!
//! The preheader, blocks and articles are content; the title and all other parts are frame. Where the two languages differ,
//! the HTML marks the content with its own, so that a screen reader pronounces it well.

use crate::base::Language;
use crate::base::blocks::{Blocks, Cover, Href, Shown};

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The language of the frame around the content: the reader's.
    pub language: Language,
    /// The language of the content, which may be another.
    pub content_language: Language,
    /// The title of the document and the one heading of level 1.
    pub title: String,
    /// The line that a mail program shows beside the subject; empty for none.
    pub preheader: String,
    /// The centre's dress.
    pub dress: Dress,
    /// What stands in it, from top to bottom.
    pub parts: Vec<Part>,
    /// Small print below: why one gets this, how to leave. The centre's name and postal address follow by
    /// themselves, unless a text here gives the address.
    pub footer: Vec<Part>,
}

/// The dress of a centre's letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dress {
    /// The centre's name, in the letter's language.
    pub centre: String,
    /// The brand colour, `#rrggbb`, dark enough for white text.
    pub brand: String,
    /// The postal address, on one line.
    pub postal_address: String,
    /// The logo, on a light ground.
    pub logo: Option<Shown>,
    /// The outside address of the site, without a slash at the end: images are fetched from it.
    pub site: String,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Which edition of a publication this is: it stands above the title, which then is content too.
    Edition {
        /// "Nieuwsbrief 6", in the language of the frame.
        name: String,
        /// The day on which it goes out, in the language of the frame; empty while nobody knows.
        day: String,
    },
    /// "Beste Anna," — spliced per recipient.
    Salutation,
    /// A paragraph of plain words, in the language of the frame.
    Text(String),
    /// A heading of level 2, in the language of the frame.
    Heading(String),
    /// Content.
    Blocks(Blocks),
    /// An article: its title as a heading of level 2, its lead, and one link that names it. The first with a picture shows it
    /// large; the others beside their words.
    Article {
        /// The title.
        title: String,
        /// The lead.
        lead: String,
        /// The page of the article; `None` while it has none (a preview).
        href: Option<Href>,
        /// The picture at its top.
        cover: Option<Box<Cover>>,
    },
    /// A call to action. The address may hold a slot, so it is text that we made, never what people typed.
    Button {
        /// What it says.
        label: String,
        /// Where it leads.
        href: String,
    },
    /// A sentence with a link in it: before, the link's words, its address (may hold a slot), after. A space comes
    /// before the link, and after it where a word follows, when these do not bring one.
    Linked {
        /// The words before the link.
        before: String,
        /// The link's words.
        label: String,
        /// Where it leads.
        href: String,
        /// The words after it.
        after: String,
    },
    /// A code that is shown and said at a door, with its picture above it.
    Code {
        /// The code, as people read it.
        code: String,
        /// What it is for.
        about: String,
        /// The word of the enclosed picture.
        picture: &'static str,
    },
    /// A line between two parts.
    Divider,
}

impl Sheet {
    /// Which edition it is, for the letters that are one.
    pub(super) fn edition(&self) -> Option<(&str, &str)> {
        self.parts.iter().find_map(|part| match part {
            Part::Edition { name, day } => Some((name.as_str(), day.as_str())),
            _ => None,
        })
    }

    /// A name for what the sheet says: equal sheets have equal hashes (SHA-256 of both renderings, in hexadecimal).
    #[must_use]
    pub fn hash(&self) -> String {
        crate::base::secrets::sha256_hex(format!("{}\0{}", self.html(), self.text()).as_bytes())
    }
}
