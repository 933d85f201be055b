//! Reading what an organiser filled in. Days and times are typed; what is understood is read back in words.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

use super::programme::NewSession;
use super::save::NewEvent;
use crate::base::wall_time::{month, parse_date, parse_time};
use crate::base::words::{one_line, plain_lines};
use crate::base::{Language, WallTime};
use crate::events::event::{Event, KINDS, Session};
use crate::organisations::KINDS as KINDS_OF;
use crate::store::tables::states::EventAdmission;
use crate::web::Form;

const MAX_TITLE: usize = 120;
const MAX_LINE: usize = 300;
const MAX_ABOUT: usize = 6_000;
const MOST_PLACES: i64 = 100_000;

/// A day as people type it: `22-4-2027`, `2027-04-22`, `22 april 2027`.
pub(in crate::events) fn day(text: &str) -> Option<NaiveDate> {
    parse_date(text).or_else(|| {
        let lower = text.trim().to_lowercase();
        let mut words = lower.split_whitespace();
        let (day, name, year) = (words.next()?, words.next()?, words.next()?);
        let number = (1..=12).find(|number| {
            let (dutch, english) = (month(*number, Language::Dutch), month(*number, Language::English).to_lowercase());
            name == dutch || name == english || (name.len() >= 3 && dutch.starts_with(name.trim_end_matches('.')))
        })?;
        NaiveDate::from_ymd_opt(year.parse().ok()?, number, day.parse().ok()?)
    })
}

/// A day and a time; 24.00 is the beginning of the next day.
fn wall(day: NaiveDate, time: &str) -> Option<WallTime> {
    let plain = time.trim().trim_end_matches("uur").trim().replace('.', ":");
    if plain == "24:00" || plain == "24" {
        return Some(WallTime(day.succ_opt()?.and_hms_opt(0, 0, 0)?));
    }
    Some(WallTime(NaiveDateTime::new(day, parse_time(time)?)))
}

fn wanted_day(language: Language) -> String {
    language.pick("Vul een dag in, zoals 22 april 2027", "Fill in a day, such as 22 April 2027").to_owned()
}

fn wanted_time(language: Language) -> String {
    language.pick("Vul een tijd in, zoals 9.30", "Fill in a time, such as 9:30").to_owned()
}

fn day_of(form: &mut Form, field: &'static str, language: Language) -> Option<NaiveDate> {
    form.read(field, |text| {
        day(text).filter(|day| (2000..2100).contains(&day.year())).ok_or_else(|| wanted_day(language))
    })
}

fn wall_of(form: &mut Form, day: Option<NaiveDate>, field: &'static str, language: Language) -> Option<WallTime> {
    let checked = day.unwrap_or(NaiveDate::MIN);
    let found = form.read(field, |text| wall(checked, text).ok_or_else(|| wanted_time(language)))?;
    day.map(|_| found)
}

fn count(form: &mut Form, field: &'static str, (least, most): (i64, i64), language: Language) -> Option<i64> {
    form.read(field, |text| {
        let number = text.replace('.', "").parse::<i64>().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            language.pick(
                format!("Vul een getal in van {least} tot en met {most}"),
                format!("Fill in a number from {least} to {most}"),
            )
        })
    })
}

/// The same of a number that may be left open, which is 0.
fn count_or_zero(form: &mut Form, field: &'static str, most: i64, language: Language) -> Option<i64> {
    if form.trimmed(field).is_empty() { Some(0) } else { count(form, field, (0, most), language) }
}

fn line(form: &mut Form, field: &'static str, most: usize, language: Language) -> String {
    let too_long = language.pick(
        format!("Maak dit korter: hoogstens {most} tekens"),
        format!("Make this shorter: at most {most} characters"),
    );
    form.up_to(field, &too_long, most).map(|text| one_line(&text)).unwrap_or_default()
}

fn title(form: &mut Form, language: Language) -> Option<String> {
    let wanted =
        language.pick("Vul een titel in van hoogstens 120 tekens", "Fill in a title of at most 120 characters");
    form.required("title_nl", wanted, MAX_TITLE).map(|text| one_line(&text))
}

fn about(form: &mut Form, field: &'static str, language: Language) -> String {
    let too_long = language.pick("Maak deze tekst korter", "Make this text shorter");
    form.up_to(field, too_long, MAX_ABOUT).map(|text| plain_lines(&text)).unwrap_or_default()
}

