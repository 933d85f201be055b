//! From the bytes of a file to the sizes that are shown. Pure, and bounded before anything is decoded.

mod kind;

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{
    AnimationDecoder as _, DynamicImage, ExtendedColorType, GenericImageView as _, ImageDecoder, ImageEncoder as _,
    ImageFormat, ImageReader, Limits, RgbImage,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use self::kind::format_of;

/// The most pixels of an image. A whole photo of so many takes some 120 MB while it is read.
const PIXELS: u64 = 40_000_000;
/// The most bytes that decoding may hold.
const HELD: u64 = 256 * 1024 * 1024;
/// The longest side.
const SIDE: u32 = 20_000;
/// The smallest image: below it, it is a sign to count openings or a mistake.
const SMALLEST: u32 = 16;
/// The longest colour profile that is looked at.
const PROFILE: usize = 1024 * 1024;
/// The most bytes of the picture that is shown where a page is shared.
const SHARED: usize = 300_000;

/// What an image is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// What is kept to cut from again: at most 2,400 pixels a side.
    Full,
    /// Between paragraphs: at most 1,200 wide, twice what a mail shows.
    Wide,
    /// Above an article and where it is shared: 1200 × 630.
    Lead,
    /// Beside a text and in the library: 504 × 396.
    Small,
    /// Where it is shared, of an image that is too small for [`Self::Lead`] to have its 1200 × 630: enlarged to that, because
    /// other sites show a smaller one as a stamp or not at all.
    Share,
}

impl Size {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Full, Self::Wide, Self::Lead, Self::Small, Self::Share];

    /// The word in the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Wide => "wide",
            Self::Lead => "lead",
            Self::Small => "small",
            Self::Share => "share",
        }
    }

    /// What it is cut to; `None` when it keeps its shape.
    const fn cut(self) -> Option<(u32, u32)> {
        match self {
            Self::Full | Self::Wide => None,
            Self::Lead | Self::Share => Some((1200, 630)),
            Self::Small => Some((504, 396)),
        }
    }

    /// Whether an image so large is made into it.
    fn is_for(self, image: (u32, u32)) -> bool {
        let lead = (1200, 630);
        self != Self::Share || cut_size(image, lead, self) != cut_size(image, lead, Self::Lead)
    }

    const fn quality(self) -> u8 {
        match self {
            Self::Full => 84,
            _ => 74,
        }
    }
}

/// Why a file cannot be an image here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// A drawing that can hold code.
    Svg,
    /// A form of photo that not every browser and mail program shows.
    Heic,
    /// A document.
    Document,
    /// Nothing that we know.
    Unknown,
    /// It says to be an image and cannot be read.
    Broken,
    /// It has so many millions of pixels, or would take too much to read.
    TooManyPixels(u64),
    /// It is smaller than anything that can be shown.
    TooSmall,
    /// The file is too large.
    TooLarge,
    /// Reading it took longer than it may, because the machine is busy.
    TooSlow,
}

