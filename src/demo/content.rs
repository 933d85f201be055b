//! What the fictional centre wrote. Each file has a title, an author, a lead, a blank line and Markdown.

use crate::base::{Blocks, Language, markdown};

/// A piece of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// Its title.
    pub title: &'static str,
    /// Who wrote it.
    pub author: &'static str,
    /// What it is about.
    pub lead: &'static str,
    /// The rest, in Markdown.
    pub source: &'static str,
    /// Its language.
    pub language: Language,
}

impl Text {
    fn read(file: &'static str, language: Language) -> Self {
        let mut parts = file.splitn(4, '\n');
        let mut next = || parts.next().unwrap_or_default().trim();
        Self { title: next(), author: next(), lead: next(), source: next(), language }
    }

    /// The body as a block tree.
    pub fn body(&self) -> Blocks {
        markdown::read(self.source).blocks
    }
}

/// All pieces: three for each of the first three issues, and one that waits for its issue.
pub(super) fn texts() -> Vec<Text> {
    let dutch = [
        include_str!("content/omgevingsplan.md"),
        include_str!("content/kernteam.md"),
        include_str!("content/spoor.md"),
        include_str!("content/koelhuis.md"),
        include_str!("content/opleiding.md"),
        include_str!("content/klankbord.md"),
        include_str!("content/waterstof.md"),
        include_str!("content/opslag.md"),
        include_str!("content/jaarplan.md"),
    ];
    let dutch = dutch.into_iter().map(|file| Text::read(file, Language::Dutch));
    dutch.chain([Text::read(include_str!("content/abroad.md"), Language::English)]).collect()
}

/// What an issue says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Face {
    /// The subject.
    pub subject: &'static str,
    /// The line beside the subject.
    pub preheader: &'static str,
    /// The editorial, in Markdown.
    pub editorial: &'static str,
}

/// The faces of the issues that are written; the others have none yet.
pub(super) const FACES: [Face; 3] = [
    Face {
        subject: "Begin bij de kaart: veiligheid in het omgevingsplan",
        preheader: "En: maak kennis met het kernteam",
        editorial: "In dit nummer leest u hoe een kaart en drie stiften een advies korter maken. Ook stellen wij het \
                    kernteam aan u voor. Hebt u een vraag? Bel gerust.",
    },
    Face {
        subject: "Wat wij leerden van twee uur ammoniak",
        preheader: "De vernieuwde opleiding en een klankbordgroep die werkt",
        editorial: "Een incident zonder gewonden is ook een les. De betrokken regio deelt haar verslag, met wat goed \
                    ging en wat beter kon.\n\nVerder in dit nummer: **de opleiding is vernieuwd**, en bewoners in het \
                    Noorden vertellen over hun klankbordgroep.",
    },
    Face {
        subject: "Drie oefeningen met waterstof: bel eerder",
        preheader: "Nieuwe handreiking over opslag in de wijk, en het jaarplan op één bladzijde",
        editorial: "Drie regio’s oefenden hetzelfde scenario en kwamen tot drie verschillende uitkomsten. Lees wat zij \
                    u aanraden.\n\nOok nieuw: de handreiking over buurtbatterijen. Op de netwerkdag lichten de schrijvers \
                    haar toe.",
    },
];
