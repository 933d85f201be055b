//! The plain text: every word and every address of the HTML, in the same order.

use super::super::{Part, SALUTATION, Sheet};
use super::blocks::{MANY, titles};
use super::{article_link, by_link, in_this_issue, names_no_sender, space_after, space_before, typed};
use crate::base::Language;
use crate::base::blocks::{Block, Href, Inline, Shown, text_of};

/// The longest line, in characters; an address is never broken, however long.
const WIDTH: usize = 72;

/// Writes a sheet.
pub fn write(sheet: &Sheet) -> String {
    let mut pieces = vec![wrapped(&typed(&sheet.dress.centre), "", "")];
    if let Some((name, day)) = sheet.edition() {
        pieces.push(wrapped(&typed(&if day.is_empty() { name.to_owned() } else { format!("{name}, {day}") }), "", ""));
    }
    pieces.push(heading(&typed(&sheet.title), '='));
    let (titles, mut first) = (titles(&sheet.parts), true);
    for part in &sheet.parts {
        pieces.extend(of_part(part, sheet.language));
        if first && matches!(part, Part::Article { .. }) {
            first = false;
            if titles.len() >= MANY {
                pieces.push(contents(&titles[1..], sheet.language));
            }
        }
    }
    pieces.push(LINE.to_owned());
    for part in &sheet.footer {
        pieces.extend(of_part(part, sheet.language));
    }
    if names_no_sender(sheet) {
        let sender = [typed(&sheet.dress.centre), typed(&sheet.dress.postal_address)];
        pieces.push(sender.iter().map(|line| wrapped(line, "", "")).collect::<Vec<_>>().join("\n"));
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    format!("{}\n", pieces.join("\n\n"))
}

fn of_part(part: &Part, frame: Language) -> Vec<String> {
    match part {
        Part::Salutation => vec![SALUTATION.to_owned()],
        Part::Text(text) => vec![wrapped(&typed(text), "", "")],
        Part::Heading(text) => vec![heading(&typed(text), '-')],
        Part::Blocks(blocks) => blocks.0.iter().map(of_block).collect(),
        Part::Edition { .. } => Vec::new(),
        Part::Article { title, lead, href, .. } => article(title, lead, href.as_ref(), frame),
        Part::Button { label, href } => vec![act(&typed(label), href)],
        Part::Linked { before, label, href, after } => {
            let (before, label, after) = (typed(before), typed(label), typed(after));
            let (ahead, behind) = (space_after(&before), space_before(&after));
            // On a line of its own no full stop can stick to the address.
            vec![format!("{}\n{href}", wrapped(&format!("{before}{ahead}{label}{behind}{after}"), "", ""))]
        }
        Part::Code { code, about, .. } => vec![wrapped(&typed(&format!("{about}: {code}")), "", "")],
        Part::Divider => vec![LINE.to_owned()],
    }
}

const LINE: &str = "* * *";

fn article(title: &str, lead: &str, href: Option<&Href>, frame: Language) -> Vec<String> {
    let title = typed(title);
    let mut pieces = vec![heading(&title, '-'), wrapped(&typed(lead), "", "")];
    if let Some(href) = href {
        let words = wrapped(&format!("{}: {title}", article_link(frame)), "", "");
        pieces.push(format!("{words}\n{}", href.as_str()));
    }
    pieces
}

fn contents(titles: &[&str], frame: Language) -> String {
    let lines = titles.iter().map(|title| wrapped(&typed(title), "- ", "  "));
    [format!("{}:", in_this_issue(frame))].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

/// Words and, on a line of its own, the address they lead to.
fn act(label: &str, href: &str) -> String {
    format!("{}\n{href}", wrapped(&format!("{}:", label.trim()), "", ""))
}

fn of_block(block: &Block) -> String {
    match block {
        Block::Heading { level: ..=2, content } => heading(&runs(content), '-'),
        Block::Heading { content, .. } | Block::Paragraph { content } => wrapped(&runs(content), "", ""),
        Block::List { ordered, start, items } => list(ordered.then_some(*start), items),
        Block::Quote { content } => wrapped(&runs(content), "> ", "> "),
        Block::Table { header, rows } => rows.iter().map(|row| row_of(header, row)).collect::<Vec<_>>().join("\n"),
        Block::Button { label, href } => act(&typed(label), href.as_str()),
        Block::Divider => LINE.to_owned(),
        Block::Image { shown, .. } => shown.as_ref().map(picture).unwrap_or_default(),
    }
}

/// What there is to see, between brackets; nothing of what only decorates.
fn picture(shown: &Shown) -> String {
    let words = typed(&shown.alt);
    if words.trim().is_empty() { String::new() } else { wrapped(&format!("[{}]", words.trim()), "", "") }
}

fn list(start: Option<u32>, items: &[Vec<Inline>]) -> String {
    let line = |(index, item): (u32, &Vec<Inline>)| {
        let mark = start.map_or("- ".to_owned(), |start| format!("{}. ", start.saturating_add(index)));
        wrapped(&runs(item), &mark, &" ".repeat(mark.len()))
    };
    (0..).zip(items).map(line).collect::<Vec<_>>().join("\n")
}

/// A row of a table read aloud: "- Datum: 3 december", and below it the other columns.
fn row_of(header: &[Vec<Inline>], row: &[Vec<Inline>]) -> String {
    let cell = |(index, (head, cell)): (usize, (&Vec<Inline>, &Vec<Inline>))| {
        let (head, mark) = (typed(&text_of(head)), if index == 0 { "- " } else { "  " });
        let line = if head.trim().is_empty() { runs(cell) } else { format!("{}: {}", head.trim(), runs(cell)) };
        wrapped(&line, mark, "  ")
    };
    header.iter().zip(row).enumerate().map(cell).collect::<Vec<_>>().join("\n")
}

fn runs(content: &[Inline]) -> String {
    by_link(content)
        .map(|(href, runs)| {
            let words = text_of(runs).split('\n').map(typed).collect::<Vec<_>>().join("\n");
            href.map_or(words.clone(), |href| with_address(&words, href.as_str()))
        })
        .collect()
}

/// Words and their address between brackets; only the address when the words are the address.
fn with_address(words: &str, href: &str) -> String {
    let (label, behind) = (words.trim_end(), &words[words.trim_end().len()..]);
    let bare = href.trim_start_matches("mailto:").trim_start_matches("tel:");
    let said = label.trim().trim_end_matches('/');
    if said.is_empty() || said == href.trim_end_matches('/') {
        return format!("{href}{behind}");
    }
    if said == bare { words.to_owned() } else { format!("{label} ({bare}){behind}") }
}

fn heading(words: &str, underline: char) -> String {
    let lines = wrapped(words, "", "");
    let length = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    if length == 0 { lines } else { format!("{lines}\n{}", underline.to_string().repeat(length)) }
}

/// Words in lines of at most [`WIDTH`], broken at line feeds and spaces only; the first line and the others begin as given.
fn wrapped(words: &str, first: &str, others: &str) -> String {
    let begin = |at: usize| if at == 0 { first } else { others };
    let lines = words.split('\n').enumerate().map(|(at, line)| line_of(line, begin(at), others));
    lines.collect::<Vec<_>>().join("\n")
}

fn line_of(words: &str, first: &str, others: &str) -> String {
    let mut text = first.to_owned();
    let (mut column, mut fresh) = (first.chars().count(), true);
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if !fresh && column + 1 + length > WIDTH {
            text.push('\n');
            text.push_str(others);
            (column, fresh) = (others.chars().count(), true);
        }
        if !fresh {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
        fresh = false;
    }
    text
}
