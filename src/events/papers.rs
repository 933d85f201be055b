//! The papers of an event: lists, badges and certificates. What stands on them; how they look is in `assets/paper`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::days::{Span, days};
use super::event::{Event, NEEDS_FOR, Session, hours, spaced};
use super::find::{Programme, Registration};
use super::letters::ticket;
use super::visiting::kind;
use crate::base::id::EventSessionId;
use crate::base::paper::{Sheet, Template, is_drawn_whole};
use crate::base::wall_time::{clock_time, date_of, long_date, long_moment, number, plain_date};
use crate::base::{Instant, Language, WallTime};
use crate::centre::Centre;

/// Rows below a list to sign, for who comes unannounced.
const EMPTY_ROWS: usize = 12;
/// Badges on a sheet.
const ON_A_SHEET: usize = 8;

/// Somebody with what they chose.
pub(super) type Row = (Registration, Vec<EventSessionId>);

/// Whom a paper is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Everybody with a place.
    All,
    /// Everybody, on one day of several.
    Day(NaiveDate),
    /// Who chose this part, or everybody when it is for all.
    Session(EventSessionId),
}

impl Whose {
    /// Of the word in an address; everybody for one that says nothing.
    pub(super) fn of_word(word: &str) -> Self {
        let session = word.strip_prefix("onderdeel-").and_then(|id| id.parse().ok());
        let day = || word.parse().ok().map(Self::Day);
        session.map(EventSessionId).map(Self::Session).or_else(day).unwrap_or(Self::All)
    }

    /// Its word in an address.
    pub(super) fn word(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Day(day) => day.to_string(),
            Self::Session(id) => format!("onderdeel-{id}"),
        }
    }

    /// Everything that a list of an event can be for.
    pub(super) fn all(event: &Event, programme: &Programme) -> Vec<Self> {
        let days = days(event, &programme.sessions);
        let days = days.iter().filter(|_| days.len() > 1).map(|day| Self::Day(date_of(day.0)));
        let sessions = programme.sessions.iter().filter(|session| session.round > 0);
        std::iter::once(Self::All).chain(days).chain(sessions.map(|session| Self::Session(session.id))).collect()
    }

    /// Whether it is for this person.
    pub(super) fn holds(self, programme: &Programme, chosen: &[EventSessionId]) -> bool {
        match self {
            Self::All | Self::Day(_) => true,
            Self::Session(id) => chosen.contains(&id) || programme.session(id).is_some_and(|one| one.round == 0),
        }
    }

    /// What it is called; nothing for everybody.
    pub(super) fn name(self, programme: &Programme, language: Language) -> String {
        match self {
            Self::All => String::new(),
            Self::Day(day) => long_date(day, language),
            Self::Session(id) => programme.session(id).map(|session| session.label(language)).unwrap_or_default(),
        }
    }
}

/// What the papers of an event are made from.
pub(super) struct Stack<'a> {
    pub(super) centre: &'a Centre,
    pub(super) event: &'a Event,
    pub(super) programme: &'a Programme,
    pub(super) language: Language,
    pub(super) now: Instant,
}