/// The mail domains, as words in small letters; a fault when one of them is none.
fn domains(form: &mut Form, language: Language) -> Option<String> {
    form.read("domains", |text| {
        let words = text.replace([',', ';', '@'], " ").to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        // In the form in which addresses are compared: letters that look alike are then no longer alike.
        let domain_of = |word: &&str| {
            let address = crate::base::EmailAddress::parse(&format!("a@{word}")).ok()?;
            Some(address.domain().to_owned()).filter(|domain| domain.contains('.'))
        };
        let found: Option<Vec<String>> = words.iter().map(domain_of).collect();
        if let Some(found) = found.filter(|_| words.len() <= 50) {
            return Ok(found.join(" "));
        }
        Err(language
            .pick(
                "Vul domeinen in met een spatie ertussen, zoals voorbeeld.nl",
                "Fill in domains with a space between, such as example.org",
            )
            .to_owned())
    })
}

/// An event, or `None` with the faults in the form.
pub(super) fn event(form: &mut Form, language: Language) -> Option<NewEvent> {
    let kind = form.read("kind", |text| {
        let known = KINDS.into_iter().find(|kind| kind.word() == text);
        known.ok_or_else(|| language.pick("Kies een soort", "Choose a kind").to_owned())
    });
    let title_nl = title(form, language);
    let title_en = line(form, "title_en", MAX_TITLE, language);
    let lead = [line(form, "lead_nl", MAX_LINE, language), line(form, "lead_en", MAX_LINE, language)];
    let about = [about(form, "about_nl", language), about(form, "about_en", language)];
    let first = day_of(form, "day", language);
    let last = if form.trimmed("last_day").is_empty() { first } else { day_of(form, "last_day", language) };
    let starts = wall_of(form, first, "from", language);
    let ends = wall_of(form, last, "until", language);
    let place = line(form, "place", MAX_LINE, language);
    let address = line(form, "address", MAX_LINE, language);
    let link = link(form, language);
    let capacity = count(form, "capacity", (0, MOST_PLACES), language);
    let opens_day = day_of(form, "opens_day", language);
    let opens = wall_of(form, opens_day, "opens_time", language);
    let closes_day = day_of(form, "closes_day", language);
    let closes = wall_of(form, closes_day, "closes_time", language);
    let admission = form.read("admission", |text| {
        let wanted = language.pick("Kies wie zich kan aanmelden", "Choose who can register");
        EventAdmission::from_word(text).ok_or_else(|| wanted.to_owned())
    });
    let domains = domains(form, language);
    let quota = count_or_zero(form, "quota", MOST_PLACES, language);
    let offer_hours = count(form, "offer_hours", (1, 168), language);
    let reminder_days = count(form, "reminder_days", (0, 60), language);
    let certificate_days = count_or_zero(form, "certificate_days", 10, language);
    order(form, [starts, ends], [opens, closes], language);
    if place.is_empty() && link.as_deref() == Some("") {
        form.fault(
            "place",
            language.pick("Vul een plaats in, of een link voor online", "Fill in a place, or a link for online"),
        );
    }
    if !form.is_clean() {
        return None;
    }
    Some(NewEvent {
        kind: kind?,
        title: [title_nl?, title_en],
        lead,
        about,
        when: [starts?, ends?],
        place,
        address,
        link: link?,
        window: [opens?, closes?],
        admission: admission?,
        domains: domains?,
        kinds: KINDS_OF.into_iter().filter(|kind| form.is_ticked("kinds", kind.word())).collect(),
        quota: Some(quota?).filter(|quota| *quota > 0),
        capacity: capacity?,
        asks_needs: form.is_ticked("asks_needs", "yes"),
        offer_hours: offer_hours?,
        reminder_days: reminder_days?,
        certificate_days: certificate_days?,
    })
}

/// The end comes after the beginning, and registering closes after it opens and before the end.
fn order(form: &mut Form, when: [Option<WallTime>; 2], window: [Option<WallTime>; 2], language: Language) {
    let ([starts, ends], [opens, closes]) = (when, window);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends.resolve().instant() <= starts.resolve().instant()
    {
        form.fault(
            "until",
            language.pick("Het einde moet na het begin liggen", "The end must come after the beginning"),
        );
    }
    if let (Some(opens), Some(closes), Some(ends)) = (opens, closes, ends) {
        if closes.resolve().instant() < opens.resolve().instant() {
            form.fault(
                "closes_day",
                language.pick("Aanmelden moet sluiten nadat het is geopend", "Registration must close after it opens"),
            );
        }
        if closes.resolve().instant() > ends.resolve().instant() {
            form.fault(
                "closes_day",
                language.pick("Aanmelden moet sluiten voor het einde", "Registration must close before the end"),
            );
        }
    }
}

