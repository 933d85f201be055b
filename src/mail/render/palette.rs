//! The colours of a letter, in light and in dark, from a centre's one brand colour.

use super::super::Dress;
use crate::base::contrast::{Colour, TEXT};

/// Fonts that machines have. A letter never fetches one.
pub const FONTS: &str = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// The colours of one scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Around the letter.
    pub canvas: Colour,
    /// Under the words.
    pub paper: Colour,
    /// Words.
    pub ink: Colour,
    /// Small print.
    pub quiet: Colour,
    /// Lines.
    pub line: Colour,
    /// Links.
    pub link: Colour,
    /// Under the centre's name and buttons.
    pub brand: Colour,
    /// On the brand colour.
    pub on_brand: Colour,
    /// Under what stands apart, and behind images that are not shown.
    pub soft: Colour,
}

const INK: Colour = Colour::of(0x13, 0x23, 0x2c);

impl Palette {
    /// As most people see it.
    pub fn light(dress: &Dress) -> Self {
        let brand = brand(dress);
        let paper = Colour::WHITE;
        Self {
            canvas: Colour::of(0xee, 0xf2, 0xf0),
            paper,
            ink: INK,
            quiet: Colour::of(0x47, 0x58, 0x5f),
            line: Colour::of(0xd3, 0xdb, 0xd8),
            link: brand.until_readable(paper, INK, 5.5),
            brand,
            on_brand: brand.text_on(INK),
            soft: Colour::of(0xe6, 0xee, 0xeb),
        }
    }

    /// As those see it who set their machine to dark.
    pub fn dark(dress: &Dress) -> Self {
        let brand = brand(dress);
        let paper = Colour::of(0x17, 0x23, 0x2a);
        Self {
            canvas: Colour::of(0x0d, 0x15, 0x1a),
            paper,
            ink: Colour::of(0xe6, 0xed, 0xef),
            quiet: Colour::of(0xb4, 0xc2, 0xc7),
            line: Colour::of(0x3d, 0x4e, 0x57),
            link: brand.until_readable(paper, Colour::WHITE, 7.0),
            brand,
            on_brand: brand.text_on(INK),
            soft: Colour::of(0x21, 0x32, 0x3a),
        }
    }

    /// The enhancement for mail programs that read styles: dark colours and the margins of a phone. The letter is
    /// complete without it.
    pub fn styles(dress: &Dress) -> String {
        let dark = Self::dark(dress);
        let [canvas, paper, words, small, border, link, soft] =
            [dark.canvas, dark.paper, dark.ink, dark.quiet, dark.line, dark.link, dark.soft].map(Colour::hex);
        format!(
            ":root{{color-scheme:light dark;supported-color-schemes:light dark}}\
             @media (max-width:480px){{.pad{{padding-left:20px!important;padding-right:20px!important}}\
             h1{{font-size:26px!important;line-height:1.25!important}}\
             .beside{{display:block!important;width:auto!important;padding:0!important}}\
             .beside img{{width:100%!important;height:auto!important;margin-bottom:14px!important}}}}\
             @media (prefers-color-scheme:dark){{\
             body,.canvas{{background-color:{canvas}!important}}\
             .paper,.paper table{{background:{paper}!important;background-color:{paper}!important}}\
             .paper div,.paper p,.paper li,.paper th,.paper td,.paper h1,h2,h3,h4{{color:{words}!important}}\
             .paper td.soft,.paper img{{background-color:{soft}!important;color:{words}!important}}\
             .small-print div,.small-print p{{color:{small}!important}}\
             a.link{{color:{link}!important}}\
             .paper p.line,.paper th,.paper td.cell,.paper td.row{{border-color:{border}!important}}\
             .paper blockquote{{border-color:{link}!important}}\
             .act table{{background:transparent!important;background-color:transparent!important}}}}"
        )
    }
}

/// The brand colour, moved until words on it are readable; a calm one when the stored text is no colour.
fn brand(dress: &Dress) -> Colour {
    let brand = Colour::parse(&dress.brand).unwrap_or(Colour::of(0x0a, 0x5c, 0x5a));
    let words = brand.text_on(INK);
    let away = if words == INK { Colour::WHITE } else { Colour::BLACK };
    brand.until_readable(words, away, TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::contrast::ratio;

    #[test]
    fn m65_every_pair_is_readable_in_light_and_dark_for_any_brand() {
        for brand in ["#0a5c5a", "#154273", "#ffcc00", "#777777", "#000000", "#ffffff", "#b84a17", "no colour"] {
            let dress = Dress {
                centre: String::new(),
                brand: brand.to_owned(),
                postal_address: String::new(),
                logo: None,
                site: String::new(),
            };
            for palette in [Palette::light(&dress), Palette::dark(&dress)] {
                let pairs = [
                    (palette.ink, palette.paper),
                    (palette.link, palette.paper),
                    (palette.link, palette.canvas),
                    (palette.quiet, palette.canvas),
                    (palette.on_brand, palette.brand),
                    (palette.ink, palette.soft),
                ];
                for (text, ground) in pairs {
                    assert!(ratio(text, ground) >= TEXT, "{brand}: {} on {}", text.hex(), ground.hex());
                }
            }
        }
    }
}
