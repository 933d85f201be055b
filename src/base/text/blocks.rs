//! Content as a typed block tree: one source for the web page, the mail, the plain text, the archive and the feed.
//!
//! What is not in this tree cannot be shown, so nothing unsafe can be stored as trusted. Reading a tree refuses
//! unknown and invalid blocks with the path of the fault.

use serde::{Deserialize, Serialize};

use crate::base::id::MediaId;

/// A list of blocks: an article's body, an issue's editorial.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Blocks(pub Vec<Block>);

/// One block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A heading of level 2 to 4 below the title of the piece.
    Heading {
        /// 2, 3 or 4.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A list of one level.
    List {
        /// Numbered or not.
        ordered: bool,
        /// The number of its first item.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        start: u32,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// A quotation.
    Quote {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A table whose first row is a header.
    Table {
        /// The header row.
        header: Vec<Vec<Inline>>,
        /// The other rows, each as long as the header.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A call to action.
    Button {
        /// What it says.
        label: String,
        /// Where it leads.
        href: Href,
    },
    /// An image that stands between paragraphs.
    Image {
        /// Which one.
        media: MediaId,
        /// What there is to see, as whoever wrote it said it here; empty for what the image itself says.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        alt: String,
        /// What is shown of it, once it was looked up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shown: Option<Shown>,
    },
    /// A line between two parts.
    Divider,
}

/// A file of an image, as pages and mails show it. It stands in the tree, so that what was approved does not change when the
/// image is described or cut anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The name of the file, which is the hash of its bytes.
    pub file: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What there is to see, in words; empty when it only decorates.
    pub alt: String,
    /// Whether somebody said what there is to see, or that it only decorates.
    pub decided: bool,
}

/// The picture at the top of an article, in its two cuts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Above the article, and where it is shared.
    pub lead: Shown,
    /// Beside its title in a list.
    pub small: Shown,
    /// Where it is shared, when `lead` is too small for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Shown>,
}

impl Cover {
    /// Reads what is kept; nothing for an article without one.
    #[must_use]
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// What is kept; empty for none.
    #[must_use]
    pub fn to_json(cover: Option<&Self>) -> String {
        cover.and_then(|cover| serde_json::to_string(cover).ok()).unwrap_or_default()
    }
}

impl Shown {
    /// Where the file is, on the site that begins with `site`.
    #[must_use]
    pub fn address(&self, site: &str) -> String {
        format!("{site}/beeld/{}", self.file)
    }

    /// Its width and height, when it is shown at most so wide; two pixels of it make one of the page.
    #[must_use]
    pub fn within(&self, most: u32) -> (u32, u32) {
        let width = self.width.clamp(1, most);
        let height = (u64::from(self.height) * u64::from(width)).div_ceil(u64::from(self.width.max(1)));
        (width, u32::try_from(height).unwrap_or(u32::MAX))
    }
}

/// A run of text with one dress.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inline {
    /// The text; a line feed in it is a line break that was meant.
    pub text: String,
    /// Strong importance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Emphasis.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Href>,
}

/// An address that content may link to: `https`, `http`, `mailto` or `tel`, without control characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Href(String);

impl Href {
    /// Checks an address.
    ///
    /// # Errors
    /// When it is relative, of another scheme, over 2,000 characters or not an address at all.
    pub fn parse(text: &str) -> Result<Self, HrefFault> {
        let url = url::Url::parse(text.trim()).map_err(|_| HrefFault)?;
        // Measured as it is kept: percent-encoding makes an address longer, and what is kept must be readable again.
        if url.as_str().len() > 2_000 {
            return Err(HrefFault);
        }
        match url.scheme() {
            "https" | "http" if url.host_str().is_some() => Ok(Self(url.into())),
            "mailto" | "tel" => Ok(Self(url.into())),
            _ => Err(HrefFault),
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address cannot be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HrefFault;

impl std::fmt::Display for HrefFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("not an https, http, mailto or tel address")
    }
}

impl TryFrom<String> for Href {
    type Error = HrefFault;
    fn try_from(text: String) -> Result<Self, HrefFault> {
        Self::parse(&text)
    }
}

impl From<Href> for String {
    fn from(href: Href) -> Self {
        href.0
    }
}

/// Where a tree is wrong, and why: `3.content`, "a heading has level 2, 3 or 4".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockFault {
    /// The path: the index of the block (from 0), then the field.
    pub path: String,
    /// What is wrong, in English, for logs and the API.
    pub reason: String,
}

impl Blocks {
    /// Reads a stored or submitted tree.
    ///
    /// # Errors
    /// The path and the reason of the first fault.
    pub fn from_json(json: &str) -> Result<Self, BlockFault> {
        let values: Vec<serde_json::Value> = serde_json::from_str(json)
            .map_err(|error| BlockFault { path: String::new(), reason: error.to_string() })?;
        let mut blocks = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let block: Block = serde_json::from_value(value)
                .map_err(|error| BlockFault { path: index.to_string(), reason: error.to_string() })?;
            block.check().map_err(|(field, reason)| BlockFault {
                path: format!("{index}.{field}"),
                reason: reason.to_owned(),
            })?;
            blocks.push(block);
        }
        Ok(Self(blocks))
    }

    /// The tree as the database and the archive keep it.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A tree of strings, numbers and lists always serialises.
        serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All words, for search and for counting.
    #[must_use]
    pub fn words(&self) -> String {
        self.inlines().map(|inline| inline.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The images in it, in reading order.
    pub fn images(&self) -> impl Iterator<Item = MediaId> {
        self.0.iter().filter_map(|block| match block {
            Block::Image { media, .. } => Some(*media),
            _ => None,
        })
    }

    /// Every run of text, in reading order.
    pub fn inlines(&self) -> impl Iterator<Item = &Inline> {
        self.0.iter().flat_map(Block::inlines)
    }
}

impl Block {
    fn check(&self) -> Result<(), (&'static str, &'static str)> {
        match self {
            Self::Heading { level, .. } if !(2..=4).contains(level) => Err(("level", "a heading has level 2, 3 or 4")),
            Self::Heading { content, .. } | Self::Paragraph { content } | Self::Quote { content }
                if is_blank(content) =>
            {
                Err(("content", "it has no words"))
            }
            Self::List { items, .. } if items.is_empty() => Err(("items", "a list has at least one item")),
            Self::Table { header, rows } if header.is_empty() || rows.iter().any(|row| row.len() != header.len()) => {
                Err(("rows", "a table has a header and rows of the same length"))
            }
            Self::Button { label, .. } if label.trim().is_empty() => Err(("label", "a button says what it does")),
            _ => Ok(()),
        }
    }

    /// Every run of text in it, in reading order.
    #[must_use]
    pub fn inlines(&self) -> Vec<&Inline> {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content } | Self::Quote { content } => {
                content.iter().collect()
            }
            Self::List { items, .. } => items.iter().flatten().collect(),
            Self::Table { header, rows } => header.iter().flatten().chain(rows.iter().flatten().flatten()).collect(),
            Self::Button { .. } | Self::Divider | Self::Image { .. } => Vec::new(),
        }
    }
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_one(start: &u32) -> bool {
    *start == 1
}

/// The words of a run of inlines.
#[must_use]
pub fn text_of(content: &[Inline]) -> String {
    content.iter().map(|inline| inline.text.as_str()).collect()
}

fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| inline.text.trim().is_empty())
}
