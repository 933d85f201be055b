//! What an event is, when it takes registrations, and the rules of its programme. Pure.

use std::time::Duration;

use chrono::{NaiveTime, Timelike};

use crate::base::id::{EventSessionId, PoolId};
use crate::base::wall_time::{WallTime, clock_time, date_of, long_date};
use crate::base::{EmailAddress, Instant, Language};
use crate::organisations::OrganisationKind;
use crate::store::tables::states::{EventAdmission, EventKind, EventState};
use crate::store::tables::{event_pools, event_sessions, events};

/// An event.
pub type Event = events::Model;
/// A part of its programme.
pub type Session = event_sessions::Model;

/// How long places are kept while a form is being filled in.
pub const KEPT_FOR: Duration = Duration::from_mins(15);
/// How many people one form takes.
pub const MOST_GUESTS: usize = 10;
/// How many places one network may keep at the same time in forms that are being filled in.
pub const KEPT_PER_NETWORK: i64 = 60;
/// How many registrations one address may have made in a day: each brings it letters.
pub const LETTERS_PER_DAY: u64 = 12;
/// Nobody is offered a place later than this before the start.
pub const LAST_OFFER: Duration = Duration::from_hours(12);
/// How long after an event the needs of those who came are kept.
pub const NEEDS_FOR: Duration = Duration::from_hours(14 * 24);

/// All kinds, in the order in which a form offers them.
pub const KINDS: [EventKind; 4] = [EventKind::NetworkDay, EventKind::Webinar, EventKind::Course, EventKind::Retraining];

/// Whether an event takes registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Only staff see it.
    Draft,
    /// Not yet.
    Soon,
    /// Now.
    Open,
    /// Not any more.
    Closed,
    /// It has begun or is over.
    Over,
    /// It does not go through.
    CalledOff,
}

impl Event {
    /// Its title.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        one_of(&self.title_nl, &self.title_en, language)
    }

    /// The sentence below its title.
    #[must_use]
    pub fn lead(&self, language: Language) -> &str {
        one_of(&self.lead_nl, &self.lead_en, language)
    }

    /// What it is about, in paragraphs.
    #[must_use]
    pub fn about(&self, language: Language) -> &str {
        one_of(&self.about_nl, &self.about_en, language)
    }

    /// Whether it takes registrations at a moment.
    #[must_use]
    pub fn window(&self, now: Instant) -> Window {
        match self.state {
            EventState::Draft => Window::Draft,
            EventState::CalledOff => Window::CalledOff,
            EventState::Open if now >= self.starts_at => Window::Over,
            EventState::Open if now < self.opens_at => Window::Soon,
            EventState::Open if now >= self.closes_at => Window::Closed,
            EventState::Open => Window::Open,
        }
    }

    /// The last moment at which a place is offered to somebody who waits: when registration closes, and in time before the
    /// start.
    #[must_use]
    pub fn offers_until(&self) -> Instant {
        self.closes_at.min(self.starts_at.minus(LAST_OFFER))
    }

    /// Whether places that come free are offered now.
    #[must_use]
    pub fn offers(&self, now: Instant) -> bool {
        self.state == EventState::Open && now < self.offers_until()
    }

    /// Whether somebody may register with this address. Where an event is for kinds of organisations nobody is refused by it: who is
    /// not known to belong there asks for a place.
    #[must_use]
    pub fn admits(&self, address: &EmailAddress) -> bool {
        self.domains.is_empty() || self.has_domain_of(address) || !self.kinds.is_empty()
    }

    /// The kinds of organisations that it is for; none for all.
    #[must_use]
    pub fn for_kinds(&self) -> Vec<OrganisationKind> {
        self.kinds.split_whitespace().filter_map(OrganisationKind::from_word).collect()
    }

    /// Whether an address is at one of its domains, or at a part of one (`mail.voorbeeld.nl` of `voorbeeld.nl`). Both are in the
    /// ASCII form, so what only looks like it, ends like it or begins like it is another.
    #[must_use]
    pub fn has_domain_of(&self, address: &EmailAddress) -> bool {
        let is_of = |domain: &str| {
            let before = address.domain().strip_suffix(domain);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.domains.split_whitespace().any(is_of)
    }

    /// Whether somebody has to let a registration through. Who was invited was chosen already.
    #[must_use]
    pub fn decides(&self, is_invited: bool) -> bool {
        self.admission == EventAdmission::Approval && !is_invited
    }

    /// Whether only who was invited may register.
    #[must_use]
    pub fn is_closed_circle(&self) -> bool {
        self.admission == EventAdmission::Invited
    }

    /// What invitations say besides; empty for nothing, and the language it is written in.
    #[must_use]
    pub fn invite(&self, language: Language) -> (&str, Language) {
        let text = one_of(&self.invite_nl, &self.invite_en, language);
        (text, if text == self.invite_en { language } else { Language::Dutch })
    }

    /// "donderdag 22 april 2027", or with the last day.
    #[must_use]
    pub fn days(&self, language: Language) -> String {
        let (first, last) = (date_of(self.starts_at), date_of(Instant(self.ends_at.0 - 1)));
        let first_day = long_date(first, language);
        if first == last {
            return first_day;
        }
        let last_day = long_date(last, language);
        language.pick(format!("{first_day} tot en met {last_day}"), format!("{first_day} to {last_day}"))
    }

    /// When a part of the programme is: its hours, and its day when the event has several.
    #[must_use]
    pub fn time_of(&self, session: &Session, language: Language) -> String {
        let hours = hours(session.starts_at, session.ends_at, language);
        match self.day_of(session.starts_at, language) {
            Some(day) => format!("{day}, {hours}"),
            None => hours,
        }
    }

    /// The day of a moment, "vrijdag 23 april 2027", when the event has several.
    #[must_use]
    pub fn day_of(&self, moment: Instant, language: Language) -> Option<String> {
        let has_several = date_of(self.starts_at) != date_of(Instant(self.ends_at.0 - 1));
        has_several.then(|| long_date(date_of(moment), language))
    }

    /// "9.30 tot 16.30 uur".
    #[must_use]
    pub fn hours(&self, language: Language) -> String {
        hours(self.starts_at, self.ends_at, language)
    }

    /// Where it is, in a few words: the place, or online.
    #[must_use]
    pub fn where_short(&self, language: Language) -> String {
        if self.place.is_empty() { language.pick("online", "online").to_owned() } else { self.place.clone() }
    }
}

