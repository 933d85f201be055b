//! The sentences of checking, deciding and sending.

use super::approve::Decided;
use super::check::{Finding, MAX_BYTES, Place, Severity, What};
use super::schedule::{Moment, TimingFault};
use super::start_due::NotSent;
use crate::base::Language;
use crate::base::wall_time::{Resolved, clock_time, long_date, long_moment, number};

/// What a check found, and what to do about it.
pub fn what(what: &What, language: Language) -> String {
    if let Some((dutch, english)) = always(what) {
        return language.pick(dutch, english).to_owned();
    }
    match what {
        What::HeadingJump(words) => language.pick(
            format!("de tussenkop “{words}” slaat een niveau over"),
            format!("the heading “{words}” skips a level"),
        ),
        What::GenericLink(words) => language.pick(
            format!("de link “{words}” zegt niet waar hij heen gaat; noem de bestemming"),
            format!("the link “{words}” does not say where it leads; name the destination"),
        ),
        What::BoldParagraph(words) => language.pick(
            format!("de alinea “{words}” is helemaal vet; maak er een tussenkop van"),
            format!("the paragraph “{words}” is bold as a whole; make it a heading"),
        ),
        What::PersonalLink(words) => language.pick(
            format!("de link “{words}” gaat naar een pagina die niet voor iedereen is; link naar een openbare pagina"),
            format!("the link “{words}” leads to a page that is not for everyone; link to a public page"),
        ),
        What::LongSentence(words) => language.pick(
            format!("de zin “{words}” heeft meer dan 25 woorden; twee korte zinnen lezen makkelijker"),
            format!("the sentence “{words}” has more than 25 words; two short ones read more easily"),
        ),
        What::UndecidedImage(id) => language.pick(
            format!("bij beeld {id} staat niet wat er te zien is; beschrijf het of kies voor alleen versiering"),
            format!("image {id} does not say what there is to see; describe it or choose only decoration"),
        ),
        What::TooLarge(bytes) => {
            let (size, most) = (kilobytes(*bytes), kilobytes(MAX_BYTES));
            language.pick(
                format!("de mail is {size}; boven {most} kappen mailprogramma’s hem af. Maak hem korter"),
                format!("the mail is {size}; mail programs cut it off above {most}. Make it shorter"),
            )
        }
        What::PlainLink(href) => language.pick(
            format!("de link naar {href} is niet beveiligd; gebruik https als het kan"),
            format!("the link to {href} is not secure; use https if you can"),
        ),
        What::Mail(fault) => format!("{} ({}: {})", fault.sentence(language), fault.rule, fault.detail),
        What::SameSubject(earlier) => language.pick(
            format!("nummer {earlier} had hetzelfde onderwerp; een ander onderwerp valt meer op"),
            format!("issue {earlier} had the same subject; another one stands out more"),
        ),
        What::Placeholder(words) => language.pick(
            format!("“{words}” moet nog worden ingevuld of weggehaald"),
            format!("“{words}” still has to be filled in or removed"),
        ),
        _ => String::new(),
    }
}

/// What is said of it whatever stands there, in Dutch and in English.
const fn always(what: &What) -> Option<(&'static str, &'static str)> {
    Some(match what {
        What::NoSubject => ("er is nog geen onderwerp; vul het in", "there is no subject yet; fill it in"),
        What::SubjectBreaks => (
            "het onderwerp heeft een regeleinde; zet het op één regel",
            "the subject has a line break; put it on one line",
        ),
        What::NoArticles => ("er staat nog geen artikel in; voeg er een toe", "there is no article in it yet; add one"),
        What::EmptyBody => ("dit artikel heeft nog geen tekst", "this article has no text yet"),
        What::EmptyLead => (
            "dit artikel heeft geen inleiding; de mail toont dan alleen de titel",
            "this article has no lead; the mail then shows its title only",
        ),
        What::EmptyHeading => {
            ("een tussenkop is leeg; vul hem in of haal hem weg", "a heading is empty; fill it in or remove it")
        }
        What::EmptyTable => ("een tabel heeft geen rijen", "a table has no rows"),
        What::NoTableHeader => (
            "de bovenste rij van een tabel is leeg; zet daar wat eronder staat",
            "the top row of a table is empty; say there what stands below it",
        ),
        What::OldAgenda => (
            "in de agenda is iets verzet, afgelast of voorbij; werk hem bij",
            "something in the agenda was moved or called off, or is past; renew it",
        ),
        What::NoPostalAddress => (
            "het centrum heeft geen postadres; vul het in bij de instellingen",
            "the centre has no postal address; fill it in at the settings",
        ),
        _ => return None,
    })
}

/// Where it was found.
pub fn place(place: &Place, language: Language) -> String {
    match place {
        Place::Issue => language.pick("Nummer", "Issue").to_owned(),
        Place::Subject => language.pick("Onderwerp", "Subject").to_owned(),
        Place::Editorial => language.pick("Voorwoord", "Editorial").to_owned(),
        Place::Article(_, title) => language.pick(format!("Artikel “{title}”"), format!("Article “{title}”")),
        Place::Centre => language.pick("Instellingen", "Settings").to_owned(),
    }
}

