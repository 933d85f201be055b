//! A colour as a centre chooses it, and whether text on it can be read (WCAG 2.2, criteria 1.4.3 and 1.4.11).

use std::fmt;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// The brand colour of a new installation.
    pub const BRAND: Self = Self([0x0a, 0x5c, 0x5a]);
    /// The accent of a new installation.
    pub const ACCENT: Self = Self([0xb8, 0x4a, 0x17]);

    /// A colour of its three parts.
    #[must_use]
    pub const fn of(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Reads `#rrggbb`; the `#` may be missing and the case does not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#');
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// This colour with a share of another in it, in per cent.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u8) -> Self {
        let share = u32::from(percent.min(100));
        let mut parts = self.0;
        for (part, other) in parts.iter_mut().zip(other.0) {
            let sum = u32::from(*part) * (100 - share) + u32::from(other) * share;
            *part = u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX);
        }
        Self(parts)
    }

    /// The contrast ratio with another colour, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour, mixed with another only as far as it takes to reach a contrast with a ground.
    #[must_use]
    pub fn until(self, towards: Self, ground: Self, contrast: f64) -> Self {
        (0..=100)
            .map(|percent| self.mixed(towards, percent))
            .find(|mixed| mixed.contrast(ground) >= contrast)
            .unwrap_or(towards)
    }

    /// Relative luminance as WCAG defines it.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        let [red, green, blue] = linear;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}
