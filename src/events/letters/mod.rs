//! The letters of this room. Each is about one's own place, so each goes to one person and nobody can leave them.

mod asking;
pub(super) mod calendar;
mod deciding;
mod ending;
mod inviting;
mod items;
pub(super) mod ticket;

use self::ticket::{PICTURE, png, scanned};
use super::event::{Event, Session, spaced};
use super::find::{Programme, Registration};
use crate::app::App;
use crate::base::id::EventSessionId;
use crate::base::wall_time::long_moment;
use crate::base::{Instant, Language, Link, Purpose};
use crate::centre::Centre;
use crate::events::EventApproval;
use crate::mail::{Enclosure, Frozen, Part};

/// The address of a registration's own page.
#[must_use]
pub(super) fn own_page(app: &App, row: &Registration) -> String {
    format!("{}{}", app.base_url(), own_path(app, row))
}

/// The same without the site.
pub(super) fn own_path(app: &App, row: &Registration) -> String {
    let token = Link::token(&app.secrets, Purpose::Registration, row.number, row.event_id.0, row.epoch);
    format!("{}/bijeenkomsten/aanmelding/{token}", row.language.prefix())
}

/// What every letter is written from.
pub(super) struct Desk<'a> {
    pub(super) app: &'a App,
    pub(super) centre: &'a Centre,
    pub(super) event: &'a Event,
    pub(super) programme: &'a Programme,
}