/// A field of the form of an article, as a place in it.
pub fn field(field: &str, language: Language) -> &'static str {
    match field {
        "title" => language.pick("Titel", "Title"),
        "lead" => language.pick("Inleiding", "Lead"),
        "picture" => language.pick("Beeld bovenaan", "Image at the top"),
        _ => language.pick("Tekst", "Text"),
    }
}

/// The result of all checks in one sentence.
pub fn check_result(findings: &[Finding], language: Language) -> String {
    let blocking = findings.iter().filter(|finding| finding.severity == Severity::Blocks).count();
    let warning = findings.len() - blocking;
    match (blocking, warning) {
        (0, 0) => language
            .pick("De controle vond niets: alles is in orde.", "The checks found nothing: all is well.")
            .to_owned(),
        (0, warning) => language.pick(
            format!(
                "De controle vond {}. U beslist zelf wat u ermee doet.",
                counted(warning, ("aandachtspunt", "aandachtspunten"))
            ),
            format!(
                "The checks found {}. You decide what to do about it.",
                counted(warning, ("point of attention", "points of attention"))
            ),
        ),
        (blocking, _) => language.pick(
            format!("De controle vond {} die eerst opgelost moeten worden.", counted(blocking, ("fout", "fouten")))
                .replace("1 fout die eerst opgelost moeten", "1 fout die eerst opgelost moet"),
            format!("The checks found {} to solve first.", counted(blocking, ("fault", "faults"))),
        ),
    }
}

fn counted(count: usize, (one, many): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// That an explanation is wanted.
pub fn why_wanted(language: Language) -> &'static str {
    language
        .pick("Schrijf in ten hoogste 500 tekens waarom dit blijft", "Write in at most 500 characters why this stays")
}

/// That what is explained is not there any more.
pub fn nothing_to_explain(language: Language) -> &'static str {
    language.pick(
        "De tekst is daar intussen gewijzigd. Kijk wat de controle nu vindt",
        "The text there was changed meanwhile. See what the checks find now",
    )
}

/// That an issue is no draft any more.
pub fn explained_late(language: Language) -> &'static str {
    language.pick(
        "Dit nummer ligt al ter goedkeuring, of is verder. Uitleggen kan alleen in een concept",
        "This issue already waits for approval, or is further. Explaining is possible in a draft only",
    )
}

/// What stands above a test mail.
pub fn test_notice(language: Language) -> &'static str {
    language.pick(
        "Dit is een testmail. Dit nummer is hiermee niet naar abonnees verstuurd.",
        "This is a test mail. It does not send this issue to subscribers.",
    )
}

/// Why a due issue was not sent, and what to do.
pub fn not_sent(reason: NotSent, language: Language) -> (&'static str, &'static str) {
    match reason {
        NotSent::Changed => language.pick(
            (
                "Dit nummer is niet verstuurd, want de inhoud is na de goedkeuring veranderd",
                "Het is weer een concept. Vraag opnieuw goedkeuring en plan het daarna opnieuw in.",
            ),
            (
                "This issue was not sent, because its content changed after it was approved",
                "It is a draft again. Ask for approval once more and then schedule it again.",
            ),
        ),
        NotSent::NotAfter => language.pick(
            (
                "Dit nummer is niet verstuurd, want het uiterste moment was al voorbij",
                "De goedkeuring geldt nog. Kies een nieuw moment.",
            ),
            (
                "This issue was not sent, because its last moment had passed",
                "The approval still holds. Choose a new moment.",
            ),
        ),
        NotSent::Blocked => language.pick(
            (
                "Dit nummer is niet verstuurd, want de controle vond een fout",
                "Los op wat hieronder bij de controle staat en plan het daarna opnieuw in.",
            ),
            (
                "This issue was not sent, because the checks found a fault",
                "Solve what the checks say below and then schedule it again.",
            ),
        ),
    }
}

/// What is wrong with a timing.
pub fn timing(fault: TimingFault, language: Language) -> &'static str {
    match fault {
        TimingFault::Past => language
            .pick("Dit moment is al voorbij. Kies een later moment.", "This moment has passed. Choose a later one."),
        TimingFault::TooFar => language.pick(
            "Dit moment is meer dan twee jaar verder. Controleer het jaar.",
            "This moment is more than two years ahead. Check the year.",
        ),
        TimingFault::NotAfterFirst => language.pick(
            "Het uiterste moment moet later zijn dan het moment van verzenden.",
            "The last moment must be later than the moment of sending.",
        ),
    }
}

/// A moment in full, with its zone.
pub fn full_moment(moment: Moment, language: Language) -> String {
    let words = long_moment(moment.instant(), language);
    language.pick(format!("{words} (Nederlandse tijd)"), format!("{words} (Dutch time)"))
}

