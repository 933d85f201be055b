//! The stylesheet of the centre: its two colours and what follows from them, in light and dark.

use super::Colour;

/// The darkest paper and the lightest ground of the tokens, against which links must stay readable.
const DARK_PAPER: Colour = Colour::of(0x18, 0x24, 0x2a);
const CANVAS: Colour = Colour::of(0xf4, 0xf6, 0xf4);
/// Text that is read, and text that is small.
const TEXT: f64 = 4.5;
const SMALL: f64 = 7.0;

/// The custom properties that override those of `tokens.css`.
#[must_use]
pub fn stylesheet(brand: Colour, accent: Colour) -> String {
    let strong = brand.mixed(Colour::BLACK, 34).until(Colour::BLACK, Colour::WHITE, SMALL);
    let soft = brand.mixed(Colour::WHITE, 89);
    let link = brand.until(Colour::BLACK, soft, TEXT).until(Colour::BLACK, CANVAS, TEXT);
    let on_brand_2 = Colour::WHITE.mixed(brand, 16).until(Colour::WHITE, brand, TEXT);
    let mark = accent.mixed(Colour::WHITE, 38);
    let accent_soft = accent.mixed(Colour::WHITE, 86);
    let dark_link = brand.until(Colour::WHITE, DARK_PAPER, SMALL);
    let dark_accent_soft = accent.mixed(Colour::of(0x10, 0x19, 0x1e), 72);
    format!(
        ":root {{\n  --brand: {brand};\n  --brand-strong: {strong};\n  --brand-soft: {soft};\n  --accent: {accent};\n  \
         --accent-soft: {accent_soft};\n  --on-brand-2: {on_brand_2};\n  --mark-two: {mark};\n  --link: {link};\n}}\n\
         @media (prefers-color-scheme: dark) {{\n  :root {{\n    --link: {dark_link};\n    --link-hover: #ffffff;\n    \
         --accent-soft: {dark_accent_soft};\n  }}\n}}\n"
    )
}
