//! What a file is.

use image::ImageFormat;

use super::Refusal;

/// What a file is, by its first bytes and never by its name.
pub(super) fn format_of(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    match image::guess_format(bytes) {
        // The decoder fills in what did not arrive.
        Ok(ImageFormat::Jpeg) if !is_whole(bytes) => return Err(Refusal::Broken),
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)) => {
            return Ok(format);
        }
        Ok(ImageFormat::Avif) => return Err(Refusal::Heic),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    Err(match () {
        () if bytes.get(4..8) == Some(b"ftyp") => Refusal::Heic,
        () if text.contains("<svg") || text.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") => {
            Refusal::Svg
        }
        () if bytes.starts_with(b"%PDF")
            || bytes.starts_with(b"PK\x03\x04")
            || bytes.starts_with(b"\xd0\xcf\x11\xe0") =>
        {
            Refusal::Document
        }
        () => Refusal::Unknown,
    })
}

/// Whether the scans of a JPEG come to their end (ITU T.81, B.1.1.3). Its segments are walked by their length: what stands in
/// one, such as a small image, has signs of its own, and telephones put a film behind the end.
fn is_whole(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, kind, high, low]) = jpeg.get(at..at + 4) {
        match kind {
            0xff => at += 1,
            0xda => return jpeg.get(at..).is_some_and(|scan| memchr::memmem::find(scan, b"\xff\xd9").is_some()),
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}
