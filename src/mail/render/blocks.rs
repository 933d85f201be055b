//! The parts and blocks of a letter as MJML: what flows together stands in one text element, a button in its own.

use maud::{Markup, PreEscaped, html};

use super::super::{Part, SALUTATION, Sheet};
use super::link::{link, linked};
use super::palette::{FONTS, Palette};
use super::{article_link, by_link, in_this_issue, typed};
use crate::base::Language;
use crate::base::blocks::{Block, Blocks, Cover, Href, Inline, Shown};

/// Writes the column of a letter from top to bottom.
pub struct Pen<'a> {
    palette: &'a Palette,
    frame: Language,
    content: Language,
    site: String,
    done: String,
    flow: String,
}

impl<'a> Pen<'a> {
    /// An empty column.
    pub fn new(sheet: &Sheet, palette: &'a Palette) -> Self {
        Self {
            palette,
            frame: sheet.language,
            content: sheet.content_language,
            site: sheet.dress.site.clone(),
            done: String::new(),
            flow: String::new(),
        }
    }

    /// The one heading of level 1.
    pub fn title(&mut self, title: &str) {
        let style = self.heading_style(28, "0 0 20px");
        self.flow(&html! { h1 style=(style) { (typed(title)) } });
    }

    /// Parts, one after another. A line parts an article from the one before it; what else there is to read stands below
    /// the first of many.
    pub fn parts(&mut self, parts: &[Part]) {
        let titles = titles(parts);
        let (mut after_article, mut first) = (false, true);
        for part in parts {
            let is_article = matches!(part, Part::Article { .. });
            if after_article && is_article {
                self.divider();
            }
            match part {
                Part::Article { title, lead, href, cover: Some(cover) } if first => {
                    self.lead_article(title, lead, href.as_ref(), cover);
                }
                _ => self.part(part),
            }
            after_article = is_article;
            if first && is_article {
                first = false;
                if titles.len() >= MANY {
                    self.contents(&titles[1..]);
                    after_article = false;
                }
            }
        }
    }

    /// The column as MJML.
    pub fn finish(mut self) -> Markup {
        self.close_flow();
        PreEscaped(self.done)
    }

