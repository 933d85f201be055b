//! Contrast of colours after WCAG 2.2 (success criterion 1.4.3). Pure arithmetic on `#rrggbb`.

/// The least contrast of text (level AA).
pub const TEXT: f64 = 4.5;
/// The least contrast of large text and of shapes that carry meaning (level AA).
pub const LARGE: f64 = 3.0;

/// A colour without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// A colour of its three parts: red, green and blue.
    #[must_use]
    pub const fn of(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Reads `#rrggbb` or `#rgb`, in either case; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let value = |part: &str| u8::from_str_radix(part, 16).ok();
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        match digits.len() {
            6 => Some(Self([value(&digits[0..2])?, value(&digits[2..4])?, value(&digits[4..6])?])),
            3 => Some(Self([value(&digits[0..1])? * 17, value(&digits[1..2])? * 17, value(&digits[2..3])? * 17])),
            _ => None,
        }
    }

    /// As `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance, from 0 (black) to 1 (white).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Mixed with another colour: `percent` of the other, the rest of this one.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u8) -> Self {
        let share = u16::from(percent.min(100));
        let mix = |own: u8, other: u8| {
            let sum = u16::from(own) * (100 - share) + u16::from(other) * share;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(self.0[0], other.0[0]), mix(self.0[1], other.0[1]), mix(self.0[2], other.0[2])])
    }

    /// White or `dark`, whichever is easier to read on this colour; white where both will do.
    #[must_use]
    pub fn text_on(self, dark: Self) -> Self {
        let white = ratio(Self::WHITE, self);
        if white >= TEXT || white >= ratio(dark, self) { Self::WHITE } else { dark }
    }

    /// This colour, moved towards another no further than is needed to reach a contrast with a background.
    #[must_use]
    pub fn until_readable(self, on: Self, towards: Self, contrast: f64) -> Self {
        (0..=100)
            .step_by(4)
            .map(|percent| self.mixed(towards, percent))
            .find(|mixed| ratio(*mixed, on) >= contrast)
            .unwrap_or(towards)
    }
}

/// The contrast of two colours: from 1 (equal) to 21 (black on white). Their order does not matter.
#[must_use]
pub fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn linear(part: u8) -> f64 {
    let share = f64::from(part) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn known_pairs_have_their_known_contrast() {
        assert!((ratio(Colour::BLACK, Colour::WHITE) - 21.0).abs() < 0.001);
        assert!((ratio(colour("#777777"), Colour::WHITE) - 4.478).abs() < 0.001);
        assert!((ratio(colour("#767676"), Colour::WHITE) - 4.542).abs() < 0.001);
        assert!((ratio(Colour::WHITE, colour("#767676")) - 4.542).abs() < 0.001);
    }

    #[test]
    fn only_hexadecimal_colours_are_read() {
        assert_eq!(colour("#0A5c5a").hex(), "#0a5c5a");
        assert_eq!(colour("#fa0").hex(), "#ffaa00");
        for text in ["", "#", "teal", "#12345", "#ggg", "#+12345", "0a5c5a", "#€€", "#1234567"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn text_on_a_colour_is_readable_on_every_colour() {
        let dark = colour("#13232c");
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                let ground = Colour::of(red, green, 90);
                assert!(ratio(ground.text_on(dark), ground) >= LARGE, "{}", ground.hex());
            }
        }
    }

    #[test]
    fn a_colour_moves_only_as_far_as_it_must() {
        let (brand, paper) = (colour("#0a5c5a"), colour("#17232a"));
        assert_eq!(brand.until_readable(Colour::WHITE, Colour::BLACK, TEXT), brand);
        let light = brand.until_readable(paper, Colour::WHITE, TEXT);
        assert!(ratio(light, paper) >= TEXT && light != Colour::WHITE);
    }
}
