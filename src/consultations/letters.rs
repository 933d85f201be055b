//! The letters of this room. Each says for whom it is: two people may share one mailbox.
//!
//! A letter that asks or reminds names the subject, never an answer. The receipt holds what was released, word for word.

use super::consultation::Consultation;
use chrono::NaiveDate;

use super::answering::Frozen;
use super::enclosing::Attached;
use super::entering::source;
use super::find::{Invited, Invitee, Submission};
use super::reacting::Answered;
use super::{EntrySource, Part as Does, texts};
use crate::app::App;
use crate::base::wall_time::{clock_second, long_moment, parse_date, plain_date};
use crate::base::{Language, Link, Purpose};
use crate::centre::Centre;
use crate::mail::{Letter, Part};
use crate::media::paper_size;
use crate::people::Person;

/// What every letter of a consultation is made with.
pub(super) struct Asking<'a> {
    pub(super) app: &'a App,
    pub(super) centre: Centre,
    pub(super) the: &'a Consultation,
    /// Who can be asked.
    pub(super) contact: String,
}

/// The token of somebody's own link.
pub(super) fn token(app: &App, invitee: &Invitee, person: &Person) -> String {
    Link::token(&app.secrets, Purpose::Answer, person.id.0, invitee.id.0, person.epoch)
}