    /// Blocks without buttons of their own, for small print.
    pub fn in_small_print(&mut self, blocks: &Blocks) -> Markup {
        let lang = self.lang();
        html! { div lang=[lang] { @for block in &blocks.0 { (self.flowing(block)) } } }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Salutation => self.flow(&html! { p style=(PARAGRAPH) { (salutation()) } }),
            Part::Text(text) => self.flow(&html! { p style=(PARAGRAPH) { (typed(text)) } }),
            Part::Heading(text) => {
                let style = self.heading_style(21, "28px 0 10px");
                self.flow(&html! { h2 style=(style) { (typed(text)) } });
            }
            Part::Blocks(blocks) => blocks.0.iter().for_each(|block| self.block(block)),
            Part::Article { title, lead, href, cover } => {
                let words = self.article(title, lead, href.as_ref());
                let drawn = match cover {
                    Some(cover) => self.beside(&cover.small, &words),
                    None => words,
                };
                self.flow(&drawn);
            }
            Part::Edition { .. } => {}
            Part::Button { label, href } => self.button(&html! { (typed(label)) }, href),
            Part::Linked { before, label, href, after } => {
                let palette = self.palette;
                self.flow(&html! { p style=(PARAGRAPH) { (linked([before, label, href, after], palette)) } });
            }
            Part::Code { code, about, picture } => self.code(code, about, picture),
            Part::Divider => self.divider(),
        }
    }

    /// The code follows its picture, so that it is there where pictures are not shown.
    fn code(&mut self, code: &str, about: &str, picture: &str) {
        self.close_flow();
        let alt = typed(about);
        let drawn = html! {
            mj-image css-class="pad" align="left" padding="8px 32px" width="180px" src={ "cid:" (picture) } alt=(alt) {}
        };
        self.done.push_str(&drawn.into_string());
        let style = format!(
            "margin:0 0 16px;font-size:26px;font-weight:bold;letter-spacing:2px;color:{}",
            self.palette.ink.hex()
        );
        self.flow(&html! { p style="margin:0" { (alt) } p style=(style) { (typed(code)) } });
    }

    fn article(&self, title: &str, lead: &str, href: Option<&Href>) -> Markup {
        let (lang, palette) = (self.lang(), self.palette);
        let style = self.heading_style(21, "0 0 8px");
        html! {
            h2 lang=[lang] style=(style) { (typed(title)) }
            @if !lead.trim().is_empty() { p lang=[lang] style="margin:0 0 10px" { (typed(lead)) } }
            @if let Some(href) = href { p style="margin:0 0 8px;font-weight:bold" { (link(href.as_str(), &self.read_on(title), palette)) } }
        }
    }

    /// The words of the link to an article: they name it, so that a list of links makes sense on its own.
    fn read_on(&self, title: &str) -> Markup {
        html! { (article_link(self.frame)) ": " span lang=[self.lang()] { (typed(title)) } }
    }

    /// The first article, with its picture as wide as the letter.
    fn lead_article(&mut self, title: &str, lead: &str, href: Option<&Href>, cover: &Cover) {
        self.close_flow();
        let picture = html! {
            mj-text padding="8px 0 24px" color=(self.palette.ink.hex()) font-family=(FONTS) font-size="16px" line-height="1.5" {
                (self.image(&cover.lead, 600, "width:100%;height:auto"))
            }
        };
        self.done.push_str(&picture.into_string());
        let lang = self.lang();
        let style = self.heading_style(26, "0 0 12px");
        self.flow(&html! {
            h2 lang=[lang] style=(style) { (typed(title)) }
            @if !lead.trim().is_empty() { p lang=[lang] style="margin:0 0 8px" { (typed(lead)) } }
        });
        if let Some(href) = href {
            let words = self.read_on(title);
            self.button(&words, href.as_str());
        }
    }

    /// A small picture beside words; above them on a phone.
    fn beside(&self, small: &Shown, words: &Markup) -> Markup {
        let fixed = "width:168px;height:132px;border-radius:6px";
        html! {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%;margin:0 0 8px" {
                tr {
                    td class="beside" width="168" valign="top" style="width:168px" { (self.sized(small, (168, 132), fixed)) }
                    td class="beside" valign="top" style="padding:0 0 0 24px" { (words) }
                }
            }
        }
    }

    /// What else there is to read. Without links: a jump within a mail fails in half of the mail programs.
    fn contents(&mut self, titles: &[&str]) {
        let lang = self.lang();
        let (soft, line, ink) = (self.palette.soft.hex(), self.palette.line.hex(), self.palette.ink.hex());
        let box_style = format!("padding:22px 24px 12px;background-color:{soft};border-radius:10px");
        let style = self.heading_style(18, "0 0 8px");
        let cell = format!("padding:9px 0;border-top:1px solid {line};color:{ink};font-size:16px;line-height:1.5");
        let heading = in_this_issue(self.frame);
        self.flow(&html! {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%;margin:8px 0 28px" {
                tr { td class="soft" bgcolor=(soft) style=(box_style) {
                    h2 style=(style) { (heading) }
                    table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%" {
                        @for title in titles { tr { td class="row soft" lang=[lang] style=(cell) { (typed(title)) } } }
                    }
                } }
            }
        });
    }

    /// An image at most so wide, at the address from which everyone can fetch it.
    fn image(&self, shown: &Shown, most: u32, style: &str) -> Markup {
        self.sized(shown, shown.within(most), style)
    }

    fn sized(&self, shown: &Shown, (width, height): (u32, u32), style: &str) -> Markup {
        let (soft, ink) = (self.palette.soft.hex(), self.palette.ink.hex());
        let style = format!(
            "display:block;border:0;{style};background-color:{soft};color:{ink};font-size:16px;line-height:1.5"
        );
        html! {
            img src=(typed(&shown.address(&self.site))) width=(width) height=(height) alt=(typed(&shown.alt))
                lang=[self.lang()] style=(style);
        }
    }

    fn block(&mut self, block: &Block) {
        let lang = self.lang();
        match block {
            Block::Button { label, href } => self.button(&html! { span lang=[lang] { (typed(label)) } }, href.as_str()),
            Block::Divider => self.divider(),
            _ => {
                let drawn = self.flowing(block);
                self.flow(&match lang {
                    Some(lang) => html! { div lang=(lang) { (drawn) } },
                    None => drawn,
                });
            }
        }
    }

    /// A block as plain HTML. A button becomes a link.
    fn flowing(&self, block: &Block) -> Markup {
        match block {
            Block::Heading { level: ..=2, content } => {
                html! { h2 style=(self.heading_style(21, "28px 0 10px")) { (self.runs(content)) } }
            }
            Block::Heading { level: 3, content } => {
                html! { h3 style=(self.heading_style(18, "24px 0 8px")) { (self.runs(content)) } }
            }
            Block::Heading { content, .. } => {
                html! { h4 style=(self.heading_style(17, "20px 0 6px")) { (self.runs(content)) } }
            }
            Block::Paragraph { content } => html! { p style=(PARAGRAPH) { (self.runs(content)) } },
            Block::List { ordered: true, start, items } => {
                html! { ol start=[(*start != 1).then_some(start)] style=(LIST) { (self.items(items)) } }
            }
            Block::List { ordered: false, items, .. } => html! { ul style=(LIST) { (self.items(items)) } },
            Block::Quote { content } => {
                let style =
                    format!("margin:0 0 16px;padding:2px 0 2px 16px;border-left:4px solid {}", self.palette.link.hex());
                html! { blockquote style=(style) { p style="margin:0" { (self.runs(content)) } } }
            }
            Block::Table { header, rows } => self.table(header, rows),
            Block::Button { label, href } => {
                html! { p style=(PARAGRAPH) { (link(href.as_str(), &html! { (typed(label)) }, self.palette)) } }
            }
            Block::Image { shown: Some(shown), .. } => {
                html! { p style=(PARAGRAPH) { (self.image(shown, 536, "width:auto;max-width:100%;height:auto")) } }
            }
            Block::Divider | Block::Image { shown: None, .. } => html! {},
        }
    }

    fn items(&self, items: &[Vec<Inline>]) -> Markup {
        html! { @for item in items { li style="margin:0 0 6px" { (self.runs(item)) } } }
    }

    fn table(&self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Markup {
        let line = self.palette.line.hex();
        let cell = |weight: &str, width: u8| {
            format!(
                "padding:8px 12px 8px 0;text-align:left;vertical-align:top;font-weight:{weight};border-bottom:{width}px solid {line}"
            )
        };
        let (head, body) = (cell("bold", 2), cell("normal", 1));
        let frame =
            "width:100%;margin:0 0 16px;border-collapse:collapse;font-size:16px;line-height:1.5;word-break:normal";
        html! {
            div style="overflow-x:auto" {
                table cellpadding="0" cellspacing="0" border="0" width="100%" style=(frame) {
                    thead { tr { @for cell in header { th scope="col" align="left" style=(head) { (self.runs(cell)) } } } }
                    tbody { @for row in rows { tr {
                        @for cell in row { td class="cell" align="left" valign="top" style=(body) { (self.runs(cell)) } }
                    } } }
                }
            }
        }
    }

    fn runs(&self, content: &[Inline]) -> Markup {
        html! {
            @for (href, runs) in by_link(content) {
                @match href {
                    Some(href) => { (link(href.as_str(), &html! { @for run in runs { (dressed(run)) } }, self.palette)) },
                    None => { @for run in runs { (dressed(run)) } },
                }
            }
        }
    }

    /// Drawn with a table, so that every mail program shows a whole button (and all of it is the link).
    fn button(&mut self, label: &Markup, href: &str) {
        self.close_flow();
        let palette = self.palette;
        let button = html! {
            mj-button css-class="act pad" align="left" padding="8px 32px 24px" inner-padding="14px 24px"
                background-color=(palette.brand.hex()) color=(palette.on_brand.hex()) border-radius="6px"
                font-family=(FONTS) font-size="17px" font-weight="bold" line-height="1.3" href=(href) target="_self" {
                (label)
            }
        };
        self.done.push_str(&button.into_string());
    }

    fn divider(&mut self) {
        let style =
            format!("margin:24px 0;border-top:1px solid {};font-size:1px;line-height:1px", self.palette.line.hex());
        self.flow(&html! { p class="line" style=(style) {} });
    }

    fn flow(&mut self, markup: &Markup) {
        self.flow.push_str(&markup.0);
    }

    fn close_flow(&mut self) {
        if self.flow.is_empty() {
            return;
        }
        let text = html! {
            mj-text css-class="pad" padding="0 32px" color=(self.palette.ink.hex()) font-family=(FONTS)
                font-size="17px" line-height="1.55" { (PreEscaped(std::mem::take(&mut self.flow))) }
        };
        self.done.push_str(&text.into_string());
    }

    /// The language of content, when it is not the frame's.
    fn lang(&self) -> Option<&'static str> {
        (self.content != self.frame).then(|| self.content.tag())
    }

    fn heading_style(&self, size: u8, margin: &str) -> String {
        format!("margin:{margin};font-size:{size}px;line-height:1.25;font-weight:bold;color:{}", self.palette.ink.hex())
    }
}

/// From so many articles on, a letter says what stands in it.
pub const MANY: usize = 4;

/// The titles of the articles among parts.
pub fn titles(parts: &[Part]) -> Vec<&str> {
    let mut titles = Vec::new();
    for part in parts {
        if let Part::Article { title, .. } = part {
            titles.push(title.as_str());
        }
    }
    titles
}

const PARAGRAPH: &str = "margin:0 0 16px";
const LIST: &str = "margin:0 0 16px;padding:0 0 0 24px";

/// The slot of the salutation.
pub fn salutation() -> Markup {
    PreEscaped(SALUTATION.to_owned())
}

fn dressed(run: &Inline) -> Markup {
    let text = html! { @for (at, line) in run.text.split('\n').enumerate() { @if at > 0 { br; } (typed(line)) } };
    match (run.bold, run.italic) {
        (true, true) => html! { strong { em { (text) } } },
        (true, false) => html! { strong { (text) } },
        (false, true) => html! { em { (text) } },
        (false, false) => text,
    }
}
