//! Markdown to the block tree: the editor that needs no JavaScript.
//!
//! `CommonMark` with tables. What the tree cannot hold is never dropped in silence: each loss is a remark with its line.
//! A paragraph that is only a bold link becomes a button.

mod kept;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, Blocks, Href, HrefFault, Inline, text_of};
use super::safe_html;
use crate::base::id::MediaId;

pub use kept::{kept, kept_without_images, storable};

/// A block tree and what did not fit into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The tree.
    pub blocks: Blocks,
    /// What was changed or left out.
    pub remarks: Vec<Remark>,
    /// The images in it, each with its line.
    pub images: Vec<(usize, MediaId)>,
}

/// Something in the Markdown that the tree does not hold as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// What it is.
    pub what: Loss,
}

/// What the tree cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// HTML tags: the text stays, the tags go.
    Html,
    /// An image from elsewhere, or one within a list, quote, table or heading: the alternative text stays.
    Image,
    /// An image that is not in the library: it is left out.
    NoImage,
    /// A link to an address that cannot be linked to: the text stays.
    Link,
    /// An item of a list whose number is not one more than that of the item before it.
    Number,
    /// A heading, table, quote, list or line inside a list or quote: it stands beside it, or as plain text.
    Inside,
    /// A heading of level 1, 5 or 6: it becomes level 2 or 4.
    HeadingLevel,
    /// A list inside a list: its items join the outer list.
    NestedList,
}

/// Reads Markdown. Never fails: every text is some Markdown.
#[must_use]
pub fn read(source: &str) -> Read {
    read_while(source, || true)
}

/// The same, as long as somebody waits for it.
#[must_use]
pub fn read_while(source: &str, waits: impl Fn() -> bool) -> Read {
    let lines = memchr::memchr_iter(b'\n', source.as_bytes()).collect();
    let mut reader = Reader { lines, ..Reader::default() };
    let options = Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        if !waits() {
            break;
        }
        reader.at = range.start;
        if matches!(event, Event::Start(Tag::Item)) {
            reader.number(source.get(range).unwrap_or_default());
        }
        reader.take(event);
    }
    Read { blocks: Blocks(reader.blocks), remarks: reader.remarks, images: reader.images }
}

/// Where words stand that are read as they were written, in bytes: not in an address, a title of a link or a sign of the markup.
#[must_use]
pub fn stretches(source: &str) -> Vec<Range<usize>> {
    let (mut all, mut is_address): (Vec<Range<usize>>, bool) = (Vec::new(), false);
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Event::End(TagEnd::Link) => is_address = false,
            Event::Text(_) | Event::Code(_) if !is_address => match all.last_mut() {
                // One text comes in pieces where a sign might have been markup.
                Some(last) if last.end == range.start => last.end = range.end,
                _ => all.push(range),
            },
            _ => {}
        }
    }
    all
}

#[derive(Default)]
struct Reader {
    /// Where each line ends: counting them anew for every event made a long text cost its square.
    lines: Vec<usize>,
    at: usize,
    blocks: Vec<Block>,
    remarks: Vec<Remark>,
    runs: Vec<Inline>,
    bold: usize,
    italic: usize,
    link: Option<Href>,
    lists: usize,
    ordered: bool,
    /// The number of the first item of the list, and the numbers before and after of its present one.
    start: u32,
    numbers: (u32, u32),
    quotes: usize,
    /// Within a heading or a table, where no image can stand.
    is_in_line: bool,
    image: Option<MediaId>,
    images: Vec<(usize, MediaId)>,
    items: Vec<Vec<Inline>>,
    header: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    row: Vec<Vec<Inline>>,
}

impl Reader {
    fn line(&self) -> usize {
        1 + self.lines.partition_point(|end| *end < self.at)
    }