impl Asking<'_> {
    fn address(&self, invitee: &Invitee, person: &Person, below: &str) -> String {
        let (base, prefix) = (self.app.base_url(), person.language.prefix());
        format!("{base}{prefix}/consultaties/antwoord/{}{below}", token(self.app, invitee, person))
    }

    /// Asks.
    pub(super) fn request(&self, one: &Invited, invitee: &Invitee, person: &Person) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let until = self.the.deadline().said(language);
        let also = texts::on_behalf(&row.on_behalf, language);
        let many = self.the.questions.len();
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!(
                    "Wij vragen {} om advies over “{}”{also}. U kunt antwoorden {until}, Nederlandse tijd.",
                    one.organisation, row.title
                ),
                format!(
                    "We ask {} for advice on “{}”{also}. You can answer {until}, Dutch time.",
                    one.organisation, row.title
                ),
            )),
            Part::Text(row.summary.clone()),
            Part::Text(texts::what_you_do(invitee.part, many, language)),
            Part::Button {
                label: language.pick("Lees de vragen en antwoord", "Read the questions and answer").to_owned(),
                href: self.address(invitee, person, ""),
            },
            Part::Text(texts::own_link(language).to_owned()),
            self.ask_us(language),
        ];
        let subject =
            language.pick(format!("Uw advies gevraagd: {}", row.title), format!("Your advice asked: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Tells that there is more time.
    pub(super) fn extended(&self, one: &Invited, invitee: &Invitee, person: &Person) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let until = self.the.deadline().said(language);
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!("U hebt meer tijd voor uw advies over “{}”. Antwoorden kan nu {until}, Nederlandse tijd. De datum in eerdere mails geldt niet meer.", row.title),
                format!("You have more time for your advice on “{}”. You can now answer {until}, Dutch time. The date in earlier mails no longer holds.", row.title),
            )),
            Part::Text(language.pick(
                "Uw link blijft dezelfde, en wat u al schreef staat er nog.".to_owned(),
                "Your link stays the same, and what you wrote is still there.".to_owned(),
            )),
            Part::Button {
                label: language.pick("Naar de vragen", "To the questions").to_owned(),
                href: self.address(invitee, person, ""),
            },
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Meer tijd: {}", row.title), format!("More time: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Says no to who asked for more time.
    pub(super) fn no_time(
        &self,
        one: &Invited,
        (invitee, person): (&Invitee, &Person),
        why: &str,
    ) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let until = self.the.deadline().said(language);
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!("{} vroeg om meer tijd voor het advies over “{}”. Dat kan niet. {why}", one.organisation, row.title),
                format!("{} asked for more time for the advice on “{}”. That is not possible. {why}", one.organisation, row.title),
            )),
            Part::Text(language.pick(
                format!("Antwoorden kan {until}, Nederlandse tijd. Lukt dat niet? Stuur uw antwoord dan later: wij bewaren het en zeggen erbij dat het na de termijn kwam."),
                format!("You can answer {until}, Dutch time. If that does not work, send your answer later: we keep it and say that it came after the term."),
            )),
            Part::Button {
                label: language.pick("Naar de vragen", "To the questions").to_owned(),
                href: self.address(invitee, person, ""),
            },
            self.ask_us(language),
        ];
        let subject =
            language.pick(format!("Geen langere termijn: {}", row.title), format!("No longer term: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Asks a colleague to write along.
    pub(super) fn brought(
        &self,
        one: &Invited,
        (invitee, person): (&Invitee, &Person),
        by: &str,
    ) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let until = self.the.deadline().said(language);
        let when = if self.the.is_late(self.app.clock.now()) {
            language
                .pick("De termijn is voorbij, antwoorden kan nog.", "The term is over, you can still answer.")
                .to_owned()
        } else {
            language.pick(
                format!("Antwoorden kan {until}, Nederlandse tijd."),
                format!("You can answer {until}, Dutch time."),
            )
        };
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!(
                    "{by} vraagt u om mee te schrijven aan het antwoord van {} op “{}”. {when}",
                    one.organisation, row.title
                ),
                format!(
                    "{by} asks you to write along with the answer of {} to “{}”. {when}",
                    one.organisation, row.title
                ),
            )),
            Part::Text(row.summary.clone()),
            Part::Button {
                label: language.pick("Lees de vragen en schrijf mee", "Read the questions and write along").to_owned(),
                href: self.address(invitee, person, ""),
            },
            Part::Text(texts::own_link(language).to_owned()),
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Schrijf mee: {}", row.title), format!("Write along: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Asks whether an answer that we entered is theirs; `only_scan` when nothing of it was typed over.
    pub(super) fn entered(
        &self,
        one: &Invited,
        (invitee, person): (&Invitee, &Person),
        (how, received, only_scan): (EntrySource, NaiveDate, bool),
    ) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let (way, when) = (source(how, language), plain_date(received, language));
        let typed = if only_scan {
            language.pick("Wij bewaarden het bestand.", "We kept the file.")
        } else {
            language.pick("Wij typten het over.", "We typed it over.")
        };
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!("Wij kregen op {when} {way} een antwoord van {} op “{}”. {typed}", one.organisation, row.title),
                format!("On {when} we got an answer of {} to “{}” {way}. {typed}", one.organisation, row.title),
            )),
            Part::Text(language.pick(
                "Wilt u lezen of het klopt? Het telt pas als u ja zegt.".to_owned(),
                "Will you read whether it is right? It counts only when you say yes.".to_owned(),
            )),
            Part::Button {
                label: language.pick("Lees het en zeg of het telt", "Read it and say whether it counts").to_owned(),
                href: self.address(invitee, person, "/ingevoerd"),
            },
            self.ask_us(language),
        ];
        let subject =
            language.pick(format!("Klopt uw antwoord? {}", row.title), format!("Is your answer right? {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Reminds.
    pub(super) fn reminder(&self, one: &Invited, invitee: &Invitee, person: &Person) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let until = self.the.deadline().said(language);
        let parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!("Wij hebben nog geen antwoord van {} op “{}”. Antwoorden kan {until}, Nederlandse tijd.", one.organisation, row.title),
                format!("We have no answer yet from {} to “{}”. You can answer {until}, Dutch time.", one.organisation, row.title),
            )),
            Part::Text(language.pick(
                "Geeft u geen advies, of hebt u meer tijd nodig? Laat het weten via uw link. Dan herinneren wij u niet meer.".to_owned(),
                "Do you give no advice, or need more time? Tell us by your link. Then we will not remind you again.".to_owned(),
            )),
            Part::Button {
                label: language.pick("Naar de vragen", "To the questions").to_owned(),
                href: self.address(invitee, person, ""),
            },
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Herinnering: {}", row.title), format!("Reminder: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Proves what was received, with every word of it.
    pub(super) fn receipt(
        &self,
        one: &Invited,
        (invitee, person): (&Invitee, &Person),
        (sent, by): (&Submission, &str),
        (written, attached): (&[Frozen], &[Attached]),
    ) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let when = format!("{} ({})", long_moment(sent.released_at, language), clock_second(sent.released_at));
        let mut parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(language.pick(
                format!("Wij ontvingen het antwoord van {} op “{}” op {when}. {by} verstuurde het. Het staat hieronder, precies zoals het is verstuurd.", one.organisation, row.title),
                format!("We received the answer of {} to “{}” on {when}. It was sent by {by}. It stands below, exactly as it was sent.", one.organisation, row.title),
            )),
            Part::Text(texts::receipt_next(sent.late, &self.the.deadline().said(language), language)),
            Part::Text(format!("{}: {} · {}: {}", language.pick("Versie", "Version"), sent.version, language.pick("Kenmerk van de tekst", "Fingerprint"), fingerprint(&sent.hash))),
            Part::Button {
                label: language.pick("Bekijk uw antwoord, ook als PDF", "See your answer, also as a PDF").to_owned(),
                href: self.address(invitee, person, "/ontvangst"),
            },
            Part::Divider,
        ];
        for Frozen { number, asked, words, .. } in written {
            parts.push(Part::Heading(format!("{number}. {asked}")));
            parts.extend(
                words.split("\n\n").filter(|text| !text.trim().is_empty()).map(|text| Part::Text(text.to_owned())),
            );
        }
        if !attached.is_empty() {
            parts.push(Part::Heading(language.pick("Bijlagen", "Attachments").to_owned()));
            parts.extend(
                attached
                    .iter()
                    .map(|one| Part::Text(format!("{} ({})", one.title, paper_size(&one.form, one.bytes, language)))),
            );
        }
        let subject = language.pick(format!("Ontvangstbewijs: {}", row.title), format!("Receipt: {}", row.title));
        self.letter(language, subject, parts, one)
    }

    /// Tells what was done with the points of the organisation: its own, and nobody else’s.
    pub(super) fn reaction(
        &self,
        one: &Invited,
        (invitee, person): (&Invitee, &Person),
        (points, asides): (&[&Answered], usize),
    ) -> anyhow::Result<Letter> {
        let (language, row) = (person.language, &self.the.row);
        let mut parts = vec![
            Part::Text(texts::dear(&invitee.name, language)),
            Part::Text(texts::reaction_lead(&one.organisation, &row.title, points.len(), language)),
        ];
        if asides > 0 {
            parts.push(Part::Text(language.pick(
                "Een deel van uw tekst werd geen punt. Op uw eigen pagina staat waarom.".to_owned(),
                "Part of your text did not become a point. Your own page says why.".to_owned(),
            )));
        }
        if !points.is_empty() || asides > 0 {
            let label = language.pick("Bekijk uw punten", "See your points").to_owned();
            parts.push(Part::Button { label, href: self.address(invitee, person, "/punten") });
        }
        parts.push(Part::Linked {
            before: language.pick("De hele nota van antwoord is openbaar:", "The whole reaction is public:").to_owned(),
            label: language.pick("lees de nota", "read it").to_owned(),
            href: format!("{}{}/consultaties/{}", self.app.base_url(), language.prefix(), row.id),
            after: ".".to_owned(),
        });
        for point in points {
            let disposition = point.row.disposition.map_or("", |one| texts::disposition(one, language));
            parts.push(Part::Divider);
            parts.push(Part::Heading(format!("{}. {}: {disposition}", point.row.number, point.row.title)));
            parts.push(Part::Text(format!("{} “{}”", language.pick("U schreef:", "You wrote:"), point.row.quote)));
            parts.push(Part::Text(format!("{} {}", language.pick("Ons antwoord:", "Our answer:"), point.row.reason)));
            if !point.row.changes.is_empty() {
                parts.push(Part::Text(format!(
                    "{} {}",
                    language.pick("Wat verandert:", "What changes:"),
                    point.row.changes
                )));
            }
            parts.extend(point.commitments.iter().map(|one| {
                let due = parse_date(&one.due_on).map(|day| plain_date(day, language)).unwrap_or_default();
                Part::Text(language.pick(
                    format!("Toegezegd: {} Klaar voor {due}.", one.promised),
                    format!("Promised: {} Done before {due}.", one.promised),
                ))
            }));
        }
        let subject = language.pick(
            format!("Wat wij doen met uw antwoord: {}", row.title),
            format!("What we do with your answer: {}", row.title),
        );
        self.letter(language, subject, parts, one)
    }

    fn ask_us(&self, language: Language) -> Part {
        let address = &self.centre.row.contact_address;
        Part::Text(language.pick(
            format!("Vragen? {} helpt u: {address}. Kenmerk: {}.", self.contact, self.the.row.kenmerk),
            format!("Questions? {} will help: {address}. Reference: {}.", self.contact, self.the.row.kenmerk),
        ))
    }

    fn letter(&self, language: Language, subject: String, parts: Vec<Part>, one: &Invited) -> anyhow::Result<Letter> {
        let why = language.pick(
            format!("U krijgt deze mail omdat u voor {} aan deze consultatie meedoet.", one.organisation),
            format!("You get this mail because you take part in this consultation for {}.", one.organisation),
        );
        Ok(Letter { automatic: false, ..self.centre.letter(language, subject, parts, why)? })
    }
}

/// What somebody may do, for whoever sends a receipt.
pub(super) const fn may_release(part: Does) -> bool {
    !matches!(part, Does::Member)
}

/// The beginning of a hash, in groups that can be read out.
pub(super) fn fingerprint(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().take(12).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