fn link(form: &mut Form, language: Language) -> Option<String> {
    form.read("link", |text| {
        let is_address = text.starts_with("https://") && url::Url::parse(text).is_ok() && text.len() <= 500;
        if text.is_empty() || is_address {
            return Ok(text.to_owned());
        }
        Err(language
            .pick("Vul een adres in dat begint met https://", "Fill in an address that begins with https://")
            .to_owned())
    })
}

/// A part of the programme, or `None` with the faults in the form. Its day is the event's first unless one is given.
pub(super) fn session(form: &mut Form, event: &Event, language: Language) -> Option<NewSession> {
    let title_nl = title(form, language);
    let title_en = line(form, "title_en", MAX_TITLE, language);
    let about = [about(form, "about_nl", language), about(form, "about_en", language)];
    let code = line(form, "code", 6, language);
    let speaker = line(form, "speaker", MAX_LINE, language);
    let room = line(form, "room", MAX_LINE, language);
    let round = count(form, "round", (0, 20), language);
    let capacity = if round == Some(0) { Some(0) } else { count(form, "capacity", (0, MOST_PLACES), language) };
    let first = WallTime::at(event.starts_at).0.date();
    let on = if form.trimmed("day").is_empty() { Some(first) } else { day_of(form, "day", language) };
    let starts = wall_of(form, on, "from", language);
    let ends = wall_of(form, on, "until", language);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends.resolve().instant() <= starts.resolve().instant()
    {
        form.fault(
            "until",
            language.pick("Het einde moet na het begin liggen", "The end must come after the beginning"),
        );
    }
    if !form.is_clean() {
        return None;
    }
    Some(NewSession {
        round: round?,
        code,
        title: [title_nl?, title_en],
        about,
        speaker,
        room,
        when: [starts?, ends?],
        capacity: capacity?,
    })
}

fn typed(wall: &str) -> (String, String) {
    let wall = WallTime::from_stored(wall).map(|wall| wall.0).unwrap_or_default();
    let date = wall.date();
    (
        format!("{} {} {}", date.day(), month(date.month(), Language::Dutch), date.year()),
        wall.format("%-H.%M").to_string(),
    )
}

/// The form of an event as it is.
pub(super) fn form_of(event: &Event, capacity: i64) -> Form {
    let ((day, from), (last, until)) = (typed(&event.starts_wall), typed(&event.ends_wall));
    let ((opens_day, opens_time), (closes_day, closes_time)) = (typed(&event.opens_wall), typed(&event.closes_wall));
    let last = if last == day { String::new() } else { last };
    let mut form = Form::with(&[
        ("kind", event.kind.word()),
        ("title_nl", &event.title_nl),
        ("title_en", &event.title_en),
        ("lead_nl", &event.lead_nl),
        ("lead_en", &event.lead_en),
        ("about_nl", &event.about_nl),
        ("about_en", &event.about_en),
        ("day", &day),
        ("last_day", &last),
        ("from", &from),
        ("until", &until),
        ("place", &event.place),
        ("address", &event.address),
        ("link", &event.link),
        ("opens_day", &opens_day),
        ("opens_time", &opens_time),
        ("closes_day", &closes_day),
        ("closes_time", &closes_time),
        ("admission", event.admission.word()),
        ("domains", &event.domains),
        ("quota", &event.quota.map(|quota| quota.to_string()).unwrap_or_default()),
        ("capacity", &capacity.to_string()),
        ("offer_hours", &event.offer_hours.to_string()),
        ("reminder_days", &event.reminder_days.to_string()),
        (
            "certificate_days",
            &if event.certificate_days == 0 { String::new() } else { event.certificate_days.to_string() },
        ),
        ("version", &event.version.to_string()),
    ]);
    event.for_kinds().into_iter().for_each(|kind| form.add("kinds", kind.word()));
    form
}

/// The form of a part of the programme as it is.
pub(super) fn form_of_session(session: &Session, capacity: i64) -> Form {
    let ((day, from), (_, until)) = (typed(&session.starts_wall), typed(&session.ends_wall));
    Form::with(&[
        ("title_nl", &session.title_nl),
        ("title_en", &session.title_en),
        ("about_nl", &session.about_nl),
        ("about_en", &session.about_en),
        ("code", &session.code),
        ("speaker", &session.speaker),
        ("room", &session.room),
        ("round", &session.round.to_string()),
        ("capacity", &capacity.to_string()),
        ("day", &day),
        ("from", &from),
        ("until", &until),
    ])
}
