//! The frame of the HTML: head, header, paper, small print. Written as MJML and laid out by `mrml`.
//!
//! `mrml` writes attribute values the way Rust prints strings for debugging, so letters outside ASCII (and our slots)
//! would be lost in them. They travel through it as [`shielded`] words.

use std::collections::HashMap;
use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use mrml::prelude::render::RenderOptions;

use super::super::{Part, Sheet};
use super::blocks::{Pen, salutation};
use super::link::linked;
use super::palette::{FONTS, Palette};
use super::{names_no_sender, typed};

/// After the preheader: room, so that a mail program does not fill its line with the words that follow.
const NOTHING: &str = "\u{34f} \u{200c}";

/// Draws a sheet.
pub fn draw(sheet: &Sheet) -> String {
    let mjml = shielded(&document(sheet).into_string());
    let options = RenderOptions { disable_comments: false, social_icon_origin: None, fonts: HashMap::new() };
    let drawn = mrml::parse(&mjml)
        .map_err(|error| error.to_string())
        .and_then(|parsed| parsed.element.render(&options).map_err(|error| error.to_string()));
    match drawn {
        Ok(drawn) => unshielded(&drawn),
        Err(error) => {
            // The tests draw every part with hostile words; should a sheet fail all the same, its words still arrive.
            tracing::error!(error, "a letter could not be laid out");
            bare(sheet)
        }
    }
}

fn document(sheet: &Sheet) -> Markup {
    let light = Palette::light(&sheet.dress);
    html! {
        mjml lang=(sheet.language.tag()) dir="ltr" {
            mj-head {
                mj-title { (typed(&sheet.title)) }
                mj-style { (PreEscaped(Palette::styles(&sheet.dress))) }
                mj-raw {
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    meta name="x-apple-disable-message-reformatting";
                    meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no";
                }
            }
            mj-body width="600px" background-color=(light.canvas.hex()) css-class="canvas" {
                (preheader(sheet))
                (header(sheet, &light))
                (paper(sheet, &light))
                (small_print(sheet, &light))
            }
        }
    }
}

/// Shown beside the subject and nowhere else; hidden from everyone alike, because the letter says it again.
fn preheader(sheet: &Sheet) -> Markup {
    let words = typed(&sheet.preheader);
    let room = NOTHING.repeat(100_usize.saturating_sub(words.chars().count()).min(60));
    html! {
        @if !words.trim().is_empty() {
            mj-raw { div style="display:none;mso-hide:all" lang=(sheet.content_language.tag()) { (words) (room) } }
        }
    }
}

fn header(sheet: &Sheet, light: &Palette) -> Markup {
    let style = format!("margin:0;font-size:18px;line-height:1.4;font-weight:bold;color:{}", light.on_brand.hex());
    if let Some(edition) = sheet.edition() {
        return html! { (logo(sheet)) (masthead(sheet, edition, light)) };
    }
    html! {
        mj-section css-class="brand" background-color=(light.brand.hex()) padding="18px 0" {
            mj-column {
                mj-text css-class="pad" padding="0 32px" color=(light.on_brand.hex()) font-family=(FONTS)
                    font-size="18px" line-height="1.4" {
                    p style=(style) { (typed(&sheet.dress.centre)) }
                }
            }
        }
    }
}

/// The logo stands on white, also in the dark: it was made for that.
fn logo(sheet: &Sheet) -> Markup {
    let Some(logo) = &sheet.dress.logo else { return html! {} };
    let scale =
        (f64::from(LOGO.0) / f64::from(logo.width.max(1))).min(f64::from(LOGO.1) / f64::from(logo.height.max(1)));
    let side = |length: u32| (f64::from(length) * scale.min(1.0)).round().max(16.0);
    let style = "display:block;border:0;background-color:#ffffff;color:#13232c;font-size:16px;line-height:1.5";
    html! {
        mj-section css-class="logo" background-color="#ffffff" padding="16px 0" {
            mj-column {
                mj-text css-class="pad" padding="0 32px" color="#13232c" font-family=(FONTS) font-size="16px" line-height="1.5" {
                    img src=(typed(&logo.address(&sheet.dress.site))) width=(side(logo.width)) height=(side(logo.height))
                        alt=(typed(&sheet.dress.centre)) style=(style);
                }
            }
        }
    }
}

/// The largest logo, in pixels of the page.
const LOGO: (u32, u32) = (240, 64);

