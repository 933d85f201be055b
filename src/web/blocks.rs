//! The block tree as a piece of page.

use maud::{Markup, html};

use crate::base::blocks::{Block, Blocks, Inline, Shown};

/// How words are drawn.
type Words<'a> = &'a dyn Fn(&str) -> Markup;

/// Draws blocks below a heading of level `below` (1 for a page's title): a block of level 2 becomes `below + 1`.
#[must_use]
pub fn draw(blocks: &Blocks, below: u8) -> Markup {
    draw_for("", blocks, below)
}

/// The same for who reads it elsewhere: images stand at their address on `site`.
#[must_use]
pub fn draw_for(site: &str, blocks: &Blocks, below: u8) -> Markup {
    html! { @for block in &blocks.0 { (one(site, block, below, &as_they_are)) } }
}

/// The same where something in the words is drawn in a way of its own.
#[must_use]
pub fn draw_with(words: Words<'_>, blocks: &Blocks, below: u8) -> Markup {
    html! { @for block in &blocks.0 { (one("", block, below, words)) } }
}

fn as_they_are(words: &str) -> Markup {
    html! { (words) }
}

fn one(site: &str, block: &Block, below: u8, words: Words<'_>) -> Markup {
    let runs = |content: &[Inline]| runs_with(words, content);
    match block {
        Block::Heading { level, content } => heading(level + below - 1, &runs(content)),
        Block::Paragraph { content } => html! { p class="utrecht-paragraph" { (runs(content)) } },
        Block::List { ordered: true, start, items } => {
            html! { ol class="utrecht-ordered-list" start=[(*start != 1).then_some(start)] { @for item in items { li class="utrecht-ordered-list__item" { (runs(item)) } } } }
        }
        Block::List { ordered: false, items, .. } => {
            html! { ul class="utrecht-unordered-list" { @for item in items { li class="utrecht-unordered-list__item" { (runs(item)) } } } }
        }
        Block::Quote { content } => html! { blockquote class="utrecht-blockquote" { p { (runs(content)) } } },
        Block::Table { header, rows } => table(header, rows, words),
        Block::Button { label, href } => {
            html! { p { a class="utrecht-link-button utrecht-button utrecht-button--primary-action" href=(href.as_str()) { (words(label)) } } }
        }
        Block::Divider => html! { hr class="utrecht-separator"; },
        Block::Image { shown: Some(shown), .. } => html! { p class="picture" { (picture_at(site, shown, 1200)) } },
        Block::Image { shown: None, .. } => html! {},
    }
}

/// Draws an image at most so wide. It keeps its place while it loads.
#[must_use]
pub fn picture(shown: &Shown, most: u32) -> Markup {
    picture_at("", shown, most)
}

fn picture_at(site: &str, shown: &Shown, most: u32) -> Markup {
    let (width, height) = shown.within(most);
    html! { img src=(shown.address(site)) alt=(shown.alt) width=(width) height=(height) loading="lazy" decoding="async"; }
}

fn heading(level: u8, content: &Markup) -> Markup {
    match level {
        ..=2 => html! { h2 class="utrecht-heading-2" { (content) } },
        3 => html! { h3 class="utrecht-heading-3" { (content) } },
        4 => html! { h4 class="utrecht-heading-4" { (content) } },
        _ => html! { h5 class="utrecht-heading-5" { (content) } },
    }
}

fn table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], words: Words<'_>) -> Markup {
    let runs = |content: &[Inline]| runs_with(words, content);
    html! {
        section class="utrecht-table-container table-region" tabindex="0" aria-label=(crate::base::blocks::text_of(header.first().map(Vec::as_slice).unwrap_or_default())) {
            table class="utrecht-table" {
                thead { tr { @for cell in header { th scope="col" class="utrecht-table__header-cell" { (runs(cell)) } } } }
                tbody { @for row in rows { tr { @for cell in row { td class="utrecht-table__cell" { (runs(cell)) } } } } }
            }
        }
    }
}

/// Draws runs of text.
#[must_use]
pub fn runs(content: &[Inline]) -> Markup {
    runs_with(&as_they_are, content)
}

fn runs_with(words: Words<'_>, content: &[Inline]) -> Markup {
    html! { @for run in content { (linked(run, words)) } }
}

fn linked(run: &Inline, words: Words<'_>) -> Markup {
    match &run.link {
        Some(href) => html! { a class="utrecht-link" href=(href.as_str()) { (dressed(run, words)) } },
        None => dressed(run, words),
    }
}

fn dressed(run: &Inline, words: Words<'_>) -> Markup {
    let text = html! { @for (at, line) in run.text.split('\n').enumerate() { @if at > 0 { br; } (words(line)) } };
    match (run.bold, run.italic) {
        (true, true) => html! { strong { em { (text) } } },
        (true, false) => html! { strong { (text) } },
        (false, true) => html! { em { (text) } },
        (false, false) => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::base::markdown;

    #[test]
    fn i03_a_page_shows_numbers_line_breaks_and_mail_addresses_as_typed() {
        let source = include_str!("../../tests/cases/12-markdown-that-changes-without-a-remark.md");
        let page = super::draw(&markdown::read(source).blocks, 1).into_string();
        for shown in [
            "<ol class=\"utrecht-ordered-list\" start=\"3\">",
            "Dijkweg 1<br>1234 AB Voorbeeld",
            "href=\"mailto:info@water.example\"",
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert_eq!(page.matches("start=").count(), 1);
    }
}