/// A letter with its label in the ledger.
pub(super) type Written = (&'static str, Frozen);

impl Desk<'_> {
    /// The proof of a place. `booker` is who brought them along.
    pub(super) fn ticket(
        &self,
        row: &Registration,
        chosen: &[EventSessionId],
        booker: Option<&str>,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![dear(row)];
        parts.extend(booker.map(|booker| {
            Part::Text(language.pick(
                format!(
                    "{booker} heeft u aangemeld. Op uw eigen pagina ziet u wat er is ingevuld, en kunt u het wijzigen."
                ),
                format!("{booker} registered you. On your own page you see what was filled in, and can change it."),
            ))
        }));
        parts.push(Part::Text(language.pick(
            format!("U hebt een plaats: {title}. Laat deze code zien bij de deur. Printen hoeft niet."),
            format!("You have a place: {title}. Show this code at the door. There is no need to print it."),
        )));
        parts.push(Part::Code {
            code: spaced(&row.code),
            about: language.pick("Uw toegangscode", "Your entrance code").to_owned(),
            picture: PICTURE,
        });
        parts.extend(self.facts(language));
        parts.extend(self.own_programme(chosen, language));
        parts.extend(self.to_own_page(row));
        parts.push(Part::Text(language.pick(
            "Kunt u niet? Stuur dan een collega of meld u af, op dezelfde pagina. Dan komt iemand van de wachtlijst.".to_owned(),
            "Can you not come? Send a colleague or cancel, on the same page. Then somebody on the waiting list can come.".to_owned(),
        )));
        let subject = language.pick(format!("Uw bewijs: {title}"), format!("Your ticket: {title}"));
        let picture = Enclosure::Picture { cid: PICTURE, png: png(&scanned(self.event.id, &row.ticket))? };
        self.frozen("events.ticket", row, subject, parts, &[picture])
    }

    /// That one is on the waiting list.
    pub(super) fn waiting(&self, row: &Registration, booker: Option<&str>) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![dear(row)];
        parts.extend(booker.map(|booker| {
            Part::Text(language.pick(format!("{booker} heeft u aangemeld."), format!("{booker} registered you.")))
        }));
        let full = self.programme.full_kind(row.kind).map(|kind| kind.said().of(language));
        parts.extend(full.map(|kind| {
            Part::Text(language.pick(
                format!("Van elke soort organisatie kan een aantal mensen komen. Voor uw soort ({kind}) zijn alle plaatsen van {title} bezet."),
                format!("A number of people of each kind of organisation can come. All places of {title} for your kind ({kind}) are taken."),
            ))
        }));
        let first = if full.is_some() {
            String::new()
        } else {
            language.pick(format!("{title} is vol. "), format!("{title} is full. "))
        };
        parts.push(Part::Text(language.pick(
            format!("{first}U staat op de wachtlijst. Komt er een plaats vrij en bent u aan de beurt? Dan krijgt u een mail met een knop."),
            format!("{first}You are on the waiting list. When a place comes free and it is your turn, you get a mail with a button."),
        )));
        parts.extend(self.facts(language));
        parts.extend(self.to_own_page(row));
        let subject = language
            .pick(format!("U staat op de wachtlijst: {title}"), format!("You are on the waiting list: {title}"));
        self.frozen("events.waiting", row, subject, parts, &[])
    }

    /// That a place is kept for whoever waited.
    pub(super) fn offer(
        &self,
        row: &Registration,
        session: Option<&Session>,
        until: Instant,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let what = session.map_or_else(|| self.event.title(language).to_owned(), |session| session.label(language));
        let moment = long_moment(until, language);
        let parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("Er is een plaats voor u: {what}. Wij houden deze plaats vast tot {moment}. Daarna gaat zij naar de volgende."),
                format!("There is a place for you: {what}. We keep it until {moment}. After that it goes to the next person."),
            )),
            Part::Button {
                label: language.pick("Neem de plaats of geef haar door", "Take the place or pass it on").to_owned(),
                href: own_page(self.app, row),
            },
        ];
        let subject = language.pick(format!("Er is plaats: {what}"), format!("There is a place: {what}"));
        self.frozen("events.offer", row, subject, parts, &[])
    }

    /// What one goes to now.
    pub(super) fn changed(&self, row: &Registration, chosen: &[EventSessionId]) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![
            dear(row),
            Part::Text(
                language
                    .pick(
                        "Uw keuze is gewijzigd. Uw code blijft dezelfde.",
                        "Your choice was changed. Your code stays the same.",
                    )
                    .to_owned(),
            ),
        ];
        parts.extend(self.own_programme(chosen, language));
        parts.extend(self.to_own_page(row));
        let subject = language.pick(format!("Uw workshops: {title}"), format!("Your workshops: {title}"));
        self.frozen("events.changed", row, subject, parts, &[])
    }

    /// A letter of one sentence and the way to one's own page.
    fn plain(&self, label: &'static str, row: &Registration, subject: String, text: String) -> anyhow::Result<Written> {
        let mut parts = vec![dear(row), Part::Text(text)];
        parts.extend(self.to_own_page(row));
        self.frozen(label, row, subject, parts, &[])
    }

    /// To somebody who was registered already.
    pub(super) fn already(&self, row: &Registration) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        if row.approval == EventApproval::Asked {
            let text = language.pick(
                format!("U had al een plaats aangevraagd voor {title}. Er is niets veranderd: u krijgt een mail als wij hebben beslist."),
                format!("You had asked for a place at {title} already. Nothing has changed: you get a mail when we have decided."),
            );
            let subject = language.pick(format!("Uw aanvraag: {title}"), format!("Your request: {title}"));
            return self.plain("events.already", row, subject, text);
        }
        let text = language.pick(
            format!("U was al aangemeld voor {title}. Er is niets veranderd. Op uw eigen pagina staat uw bewijs."),
            format!("You were registered for {title} already. Nothing has changed. Your ticket is on your own page."),
        );
        let subject =
            language.pick(format!("U was al aangemeld: {title}"), format!("You were registered already: {title}"));
        self.plain("events.already", row, subject, text)
    }

    /// A reminder before the day.
    pub(super) fn reminder(&self, row: &Registration, chosen: &[EventSessionId]) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("Binnenkort ziet u ons: {title}. Uw code bij de deur is {}.", spaced(&row.code)),
                format!("See you soon: {title}. Your code at the door is {}.", spaced(&row.code)),
            )),
        ];
        parts.extend(self.facts(language));
        parts.extend(self.own_programme(chosen, language));
        parts.extend(self.to_own_page(row));
        let subject = language.pick(format!("Tot ziens: {title}"), format!("See you: {title}"));
        self.frozen("events.reminder", row, subject, parts, &[])
    }

    /// That the day, the time or the place is another.
    pub(super) fn moved(&self, row: &Registration, address: &str, now: Instant) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("Let op: de dag, de tijd of de plaats is veranderd ({title}). Dit geldt nu:"),
                format!("Please note: the day, the time or the place has changed ({title}). This holds now:"),
            )),
        ];
        parts.extend(self.facts(language));
        parts.push(Part::Text(language.pick("Uw agenda verandert mee. Uw code en uw workshops blijven dezelfde. Kunt u nu niet? Meld u dan af.", "Your calendar follows. Your code and workshops stay the same. If you cannot come now, please cancel.").to_owned()));
        parts.extend(self.to_own_page(row));
        let subject = language.pick(format!("Veranderd: {title}"), format!("Changed: {title}"));
        let item = self.enclosed(row, address, (self.first_to_come(now), false, now))?;
        self.frozen("events.moved", row, subject, parts, &[item])
    }

    fn facts(&self, language: Language) -> Vec<Part> {
        let event = self.event;
        let mut parts = vec![
            Part::Heading(language.pick("Wanneer en waar", "When and where").to_owned()),
            Part::Text(format!("{}, {}", event.days(language), event.hours(language))),
        ];
        let place = [event.place.as_str(), event.address.as_str()].into_iter().filter(|text| !text.is_empty());
        let place = place.collect::<Vec<_>>().join(", ");
        if !place.is_empty() {
            parts.push(Part::Text(place));
        }
        if !event.link.is_empty() {
            parts.push(Part::Text(
                language
                    .pick("Online. De link staat op uw eigen pagina.", "Online. The link is on your own page.")
                    .to_owned(),
            ));
        }
        parts
    }

    fn own_programme(&self, chosen: &[EventSessionId], language: Language) -> Vec<Part> {
        let mine = self.programme.sessions.iter().filter(|session| chosen.contains(&session.id));
        let lines: Vec<Part> = mine
            .map(|session| {
                let room = if session.room.is_empty() { String::new() } else { format!(", {}", session.room) };
                let time = self.event.time_of(session, language);
                Part::Text(format!("{time}: {}{room}", session.label(language)))
            })
            .collect();
        if lines.is_empty() {
            return lines;
        }
        let heading = Part::Heading(language.pick("Uw workshops", "Your workshops").to_owned());
        std::iter::once(heading).chain(lines).collect()
    }

    fn to_own_page(&self, row: &Registration) -> Vec<Part> {
        let label = row.language.pick("Bekijk of wijzig uw aanmelding", "See or change your registration").to_owned();
        vec![Part::Button { label, href: own_page(self.app, row) }]
    }

    fn frozen(
        &self,
        label: &'static str,
        row: &Registration,
        subject: String,
        parts: Vec<Part>,
        enclosed: &[Enclosure],
    ) -> anyhow::Result<Written> {
        let language = row.language;
        // Staff write in Dutch; whoever reads in English hears their words pronounced as that.
        let content_language = if label == "events.letter" { Language::Dutch } else { language };
        let on = long_moment(row.made_at, language);
        let why = language.pick(
            format!("U krijgt deze mail omdat {} met uw adres is aangemeld op {on}. Was u dat niet? Geef de plaats dan vrij op de pagina van de aanmelding. De link is van u alleen: stuur deze mail niet door. Wij meten niet of u mails opent.", row.name),
            format!("You get this mail because {} was registered with your address on {on}. Was that not you? Then free the place on the page of the registration. The link is yours alone: do not forward this mail. We do not measure whether you open mails.", row.name),
        );
        self.sheet(label, (language, content_language), (subject, parts, why), enclosed)
    }

    /// A letter with what it says and why one gets it.
    fn sheet(
        &self,
        label: &'static str,
        (language, content_language): (Language, Language),
        (subject, parts, why): (String, Vec<Part>, String),
        enclosed: &[Enclosure],
    ) -> anyhow::Result<Written> {
        let mut letter = self.centre.letter(language, subject, parts, why)?;
        letter.sheet.content_language = content_language;
        Ok((label, letter.freeze_with(enclosed)?))
    }
}

fn dear(row: &Registration) -> Part {
    Part::Text(row.language.pick(format!("Beste {},", row.name), format!("Dear {},", row.name)))
}