/// "dinsdag 8 december, 9.30 uur": short enough for a button.
pub fn button_moment(moment: Moment, language: Language) -> String {
    let wall = crate::base::WallTime::at(moment.instant()).0;
    let date = long_date(wall.date(), language);
    let date = date.rsplit_once(' ').map_or(date.as_str(), |(day, _year)| day).to_owned();
    format!("{date}, {}", clock_time(wall.time(), language))
}

/// Why a moment is not what was typed: on the days that the clock changes.
pub fn clock_change(moment: Moment, language: Language) -> Option<String> {
    let typed = clock_time(moment.wall.0.time(), language);
    match moment.resolved {
        Resolved::Plain(_) => None,
        Resolved::Skipped(at) => {
            let meant = clock_time(crate::base::WallTime::at(at).0.time(), language);
            Some(language.pick(
                format!("Die nacht gaat de klok een uur vooruit, dus {typed} bestaat dan niet. Wij nemen {meant} (zomertijd)."),
                format!("That night the clock goes forward, so {typed} does not exist. We take {meant} (summer time)."),
            ))
        }
        Resolved::Doubled(_) => Some(language.pick(
            format!("Die nacht gaat de klok een uur terug, dus {typed} komt twee keer voor. Wij nemen de eerste keer (zomertijd)."),
            format!("That night the clock goes back, so {typed} comes twice. We take the first time (summer time)."),
        )),
    }
}

/// The button that schedules; it says how many mails and when.
pub fn schedule_button(readers: i64, moment: Moment, language: Language) -> String {
    let (count, when) = (number(readers, language), button_moment(moment, language));
    let mails = if readers == 1 { language.pick("mail", "mail") } else { language.pick("mails", "mails") };
    language.pick(format!("Zet {count} {mails} klaar voor {when}"), format!("Prepare {count} {mails} for {when}"))
}

/// How long it takes, at a usual relay's 50,000 mails an hour.
pub fn duration(readers: i64, language: Language) -> String {
    const AN_HOUR: i64 = 50_000;
    let minutes = (readers * 60).div_euclid(AN_HOUR) + 1;
    let pace = language.pick("bij 50.000 mails per uur", "at 50,000 mails an hour");
    let about = match minutes {
        1 => language.pick("ongeveer 1 minuut", "about 1 minute").to_owned(),
        2..=119 => language.pick(format!("ongeveer {minutes} minuten"), format!("about {minutes} minutes")),
        _ => {
            let hours = (minutes + 30) / 60;
            language.pick(format!("ongeveer {hours} uur"), format!("about {hours} hours"))
        }
    };
    format!("{about}, {pace}")
}

/// "61 kB".
pub fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1_000))
}

/// Why a decision was not taken; `None` when it was.
pub fn decided(decided: Decided, language: Language) -> Option<&'static str> {
    match decided {
        Decided::Done => None,
        Decided::Blocked => Some(blocked(language)),
        Decided::OwnEdit => Some(language.pick(
            "U hebt dit nummer als laatste gewijzigd. Daarom keurt een andere eindredacteur het goed.",
            "You made the last change to this issue. That is why another approver approves it.",
        )),
        Decided::TooLate => Some(language.pick(
            "Er is niets gewijzigd: het nummer staat er intussen anders voor. Bekijk het hieronder en beslis opnieuw.",
            "Nothing was changed: the issue has moved on. Look at it below and decide again.",
        )),
    }
}

/// The checks stand in the way.
pub fn blocked(language: Language) -> &'static str {
    language.pick(
        "Dit kan nog niet: los eerst op wat de controle vond.",
        "This is not possible yet: solve first what the checks found.",
    )
}

/// Only what is approved goes out.
pub fn not_approved(language: Language) -> &'static str {
    language.pick(
        "Dit nummer is niet ingepland: het is niet goedgekeurd zoals het nu is.",
        "This issue was not scheduled: it is not approved as it is now.",
    )
}

/// The field that a fault in a timing belongs to.
pub const fn field_of(fault: TimingFault) -> &'static str {
    match fault {
        TimingFault::Past | TimingFault::TooFar => "date",
        TimingFault::NotAfterFirst => "last_time",
    }
}

/// How to fill in a date.
pub fn date_wanted(language: Language) -> &'static str {
    language.pick("Vul een datum in, bijvoorbeeld 8-12-2026.", "Fill in a date, for example 8-12-2026.")
}

/// How to fill in a time.
pub fn time_wanted(language: Language) -> &'static str {
    language.pick("Vul een tijd in, bijvoorbeeld 9.30.", "Fill in a time, for example 9:30.")
}

/// How to fill in an address.
pub fn address_wanted(language: Language) -> &'static str {
    language.pick(
        "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
        "Fill in an e-mail address, for example name@example.org.",
    )
}

/// How to fill in a reason.
pub fn reason_wanted(language: Language) -> &'static str {
    language.pick(
        "Schrijf in hooguit 500 tekens wat er anders moet.",
        "Write in at most 500 characters what should change.",
    )
}

/// A reason that does not fit.
pub fn reason_too_long(language: Language) -> &'static str {
    language.pick("Maak de reden korter: hooguit 500 tekens.", "Make the reason shorter: at most 500 characters.")
}
