//! The public pages about the site itself.

use maud::{Markup, html};

use super::accessibility;
use crate::base::Language;
use crate::centre::Centre;
use crate::centre::accessibility::Statement;
use crate::web::components::page_head;
use crate::web::{Frame, plain_page, public_page};

/// A heading with its paragraphs, in one language.
type Piece = (&'static str, &'static [&'static str]);

const ACCESSIBILITY_NL: &[Piece] = &[
    (
        "Wat wij beloven",
        &[
            "Iedereen moet deze website en onze mails kunnen gebruiken. Wij volgen daarvoor de internationale richtlijnen WCAG 2.2, niveau AA. Dat vraagt de wet ook van ons (EN 301 549).",
        ],
    ),
    (
        "Wat wij toetsen",
        &[
            "Een programma controleert bij elke nieuwe versie alle pagina’s, in beide talen: contrast, koppen, formulieren, namen van knoppen en de opbouw van de pagina.",
            "Alle pagina’s werken met alleen een toetsenbord, zonder JavaScript, op een smal scherm en met sterk vergrote letters. Ook dat wordt bij elke versie getoetst.",
            "Een programma vindt niet alles. Loopt u ergens tegenaan, dan horen wij dat graag.",
        ],
    ),
];

const ACCESSIBILITY_EN: &[Piece] = &[
    (
        "What we promise",
        &[
            "Everyone should be able to use this website and our mails. We follow the international guidelines WCAG 2.2, level AA. The law asks this of us too (EN 301 549).",
        ],
    ),
    (
        "What we test",
        &[
            "For each new version a program checks every page in both languages: contrast, headings, forms, names of buttons and the structure of the page.",
            "Every page works with a keyboard alone, without JavaScript, on a narrow screen and with much larger letters. This too is tested for each version.",
            "A program does not find everything. When something stands in your way, please tell us.",
        ],
    ),
];

/// The accessibility statement.
pub fn accessibility_page(frame: &Frame, centre: &Centre) -> Markup {
    let language = frame.language;
    let title = language.pick("Toegankelijkheid", "Accessibility");
    let ask = language.pick("Lukt iets niet?", "Does something not work?");
    let said = language.pick(
        "Schrijf ons welke pagina of mail het is en wat er misgaat. Wij antwoorden binnen twee weken, en sturen u de inhoud zolang op een andere manier.",
        "Write to us which page or mail it is and what goes wrong. We answer within two weeks, and send you the content in another way until then.",
    );
    let rest = html! {
        (accessibility::status(&Statement::of(centre), language))
        (write_to_us(centre, ask, said))
        p { (language.pick(
            "Bent u niet tevreden met ons antwoord? Dan kunt u een klacht indienen bij de Nationale ombudsman.",
            "Not satisfied with our answer? You can complain to the National Ombudsman of the Netherlands.",
        )) }
    };
    reading(frame, title, language.pick(ACCESSIBILITY_NL, ACCESSIBILITY_EN), &rest)
}

/// How to reach the centre, by mail and by post, under a heading.
pub fn how_to_reach(centre: &Centre, heading: &str, said: &str, language: Language) -> Markup {
    html! { (write_to_us(centre, heading, said)) (postal(centre, language)) }
}

/// How to reach the centre.
pub fn contact(frame: &Frame, centre: &Centre) -> Markup {
    let language = frame.language;
    let title = language.pick("Contact", "Contact");
    let ask = language.pick("Mail ons", "Mail us");
    let said =
        language.pick("Wij lezen alles en antwoorden op werkdagen.", "We read everything and answer on working days.");
    let post = language.pick("Schrijf ons", "Write to us");
    let rest = html! { (write_to_us(centre, ask, said)) h2 { (post) } (postal(centre, language)) };
    reading(frame, title, &[], &rest)
}

fn reading(frame: &Frame, title: &str, pieces: &[Piece], rest: &Markup) -> Markup {
    public_page(
        frame,
        title,
        html! {
            div class="reading" {
                (page_head(title, None, None))
                @for (heading, paragraphs) in pieces {
                    h2 { (heading) }
                    @for paragraph in *paragraphs { p { (paragraph) } }
                }
                (rest)
            }
        },
    )
}

fn write_to_us(centre: &Centre, heading: &str, said: &str) -> Markup {
    let address = &centre.row.contact_address;
    html! {
        h2 { (heading) }
        p { (said) }
        p { a class="utrecht-link" href={ "mailto:" (address) } { (address) } }
    }
}

fn postal(centre: &Centre, language: Language) -> Markup {
    html! {
        address {
            (centre.name(language))
            @for line in centre.row.postal_address.lines() { br; (line) }
        }
    }
}

/// What every public page says before the first set-up.
pub fn not_set_up(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze installatie is nog niet ingericht", "This installation has not been set up yet");
    plain_page(
        &Frame { noindex: true, ..frame.clone() },
        title,
        html! {
            (page_head(title, None, None))
            p { (language.pick(
                "Hier komt binnenkort de website van een expertisecentrum. Kom later terug.",
                "The website of an expertise centre will be here soon. Come back later.",
            )) }
            p class="muted" { (language.pick(
                "Beheert u deze installatie? Open dan de link die bij het starten in het venster van de server stond. Start de server opnieuw voor een nieuwe link.",
                "Do you run this installation? Then open the link that stood in the server’s terminal when it started. Start the server again for a new link.",
            )) }
        },
    )
}