/// What an image became.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its files.
    pub files: Vec<Made>,
    /// The width of the largest.
    pub width: u32,
    /// The height of the largest.
    pub height: u32,
    /// Whether it moved, of which the first image was taken.
    pub moved: bool,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Made {
    /// Which size it is.
    pub size: Size,
    /// The end of its name.
    pub form: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Makes every size of a file, cut around a point in hundredths from the left and the top, as long as somebody waits.
///
/// # Errors
/// Why it cannot be shown.
pub fn make(bytes: &[u8], focus: (u8, u8), waits: impl Fn() -> bool) -> Result<Picture, Refusal> {
    let format = format_of(bytes)?;
    let moved = moves(bytes, format);
    let (image, profile, orientation) = decode(bytes, format)?;
    // Everything that costs by the pixel comes after this.
    let mut image = fit(&image, 2400, 2400)?;
    if let Some(profile) = profile {
        image = to_srgb(image, &profile);
    }
    image.apply_orientation(orientation);
    let image = on_white(image);
    let drawn = matches!(format, ImageFormat::Png | ImageFormat::Gif);
    let (width, height) = image.dimensions();
    let image = DynamicImage::ImageRgb8(image);
    let mut files = Vec::new();
    for size in Size::ALL.into_iter().filter(|size| size.is_for((width, height))) {
        if !waits() {
            return Err(Refusal::TooSlow);
        }
        files.push(sized(&image, size, focus, drawn)?);
    }
    Ok(Picture { files, width, height, moved })
}

/// The sizes that depend on the focus, cut anew from the full size.
///
/// # Errors
/// When the file cannot be read, which ours can.
pub(super) fn cut_anew(full: &[u8], focus: (u8, u8)) -> Result<Vec<Made>, Refusal> {
    let format = format_of(full)?;
    let (image, _, _) = decode(full, format)?;
    let image = DynamicImage::ImageRgb8(image.into_rgb8());
    let drawn = format == ImageFormat::Png;
    let whole = image.dimensions();
    let cuts = Size::ALL.into_iter().filter(|size| size.cut().is_some() && size.is_for(whole));
    cuts.map(|size| sized(&image, size, focus, drawn)).collect()
}

/// How much an image may hold while it is read.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(HELD);
    limits
}

/// Whether there is more than one image in it.
fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        // Beyond the bounds it is only not said that it moved; decoding refuses it in its own words.
        ImageFormat::Gif => GifDecoder::new(Cursor::new(bytes)).is_ok_and(|mut decoder| {
            decoder.set_limits(limits()).is_ok() && decoder.into_frames().take(2).flatten().count() > 1
        }),
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    }
}

/// The image as it lies in the file, its colour profile, and how it must be turned.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Option<Vec<u8>>, Orientation), Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| refusal_of(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS || decoder.total_bytes() > HELD {
        return Err(Refusal::TooManyPixels(pixels / 1_000_000));
    }
    if width < SMALLEST || height < SMALLEST {
        return Err(Refusal::TooSmall);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= PROFILE);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refusal_of(&error))?;
    Ok((image, profile, orientation))
}

fn refusal_of(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::TooManyPixels(PIXELS / 1_000_000),
        _ => Refusal::Broken,
    }
}

/// The image with eight bits a channel, at most so large.
fn fit(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Refusal> {
    let plain;
    let image = match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
        other if other.color().has_alpha() => {
            plain = DynamicImage::ImageRgba8(other.to_rgba8());
            &plain
        }
        other => {
            plain = DynamicImage::ImageRgb8(other.to_rgb8());
            &plain
        }
    };
    let (from_width, from_height) = image.dimensions();
    let scale = (f64::from(width) / f64::from(from_width)).min(f64::from(height) / f64::from(from_height)).min(1.0);
    let whole = (0.0, 0.0, f64::from(from_width), f64::from(from_height));
    scaled(image, whole, (side(f64::from(from_width) * scale), side(f64::from(from_height) * scale)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a side is between 1 and 20,000")]
fn side(length: f64) -> u32 {
    length.round().max(1.0) as u32
}

fn scaled(
    image: &DynamicImage,
    (left, top, width, height): (f64, f64, f64, f64),
    (to_width, to_height): (u32, u32),
) -> Result<DynamicImage, Refusal> {
    let mut to = DynamicImage::new(to_width, to_height, image.color());
    let options = ResizeOptions::new().crop(left, top, width, height);
    Resizer::new().resize(image, &mut to, &options).map_err(|_| Refusal::Broken)?;
    Ok(to)
}

/// The colours as every screen shows them. A profile that cannot be read says nothing.
fn to_srgb(image: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return image };
    if profile.color_space != DataColorSpace::Rgb {
        return image;
    }
    let srgb = ColorProfile::new_srgb();
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return image;
    };
    let from = image.as_bytes();
    let mut to = vec![0; from.len()];
    if transform.transform(from, &mut to).is_err() {
        return image;
    }
    let (width, height) = image.dimensions();
    let converted = match layout {
        Layout::Rgba => image::RgbaImage::from_raw(width, height, to).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, to).map(DynamicImage::ImageRgb8),
    };
    converted.unwrap_or(image)
}