impl Session {
    /// Its title.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        one_of(&self.title_nl, &self.title_en, language)
    }

    /// What it is about.
    #[must_use]
    pub fn about(&self, language: Language) -> &str {
        one_of(&self.about_nl, &self.about_en, language)
    }

    /// "1A Accu’s in de wijk".
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let (code, title) = (&self.code, self.title(language));
        if code.is_empty() { title.to_owned() } else { format!("{code} {title}") }
    }

    /// Whether one cannot be at both. One may begin when the other ends.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

/// English where it was written, else Dutch.
fn one_of<'a>(dutch: &'a str, english: &'a str, language: Language) -> &'a str {
    if language == Language::English && !english.is_empty() { english } else { dutch }
}

/// "9.30 tot 16.30 uur" or "9:30 to 16:30".
#[must_use]
pub fn hours(from: Instant, until: Instant, language: Language) -> String {
    let (from, until) = (WallTime::at(from).0.time(), WallTime::at(until).0.time());
    let from_text = clock_time(from, language);
    let from_text = from_text.trim_end_matches(" uur");
    format!("{from_text} {} {}", language.pick("tot", "to"), clock_time(until, language))
}

/// The places of an event or of a session as a page shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// The pool.
    pub pool: PoolId,
    /// Of which session; `None` for the day.
    pub session: Option<EventSessionId>,
    /// Of which kind of organisation; `None` for everybody.
    pub kind: Option<OrganisationKind>,
    /// How many there are.
    pub capacity: i64,
    /// How many are taken: registered, offered, or kept for a form.
    pub taken: i64,
    /// How many anybody can have now. None while somebody waits.
    pub free: i64,
    /// How many wait.
    pub waiting: i64,
}

impl Places {
    /// Of a row, with the places of forms whose time is over although nobody swept them yet.
    #[must_use]
    pub fn of(row: &event_pools::Model, stale: i64) -> Self {
        let room = row.capacity - row.taken - row.released + stale;
        // Whoever waits because their kind is full keeps nobody else out.
        let free = if row.waiting > row.held { 0 } else { room.max(0) };
        Self {
            pool: row.id,
            session: row.session_id,
            kind: row.kind,
            capacity: row.capacity,
            taken: (row.taken - stale).max(0),
            free,
            waiting: row.waiting,
        }
    }

    /// Whether they are those of the day, for everybody.
    #[must_use]
    pub const fn is_day(&self) -> bool {
        self.session.is_none() && self.kind.is_none()
    }

    /// Whether so few are left that one should hurry: a tenth, or fewer than five.
    #[must_use]
    pub const fn is_scarce(&self) -> bool {
        self.free > 0 && (self.free * 10 <= self.capacity || self.free < 5)
    }
}

/// Sessions that one person chose and that overlap, the first such pair.
#[must_use]
pub fn clash<'a>(chosen: &[&'a Session]) -> Option<(&'a Session, &'a Session)> {
    let pairs =
        chosen.iter().enumerate().flat_map(|(at, one)| chosen[at + 1..].iter().map(move |other| (*one, *other)));
    pairs.into_iter().find(|(one, other)| one.overlaps(other))
}

/// When an offer ends that was made at a moment: so many hours later, but not at night, and in any case at `last`.
#[must_use]
pub fn offer_ends(made: Instant, hours: i64, last: Instant) -> Instant {
    let end = made.plus(Duration::from_hours(u64::try_from(hours).unwrap_or(1)));
    by_day(end).min(last)
}

/// The moment itself by day; a moment between 21.00 and 9.00 becomes 9.00 of the morning that follows, in Amsterdam.
fn by_day(moment: Instant) -> Instant {
    let wall = WallTime::at(moment).0;
    let day = match wall.hour() {
        21.. => wall.date().succ_opt().unwrap_or(wall.date()),
        ..9 => wall.date(),
        _ => return moment,
    };
    WallTime(day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())).resolve().instant()
}

/// What a name is compared by: the same name typed otherwise is the same registration.
#[must_use]
pub fn name_key(name: &str) -> String {
    crate::base::words::fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code as the door types it: small letters, spaces, hyphens and the digits that look like letters are understood.
#[must_use]
pub fn typed_code(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase());
    letters
        .map(|letter| match letter {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other,
        })
        .collect()
}

/// "K7QF 3MXT": a code in two halves.
#[must_use]
pub fn spaced(code: &str) -> String {
    let (left, right) = code.split_at_checked(4).unwrap_or((code, ""));
    format!("{left} {right}").trim().to_owned()
}
