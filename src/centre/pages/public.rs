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

const PRIVACY_NL: &[Piece] = &[
    (
        "Wat wij van u bewaren",
        &[
            "Als u zich abonneert, bewaren wij uw e-mailadres, uw naam als u die invult, uw taal en de uitgaven die u koos.",
            "Ook bewaren wij het bewijs van uw toestemming: de tekst die u zag, en wanneer u zich aanmeldde en dat bevestigde. Wij bewaren geen IP-adres bij uw abonnement.",
            "Van elke mail weten wij of de mailserver hem aannam of weigerde.",
        ],
    ),
    (
        "Waarom dat mag",
        &[
            "U gaf ons toestemming (AVG, artikel 6, lid 1, onder a). Staat u op een lijst die een medewerker toevoegde, dan legden wij vast op welke grond dat mocht. U kunt uw toestemming altijd intrekken.",
        ],
    ),
    (
        "Wij volgen u niet",
        &[
            "Wij meten niet of u een mail opent en niet op welke links u klikt. In de mails staan geen verborgen plaatjes. Deze website gebruikt geen volgcookies en laadt niets van andere websites. Alleen medewerkers krijgen een cookie, om aangemeld te blijven.",
        ],
    ),
    (
        "Hoe u weggaat",
        &[
            "Onder elke nieuwsbrief staat een link waarmee u zich afmeldt. Eén knop is genoeg; u hoeft niet in te loggen. Het werkt meteen, ook als er net een verzending bezig is.",
            "Met de andere link onder de mail wijzigt u uw gegevens en uw keuzes.",
        ],
    ),
    (
        "Hoe lang wij gegevens bewaren",
        &[
            "Bevestigt u uw aanmelding niet, dan verdwijnt die na 14 dagen.",
            "Uw gegevens blijven zolang u een abonnement hebt. Daarna bewaren wij het bewijs van uw aanmelding en afmelding zolang wij dat moeten kunnen aantonen.",
            "De tekst van een persoonlijke mail, zoals een bevestiging, wissen wij zodra de mailserver hem heeft aangenomen.",
        ],
    ),
    (
        "Uw rechten",
        &[
            "U mag uw gegevens inzien, laten verbeteren en laten wissen. Schrijf ons daarvoor. Bent u het niet eens met ons antwoord, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.",
        ],
    ),
];

const PRIVACY_EN: &[Piece] = &[
    (
        "What we keep about you",
        &[
            "When you subscribe, we keep your e-mail address, your name if you give it, your language and the publications that you chose.",
            "We also keep the evidence of your consent: the text that you saw, and when you signed up and confirmed. We keep no IP address with your subscription.",
            "Of each mail we know whether the mail server accepted or refused it.",
        ],
    ),
    (
        "Why we may",
        &[
            "You gave us your consent (GDPR, article 6(1)(a)). If you are on a list that a member of staff added, we recorded the basis for that. You can withdraw your consent at any time.",
        ],
    ),
    (
        "We do not follow you",
        &[
            "We do not measure whether you open a mail, nor which links you click. Our mails hold no hidden pictures. This website uses no tracking cookies and loads nothing from other websites. Only members of staff get a cookie, to stay signed in.",
        ],
    ),
    (
        "How to leave",
        &[
            "Below every newsletter there is a link to unsubscribe. One button is enough; you need not sign in. It works at once, also while a mailing is going out.",
            "With the other link below the mail you change your details and your choices.",
        ],
    ),
    (
        "How long we keep it",
        &[
            "When you do not confirm your sign-up, it disappears after 14 days.",
            "Your details stay as long as you have a subscription. After that we keep the evidence of your sign-up and your leaving for as long as we must be able to show it.",
            "The text of a personal mail, such as a confirmation, is erased as soon as the mail server has accepted it.",
        ],
    ),
    (
        "Your rights",
        &[
            "You may see your details, have them corrected and have them erased. Write to us. If you disagree with our answer, you can complain to the Dutch data protection authority (Autoriteit Persoonsgegevens).",
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

/// The privacy page.
pub fn privacy(frame: &Frame, centre: &Centre) -> Markup {
    let language = frame.language;
    let title = language.pick("Privacy", "Privacy");
    let ask = language.pick("Wie verantwoordelijk is", "Who is responsible");
    let said = language.pick(
        "Wij zijn verantwoordelijk voor deze gegevens. U bereikt ons zo:",
        "We are responsible for these data. This is how you reach us:",
    );
    let who = html! { (write_to_us(centre, ask, said)) (postal(centre, language)) };
    reading(frame, title, language.pick(PRIVACY_NL, PRIVACY_EN), &who)
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