    fn remark(&mut self, what: Loss) {
        let remark = Remark { line: self.line(), what };
        if self.remarks.last() != Some(&remark) {
            self.remarks.push(remark);
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            // Only a block of code holds line feeds.
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::InlineHtml(html) if is_break(&html) => self.text("\n"),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.remark(Loss::Html);
                self.text(&safe_html::text_of(&html).replace('\n', " "));
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.beside();
                self.blocks.push(Block::Divider);
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => match href(&dest_url) {
                Ok(href) => self.link = Some(href),
                Err(_) => self.remark(Loss::Link),
            },
            Tag::Image { dest_url, .. } => self.open_image(&dest_url),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                if self.lists > 0 {
                    self.remark(Loss::Inside);
                    self.fresh_line();
                }
            }
            Tag::List(start) => self.open_list(start),
            Tag::Item if self.lists > 1 => self.finish_item(),
            Tag::Heading { .. } | Tag::CodeBlock(_) if self.lists > 0 => self.fresh_line(),
            Tag::Heading { .. } => self.is_in_line = true,
            Tag::Table(_) => {
                self.beside();
                self.is_in_line = true;
                self.header.clear();
                self.rows.clear();
            }
            _ => {}
        }
    }

    /// An image of ours stands between paragraphs: what was before it in its own paragraph stands above it.
    fn open_image(&mut self, address: &str) {
        let is_inside = self.lists > 0 || self.quotes > 0 || self.link.is_some() || self.is_in_line;
        match media_of(address) {
            Some(media) if !is_inside => {
                self.paragraph();
                self.image = Some(media);
                self.images.push((self.line(), media));
            }
            _ => self.remark(Loss::Image),
        }
    }

    fn close_image(&mut self) {
        if let Some(media) = self.image.take() {
            let alt = text_of(&self.finish_runs()).split_whitespace().collect::<Vec<_>>().join(" ");
            self.blocks.push(Block::Image { media, alt, shown: None });
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        self.lists += 1;
        if self.lists == 1 {
            if self.quotes > 0 {
                self.remark(Loss::Inside);
            }
            self.ordered = start.is_some();
            self.start = start.and_then(|start| u32::try_from(start).ok()).unwrap_or(1);
            self.numbers = (self.start, self.start);
        } else {
            self.remark(Loss::NestedList);
            self.finish_item();
        }
    }

    /// Looks at the number that an item was given: they go up by one, or all are the same, which says "count them".
    fn number(&mut self, item: &str) {
        let digits: String = item.trim_start().chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { return };
        let (before, expected) = self.numbers;
        if self.lists > 1 || !self.ordered {
            return;
        }
        let is_same = number == self.start && before == self.start;
        if number != expected && !is_same {
            self.remark(Loss::Number);
        }
        self.numbers = (number, expected.saturating_add(1));
    }

    /// What cannot stand inside a list or a quote parts it: what was before stays before.
    fn beside(&mut self) {
        if self.lists > 0 || self.quotes > 0 {
            self.remark(Loss::Inside);
        }
        self.finish_item();
        self.push_list();
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => self.link = None,
            TagEnd::Image => self.close_image(),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            // In a list there are only items, in which every paragraph begins a line.
            TagEnd::Paragraph if self.lists > 0 => self.fresh_line(),
            TagEnd::Heading(_) | TagEnd::CodeBlock if self.lists > 0 => {
                self.remark(Loss::Inside);
                self.fresh_line();
            }
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::Item => self.finish_item(),
            TagEnd::List(_) => self.close_list(),
            TagEnd::TableCell => {
                let cell = self.finish_runs();
                self.row.push(cell);
            }
            TagEnd::TableHead => self.header = std::mem::take(&mut self.row),
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                self.rows.push(row);
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let (bold, italic) = (self.bold > 0, self.italic > 0);
        if let Some(last) = self.runs.last_mut()
            && last.bold == bold
            && last.italic == italic
            && last.link == self.link
        {
            last.text.push_str(text);
        } else if !(self.runs.is_empty() && text.trim().is_empty()) {
            self.runs.push(Inline { text: text.to_owned(), bold, italic, link: self.link.clone() });
        }
    }

    fn fresh_line(&mut self) {
        if self.runs.last().is_some_and(|last| !last.text.ends_with('\n')) {
            self.text("\n");
        }
    }

    fn finish_runs(&mut self) -> Vec<Inline> {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = runs.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
        runs.retain(|run| !run.text.is_empty());
        runs
    }

    fn finish_item(&mut self) {
        let item = self.finish_runs();
        if !item.is_empty() {
            self.items.push(item);
        }
    }

    fn close_list(&mut self) {
        self.finish_item();
        self.lists = self.lists.saturating_sub(1);
        if self.lists == 0 {
            self.push_list();
        }
    }

    fn push_list(&mut self) {
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            let next = self.start.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
            let start = if self.ordered { std::mem::replace(&mut self.start, next) } else { 1 };
            self.blocks.push(Block::List { ordered: self.ordered, start, items });
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        self.is_in_line = false;
        let content = self.finish_runs();
        let wanted = level as u8;
        let level = wanted.clamp(2, 4);
        if self.quotes > 0 {
            self.remark(Loss::Inside);
        }
        if level != wanted {
            self.remark(Loss::HeadingLevel);
        }
        if !content.is_empty() {
            self.blocks.push(Block::Heading { level, content });
        }
    }

    fn paragraph(&mut self) {
        let content = self.finish_runs();
        if content.is_empty() {
            return;
        }
        if let [Inline { text, bold: true, link: Some(href), .. }] = content.as_slice() {
            self.blocks.push(Block::Button { label: text.replace('\n', " "), href: href.clone() });
        } else if self.quotes > 0 {
            self.blocks.push(Block::Quote { content });
        } else {
            self.blocks.push(Block::Paragraph { content });
        }
    }

    fn table(&mut self) {
        self.is_in_line = false;
        let header = std::mem::take(&mut self.header);
        let mut rows = std::mem::take(&mut self.rows);
        for row in &mut rows {
            row.resize(header.len(), Vec::new());
        }
        if !header.is_empty() {
            self.blocks.push(Block::Table { header, rows });
        }
    }
}

/// The image of an address such as `media:17`.
fn media_of(address: &str) -> Option<MediaId> {
    let number = address.strip_prefix("media:")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok()).flatten()
}

/// Whether a tag only breaks the line.
fn is_break(html: &str) -> bool {
    matches!(html.to_ascii_lowercase().replace(' ', "").as_str(), "<br>" | "<br/>")
}

/// Where a link leads. A mail address alone, as in `<anna@voorbeeld.nl>`, is one to write to.
fn href(address: &str) -> Result<Href, HrefFault> {
    let is_mail = address.contains('@') && !address.contains([':', '/', '?']);
    Href::parse(address).or_else(|fault| if is_mail { Href::parse(&format!("mailto:{address}")) } else { Err(fault) })
}