/// What is see-through becomes white, so that black lines never stand on a black page.
fn on_white(image: DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(image) = image else { return image.into_rgb8() };
    let mix = |value: u8, alpha: u8| {
        let mixed = (u32::from(value) * u32::from(alpha) + 255 * u32::from(255 - alpha) + 127) / 255;
        u8::try_from(mixed).unwrap_or(255)
    };
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        image::Rgb([mix(red, alpha), mix(green, alpha), mix(blue, alpha)])
    })
}

fn sized(image: &DynamicImage, size: Size, focus: (u8, u8), drawn: bool) -> Result<Made, Refusal> {
    let resized = match size.cut() {
        None if size == Size::Full => image.clone(),
        None => fit(image, 1200, 4800)?,
        Some(cut) => cut_to(image, cut, (size, focus))?,
    };
    let (form, bytes) = encode(&resized.into_rgb8(), size, drawn)?;
    let (width, height) = dimensions(image, size);
    Ok(Made { size, form, bytes, width, height })
}

fn dimensions(image: &DynamicImage, size: Size) -> (u32, u32) {
    let (width, height) = image.dimensions();
    match size.cut() {
        None if size == Size::Full => (width, height),
        None => {
            let scale = (1200.0 / f64::from(width)).min(4800.0 / f64::from(height)).min(1.0);
            (side(f64::from(width) * scale), side(f64::from(height) * scale))
        }
        Some(cut) => cut_size((width, height), cut, size),
    }
}

/// How large a cut becomes: never larger than the image allows, but for what is shared.
fn cut_size((width, height): (u32, u32), (to_width, to_height): (u32, u32), size: Size) -> (u32, u32) {
    if size == Size::Share {
        return (to_width, to_height);
    }
    let scale = (f64::from(width) / f64::from(to_width)).min(f64::from(height) / f64::from(to_height)).min(1.0);
    (side(f64::from(to_width) * scale), side(f64::from(to_height) * scale))
}

/// Cuts the largest part of this shape, as near around the focus as the edges allow.
fn cut_to(image: &DynamicImage, cut: (u32, u32), (size, (x, y)): (Size, (u8, u8))) -> Result<DynamicImage, Refusal> {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let shape = f64::from(cut.0) / f64::from(cut.1);
    let (part_width, part_height) =
        if width / height > shape { (height * shape, height) } else { (width, width / shape) };
    let place =
        |whole: f64, part: f64, at: u8| (whole * f64::from(at.min(100)) / 100.0 - part / 2.0).clamp(0.0, whole - part);
    let part = (place(width, part_width, x), place(height, part_height, y), part_width, part_height);
    scaled(image, part, cut_size(image.dimensions(), cut, size))
}

/// The bytes of a file. What was drawn stays sharp when that is also smaller.
fn encode(image: &RgbImage, size: Size, drawn: bool) -> Result<(&'static str, Vec<u8>), Refusal> {
    let mut quality = size.quality();
    let mut photo = jpeg(image, quality)?;
    while matches!(size, Size::Lead | Size::Share) && photo.len() > SHARED && quality > 40 {
        quality -= 12;
        photo = jpeg(image, quality)?;
    }
    if drawn {
        let mut drawing = Vec::new();
        PngEncoder::new(&mut drawing)
            .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
            .map_err(|_| Refusal::Broken)?;
        if drawing.len() <= photo.len() {
            return Ok(("png", drawing));
        }
    }
    Ok(("jpg", photo))
}

fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}
