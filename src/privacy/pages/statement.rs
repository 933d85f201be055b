//! The privacy statement: what is kept, why, and how long, out of the register and the periods in force.

use maud::{Markup, html};

use super::address;
use crate::app::Rooms;
use crate::base::Language;
use crate::centre::{self, Centre};
use crate::privacy::register::entries;
use crate::privacy::retention::{Periods, span};
use crate::room::Kind;
use crate::web::components::page_head;
use crate::web::{Frame, public_page};

/// The page.
pub(in crate::privacy) fn privacy(frame: &Frame, centre: &Centre, rooms: &Rooms, periods: &Periods) -> Markup {
    let language = frame.language;
    let title = language.pick("Privacy", "Privacy");
    public_page(
        frame,
        title,
        html! {
            div class="reading" {
                (page_head(title, None, None))
                (what_we_keep(language, rooms, periods))
                (not_followed(language))
                (how_long(language, periods))
                (rights(frame))
                (centre::how_to_reach(
                    centre,
                    language.pick("Wie verantwoordelijk is", "Who is responsible"),
                    language.pick("Wij zijn verantwoordelijk voor deze gegevens. U bereikt ons zo:", "We are responsible for these data. This is how you reach us:"),
                    language,
                ))
            }
        },
    )
}

fn what_we_keep(language: Language, rooms: &Rooms, periods: &Periods) -> Markup {
    let of_readers: Vec<&str> = rooms.processings().iter().filter(|one| one.of_readers).map(|one| one.word).collect();
    html! {
        h2 { (language.pick("Wat wij bewaren en waarom", "What we keep and why")) }
        @for entry in entries(rooms, language, periods).iter().filter(|entry| of_readers.contains(&entry.id)) {
            h3 { (entry.name) }
            p {
                (language.pick("Waarvoor: ", "What for: ")) (entry.purpose) ". "
                (language.pick("Waarom dat mag: ", "Why we may: ")) (entry.basis) ". "
                (language.pick("Waar het vandaan komt: ", "Where it comes from: ")) (entry.source) ". "
                (language.pick("Wie het ziet: ", "Who sees it: ")) (entry.recipients) "."
            }
            @if !entry.holdings.is_empty() {
                ul {
                    @for holding in &entry.holdings {
                        li { (holding.what) ": " (lower(&holding.data.join(", "))) "." }
                    }
                }
            }
        }
        p { (language.pick(
            "Wij bewaren geen IP-adres bij uw abonnement.",
            "We keep no IP address with your subscription.",
        )) }
    }
}

fn lower(words: &str) -> String {
    words.to_lowercase()
}

fn not_followed(language: Language) -> Markup {
    html! {
        h2 { (language.pick("Wij volgen u niet", "We do not follow you")) }
        p { (language.pick(
            "Wij meten niet of u een mail opent en niet op welke links u klikt. In de mails staan geen verborgen plaatjes. Deze website gebruikt geen volgcookies en laadt niets van andere websites. Alleen medewerkers krijgen een cookie, om aangemeld te blijven.",
            "We do not measure whether you open a mail, nor which links you click. Our mails hold no hidden pictures. This website uses no tracking cookies and loads nothing from other websites. Only members of staff get a cookie, to stay signed in.",
        )) }
    }
}

fn how_long(language: Language, periods: &Periods) -> Markup {
    let line = |(kind, days): (&&Kind, &i64)| {
        let period = span(*days, language);
        let (name, since, goes) = (kind.name.of(language), kind.since.of(language), kind.goes.of(language));
        language.pick(
            format!("{name}: {period} na {since}. Dan gaat weg: {goes}."),
            format!("{name}: {period} after {since}. Then goes: {goes}."),
        )
    };
    html! {
        h2 { (language.pick("Hoe lang wij gegevens bewaren", "How long we keep it")) }
        p { (language.pick(
            "Uw gegevens blijven zolang u een abonnement hebt, met het bewijs dat u erom vroeg. Verder gelden deze termijnen:",
            "Your details stay as long as you have a subscription, with the evidence that you asked for it. For the rest these periods hold:",
        )) }
        ul { @for period in periods.iter().filter(|(kind, _)| kind.of_readers) { li { (line(period)) } } }
        p { (language.pick(
            "De tekst van een persoonlijke mail, zoals een bevestiging, wissen wij zodra de mailserver hem heeft aangenomen. Als de wet dat vraagt, houden wij iets langer vast; dan leggen wij vast waarom en tot wanneer.",
            "The text of a personal mail, such as a confirmation, is erased as soon as the mail server has accepted it. When the law asks for it we keep something longer; then we record why and until when.",
        )) }
    }
}

fn rights(frame: &Frame) -> Markup {
    let language = frame.language;
    html! {
        h2 { (language.pick("Hoe u weggaat", "How to leave")) }
        p { (language.pick(
            "Onder elke nieuwsbrief staat een link waarmee u zich afmeldt. Eén knop is genoeg; u hoeft niet in te loggen. Het werkt meteen, ook als er net een verzending bezig is.",
            "Below every newsletter there is a link to unsubscribe. One button is enough; you need not sign in. It works at once, also while a mailing is going out.",
        )) }
        h2 { (language.pick("Uw rechten", "Your rights")) }
        p { (language.pick(
            "Onder elke mail staat ook een link naar uw voorkeuren. Daar wijzigt u uw gegevens, ziet u alles wat wij over u bewaren, downloadt u het, en laat u het wissen. Wij mailen u daarvoor eerst een code.",
            "Below every mail there is also a link to your preferences. There you change your details, see everything that we keep about you, download it, and have it erased. For that we first mail you a code.",
        )) }
        p {
            (language.pick("Hebt u geen mail van ons meer? ", "You have no mail of ours any more? "))
            a class="utrecht-link" href=(address(frame, "/aanmelden")) { (language.pick("Vul uw adres in", "Fill in your address")) }
            (language.pick(
                ": bent u al abonnee, dan krijgt u een mail met de link. Of schrijf ons.",
                ": if you are a subscriber already, you get a mail with the link. Or write to us.",
            ))
        }
        p { (language.pick(
            "Bent u het niet eens met ons antwoord, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.",
            "If you disagree with our answer, you can complain to the Dutch data protection authority (Autoriteit Persoonsgegevens).",
        )) }
    }
}
