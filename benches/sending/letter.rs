//! What is sent.

use samenspraak::base::blocks::{Block, Blocks, Inline};
use samenspraak::mail::{Letter, Part};

#[path = "../../tests/it/letter.rs"]
mod usual;

/// A list letter of about 20 kB as it goes over the wire.
pub fn letter() -> Letter {
    let words = "Wat het netwerk in de praktijk leerde, en wat u er morgen mee kunt doen. ".repeat(6);
    let paragraph = || Block::Paragraph { content: vec![Inline { text: words.clone(), ..Inline::default() }] };
    let mut letter = usual::letter();
    while letter.freeze().unwrap().to_bytes().len() < 20_480 {
        letter.sheet.parts.push(Part::Blocks(Blocks(vec![paragraph()])));
    }
    letter
}
