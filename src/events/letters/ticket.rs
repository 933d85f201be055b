//! The proof of a place: a random code of 128 bits as a picture, and a short one that works only at the door.

use std::fmt::Write as _;

use anyhow::Context as _;
use data_encoding::BASE32_NOPAD;
use qrcode::{Color, EcLevel, QrCode};

use crate::base::Random;
use crate::base::id::EventId;

/// The word of the picture in a letter.
pub(in crate::events) const PICTURE: &str = "bewijs";
/// White around the modules (ISO/IEC 18004), in modules.
const QUIET: usize = 4;
/// How many dots of the picture a module is wide.
const DOTS: usize = 6;

/// A new short code of eight letters and a new long one.
pub(in crate::events) fn codes(random: &Random) -> (String, String) {
    (BASE32_NOPAD.encode(&random.bytes::<5>()), BASE32_NOPAD.encode(&random.bytes::<16>()))
}

/// What the picture says: the event, so that a code of another one is understood, and the long code. Nothing about a person.
pub(in crate::events) fn scanned(event: EventId, ticket: &str) -> String {
    format!("{event}-{ticket}")
}

/// A picture as the path of an SVG, one unit a module, the quiet zone not included; and the length of a side.
pub(in crate::events) fn path(text: &str) -> anyhow::Result<(String, usize)> {
    let (modules, side) = modules(text)?;
    let mut path = String::new();
    for (at, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = (at % side, at / side);
        write!(path, "M{x} {y}h1v1h-1z")?;
    }
    Ok((path, side))
}

/// The same as a picture by itself, for paper: in bars, which overlap by a hair so that no printer leaves a line between them.
pub(in crate::events) fn svg(text: &str) -> anyhow::Result<String> {
    let (modules, side) = modules(text)?;
    let mut path = String::new();
    for (y, row) in modules.chunks(side).enumerate() {
        let mut x = 0;
        for bar in row.chunk_by(|one, next| one == next) {
            if bar.first() == Some(&true) {
                write!(path, "M{x} {y}h{0}v1.02h-{0}z", bar.len())?;
            }
            x += bar.len();
        }
    }
    Ok(format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\"/></svg>"))
}

/// The same as a PNG of one bit a dot, with its own white ground.
pub(in crate::events) fn png(text: &str) -> anyhow::Result<Vec<u8>> {
    let (modules, side) = modules(text)?;
    let width = (side + 2 * QUIET) * DOTS;
    let is_dark = |dot: usize| {
        let (x, y) = ((dot % width / DOTS).checked_sub(QUIET), (dot / width / DOTS).checked_sub(QUIET));
        matches!((x, y), (Some(x), Some(y)) if x < side && y < side && modules.get(y * side + x) == Some(&true))
    };
    let row = width.div_ceil(8);
    let mut bits = vec![0_u8; row * width];
    for dot in (0..width * width).filter(|dot| !is_dark(*dot)) {
        if let Some(byte) = bits.get_mut(dot / width * row + dot % width / 8) {
            *byte |= 0x80 >> (dot % width % 8);
        }
    }
    let mut file = Vec::new();
    let side = u32::try_from(width).context("a picture is too large")?;
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bits)?;
    writer.finish()?;
    Ok(file)
}

fn modules(text: &str) -> anyhow::Result<(Vec<bool>, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let side = code.width();
    Ok((code.to_colors().into_iter().map(|color| color == Color::Dark).collect(), side))
}