impl Stack<'_> {
    fn sheet(&self, template: Template, title: &str, mut words: Value) -> Sheet {
        words["title"] = title.into();
        words["centre"] = self.centre.name(self.language).into();
        words["brand"] = self.centre.row.brand.as_str().into();
        Sheet { template, language: self.language, made: self.now, words, picture: None }
    }

    /// Who comes, to tick off; or to sign, with room to write.
    pub(super) fn list(&self, rows: &[&Row], whose: Whose, signs: bool) -> Sheet {
        let (language, event) = (self.language, self.event);
        let kind = if signs { signing_list(language) } else { attendance_list(language) };
        let name = whose.name(self.programme, language);
        let heading = if name.is_empty() { kind.to_owned() } else { format!("{kind}: {name}") };
        let mut columns = language
            .pick(["Er", "Naam", "Organisatie", "Workshops"], ["In", "Name", "Organisation", "Workshops"])
            .to_vec();
        columns.extend(signs.then_some(language.pick("Handtekening", "Signature")));
        let is_whole = whose == Whose::All && days(event, &self.programme.sessions).len() == 1;
        let line = |(row, chosen): &&Row| {
            json!({
                "name": parted(&row.name),
                "organisation": row.organisation,
                "chosen": self.chosen(whose, chosen, !signs),
                "inside": row.in_at.filter(|_| is_whole && !signs).map(|at| at_the_door(at, language)).unwrap_or_default(),
            })
        };
        let words = json!({
            "heading": heading,
            "lines": self.lines(whose, rows.len()),
            "undrawn": self.undrawn(rows),
            "sign": signs,
            "columns": columns,
            "rows": rows.iter().map(line).collect::<Vec<_>>(),
            "empty": if signs { EMPTY_ROWS } else { 0 },
            "nobody": language.pick("Nog niemand aangemeld.", "Nobody registered yet."),
            "foot": self.foot(),
            "sheet": language.pick("Blad", "Sheet"),
            "of": language.pick("van", "of"),
        });
        self.sheet(Template::List, &format!("{heading}, {}", event.title(language)), words)
    }

    /// What stands above a list: the event, the part of it, and how many at which moment.
    fn lines(&self, whose: Whose, many: usize) -> Vec<String> {
        let (language, event) = (self.language, self.event);
        let mut lines = vec![format!("{}, {}", event.title(language), event.days(language))];
        if let Whose::Session(id) = whose
            && let Some(session) = self.programme.session(id)
        {
            let place = if session.room.is_empty() { String::new() } else { format!(", {}", session.room) };
            lines.push(format!("{}{place}", event.time_of(session, language)));
        }
        let people = match many {
            1 => language.pick("1 mens", "1 person").to_owned(),
            _ => format!("{} {}", count(many, language), language.pick("mensen", "people")),
        };
        lines.push(format!("{people}. {}", as_of(self.now, language)));
        lines
    }

    /// What somebody chose, on the day that it is about; with titles where there is room.
    fn chosen(&self, whose: Whose, chosen: &[EventSessionId], with_titles: bool) -> String {
        let sessions = chosen.iter().filter_map(|id| self.programme.session(*id));
        let of_day = |session: &&Session| match whose {
            Whose::Day(day) => date_of(session.starts_at) == day,
            Whose::All | Whose::Session(_) => true,
        };
        let said = sessions.filter(of_day).map(|session| match session.code.as_str() {
            "" => session.title(self.language).to_owned(),
            _ if with_titles => session.label(self.language),
            code => code.to_owned(),
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Whose name or organisation our fonts cannot draw whole, and how to know them.
    fn undrawn(&self, rows: &[&Row]) -> Option<String> {
        let found: Vec<_> = undrawn(rows).map(|row| format!("{} ({})", row.name, spaced(&row.code))).collect();
        let words = self.language.pick(
            "Deze namen kunnen wij niet helemaal drukken. Schrijf op de streepjes wat ontbreekt; tussen haakjes staat de code:",
            "We cannot print these names whole. Write what is missing on the lines; between brackets stands the code:",
        );
        (!found.is_empty()).then(|| format!("{words} {}.", found.join(", ")))
    }

    fn foot(&self) -> String {
        let gone = plain_date(date_of(self.event.ends_at.plus(NEEDS_FOR)), self.language);
        let destroy = self.language.pick("Vernietig dit blad uiterlijk op", "Destroy this sheet at the latest on");
        format!("{destroy} {gone}.")
    }

    /// A badge for each, and empty ones on the last sheet for who comes unannounced.
    pub(super) fn badges(&self, rows: &[&Row]) -> anyhow::Result<Sheet> {
        let (language, title) = (self.language, self.event.title(self.language));
        let mut people = Vec::new();
        for (row, chosen) in rows {
            people.push(json!({
                "name": parted(&row.name),
                "organisation": row.organisation,
                "chosen": self.with_rooms(chosen),
                "code": ticket::svg(&ticket::scanned(row.event_id, &row.ticket))?,
            }));
        }
        people.resize(people.len() + ON_A_SHEET - people.len() % ON_A_SHEET, json!({}));
        let words = json!({
            "event": title,
            "people": people,
            "code": language.pick("QR-code voor de deur", "QR code for the door"),
            "walk-in": language.pick("Leeg, voor wie aan de deur komt", "Empty, for who comes unannounced"),
        });
        Ok(self.sheet(Template::Badges, &format!("Badges, {title}"), words))
    }

    /// Codes with their rooms.
    fn with_rooms(&self, chosen: &[EventSessionId]) -> String {
        let sessions = chosen.iter().filter_map(|id| self.programme.session(*id));
        let said = sessions.map(|session| {
            let what = if session.code.is_empty() { session.title(self.language) } else { &session.code };
            format!("{what} {}", session.room).trim().to_owned()
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// That somebody was there on these days.
    pub(super) fn certificate(&self, (row, chosen): &Row, days: &[Span], logo: Option<Logo>) -> Sheet {
        let (language, event) = (self.language, self.event);
        let day = |(from, until): &Span| {
            format!("{}, {}", long_date(date_of(*from), language), hours(*from, *until, language))
        };
        let days: Vec<String> = match days {
            // An event of very many days is one span.
            [one] if date_of(one.0) != date_of(Instant(one.1.0 - 1)) => vec![event.days(language)],
            days => days.iter().map(day).collect(),
        };
        let mut facts = vec![
            (language.pick("Wanneer", "When"), days),
            (language.pick("Waar", "Where"), vec![event.where_short(language)]),
        ];
        let sessions = chosen.iter().filter_map(|id| self.programme.session(*id));
        let sessions: Vec<_> = sessions.map(|session| session.label(language)).collect();
        if !sessions.is_empty() {
            facts.push((language.pick("Workshops", "Workshops"), sessions));
        }
        let (made, centre) = (plain_date(date_of(self.now), language), self.centre.name(language));
        let words = json!({
            "kind": kind(event.kind, language),
            "name": parted(&row.name),
            "organisation": row.organisation,
            "took-part": language.pick("nam deel aan", "took part in"),
            "event": event.title(language),
            "facts": facts,
            "logo": logo.is_some(),
            "logo-alt": logo.as_ref().map(|logo| logo.alt.as_str()).unwrap_or_default(),
            "foot": language.pick(format!("Opgemaakt op {made} door {centre}."), format!("Made on {made} by {centre}.")),
        });
        let title = language.pick("Bewijs van deelname", "Certificate of attendance");
        Sheet { picture: logo.map(|logo| logo.file), ..self.sheet(Template::Certificate, title, words) }
    }
}

/// The logo above a certificate.
pub(super) struct Logo {
    pub(super) file: Vec<u8>,
    pub(super) alt: String,
}

/// "Presentielijst"
pub(super) fn attendance_list(language: Language) -> &'static str {
    language.pick("Presentielijst", "Attendance list")
}

/// "Tekenlijst"
pub(super) fn signing_list(language: Language) -> &'static str {
    language.pick("Tekenlijst", "Signing list")
}

/// Whose name or organisation our fonts cannot draw whole.
pub(super) fn undrawn<'a>(rows: &[&'a Row]) -> impl Iterator<Item = &'a Registration> {
    let rows = rows.iter().map(|(row, _)| row);
    rows.filter(|row| !is_drawn_whole(&row.name) || !is_drawn_whole(&row.organisation))
}

/// The first word of a name, and the rest: a list and a badge set them apart.
fn parted(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, ""))
}

fn at_the_door(at: Instant, language: Language) -> String {
    clock_time(WallTime::at(at).0.time(), language).trim_end_matches(" uur").to_owned()
}

/// "Stand van …", for paper.
fn as_of(now: Instant, language: Language) -> String {
    format!("{} {}.", language.pick("Stand van", "As of"), long_moment(now, language))
}

fn count(many: usize, language: Language) -> String {
    number(i64::try_from(many).unwrap_or(i64::MAX), language)
}