/// Whose letter it is, which edition, of which day, and its title.
fn masthead(sheet: &Sheet, (name, day): (&str, &str), light: &Palette) -> Markup {
    let colour = light.on_brand.hex();
    let centre = format!("margin:0 0 20px;font-size:16px;line-height:1.5;font-weight:bold;color:{colour}");
    let which = format!("margin:0 0 8px;font-size:16px;line-height:1.5;color:{colour}");
    let title = format!("margin:0;font-size:32px;line-height:1.22;font-weight:bold;color:{colour}");
    let lang = (sheet.content_language != sheet.language).then(|| sheet.content_language.tag());
    html! {
        mj-section css-class="brand" background-color=(light.brand.hex()) padding="24px 0 32px" {
            mj-column {
                mj-text css-class="pad" padding="0 32px" color=(colour) font-family=(FONTS) font-size="16px" line-height="1.5" {
                    // Beside a logo, which says it too, it would stand there twice.
                    @if sheet.dress.logo.is_none() { p style=(centre) { (typed(&sheet.dress.centre)) } }
                    p style=(which) { strong { (typed(name)) } @if !day.is_empty() { " \u{b7} " (typed(day)) } }
                    h1 lang=[lang] style=(title) { (typed(&sheet.title)) }
                }
            }
        }
    }
}

fn paper(sheet: &Sheet, light: &Palette) -> Markup {
    let mut pen = Pen::new(sheet, light);
    if sheet.edition().is_none() {
        pen.title(&sheet.title);
    }
    pen.parts(&sheet.parts);
    html! {
        mj-section css-class="paper" background-color=(light.paper.hex()) padding="32px 0 24px" {
            mj-column { (pen.finish()) }
        }
    }
}

fn small_print(sheet: &Sheet, light: &Palette) -> Markup {
    html! {
        mj-section css-class="small-print" padding="24px 0 40px" {
            mj-column {
                mj-text css-class="pad" padding="0 32px" color=(light.quiet.hex()) font-family=(FONTS)
                    font-size="16px" line-height="1.6" {
                    @for part in &sheet.footer { (small(part, light, sheet)) }
                    @if names_no_sender(sheet) {
                        p style="margin:0" { strong { (typed(&sheet.dress.centre)) }
                            @if !sheet.dress.postal_address.trim().is_empty() { br; (typed(&sheet.dress.postal_address)) } }
                    }
                }
            }
        }
    }
}

fn small(part: &Part, light: &Palette, sheet: &Sheet) -> Markup {
    let style = "margin:0 0 12px";
    match part {
        Part::Linked { before, label, href, after } => {
            html! { p style=(style) { (linked([before, label, href, after], light)) } }
        }
        Part::Button { label, href } => html! { p style=(style) { (linked(["", label, href, ""], light)) } },
        Part::Text(text) | Part::Heading(text) | Part::Code { code: text, .. } => {
            html! { p style=(style) { (typed(text)) } }
        }
        Part::Salutation => html! { p style=(style) { (salutation()) } },
        Part::Article { title, href, .. } => {
            let href = href.as_ref().map_or("", |href| href.as_str());
            html! { p style=(style) { (linked(["", title, href, ""], light)) } }
        }
        Part::Blocks(blocks) => {
            let mut pen = Pen::new(sheet, light);
            html! { (pen.in_small_print(blocks)) }
        }
        Part::Divider | Part::Edition { .. } => html! {},
    }
}

/// Every letter outside printable ASCII, and every backslash, as `&_hex;`. People cannot write that: their `&` is
/// `&amp;` by now.
fn shielded(mjml: &str) -> String {
    let mut shielded = String::with_capacity(mjml.len());
    for letter in mjml.chars() {
        if letter == '\\' || !(letter.is_ascii_graphic() || letter == ' ') {
            // Writing to a string cannot fail.
            let _ = write!(shielded, "&_{:x};", u32::from(letter));
        } else {
            shielded.push(letter);
        }
    }
    shielded
}

fn unshielded(html: &str) -> String {
    let mut pieces = html.split("&_");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once(';').unwrap_or(("", piece));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out
}

/// The words of a letter without any layout.
fn bare(sheet: &Sheet) -> String {
    let language = sheet.language.tag();
    html! {
        (maud::DOCTYPE)
        html lang=(language) dir="ltr" {
            head { meta charset="utf-8"; title { (typed(&sheet.title)) } }
            body { div lang=(language) dir="ltr" { pre { (sheet.text()) } } }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shielded_words_come_back_as_they_were() {
        for words in ["Geachte mevrouw Çelik 👩‍🚒", "a\\b\n\"c\"", "\u{f8f0}unsubscribe\u{f8f1}", "&amp;_41; & _"]
        {
            assert_eq!(unshielded(&shielded(words)), words);
            assert!(shielded(words).is_ascii());
        }
    }
}
