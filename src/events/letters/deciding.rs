//! Letters about a request for a place: that it came, and that it was refused. That it was granted says the ticket.

use super::super::find::Registration;
use super::{Desk, Written, dear};
use crate::mail::Part;

impl Desk<'_> {
    /// That a request came, and what happens with it.
    pub(in crate::events) fn asked(&self, row: &Registration, booker: Option<&str>) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![dear(row)];
        parts.extend(booker.map(|booker| {
            Part::Text(language.pick(
                format!("{booker} heeft een plaats voor u aangevraagd."),
                format!("{booker} asked for a place for you."),
            ))
        }));
        parts.push(Part::Text(language.pick(
            format!("Uw aanvraag voor {title} is bij ons. U hebt nog geen plaats: wij kijken eerst of wij u die kunnen geven. U krijgt daarover een mail."),
            format!("We have your request for {title}. You have no place yet: we first see whether we can give you one. You get a mail about that."),
        )));
        parts.extend(self.facts(language));
        parts.extend(self.to_own_page(row));
        let subject = language.pick(format!("Uw aanvraag: {title}"), format!("Your request: {title}"));
        self.frozen("events.asked", row, subject, parts, &[])
    }

    /// That a request was refused, and why.
    pub(in crate::events) fn refused(&self, row: &Registration, reason: &str) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("U vroeg een plaats aan voor {title}. Wij kunnen u die niet geven."),
                format!("You asked for a place at {title}. We cannot give you one."),
            )),
            Part::Text(language.pick(format!("De reden: {reason}"), format!("The reason: {reason}"))),
            Part::Text(
                language
                    .pick(
                        "Hebt u hier een vraag over? Beantwoord dan deze mail.",
                        "Do you have a question? Reply to this mail.",
                    )
                    .to_owned(),
            ),
        ];
        let subject = language.pick(format!("Geen plaats: {title}"), format!("No place: {title}"));
        self.frozen("events.refused", row, subject, parts, &[])
    }

    /// That nobody decided before the day.
    pub(in crate::events) fn undecided(&self, row: &Registration) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let words = language.pick(
            format!("U vroeg een plaats aan voor {title}. Wij hebben daar niet op tijd over beslist. Het spijt ons."),
            format!("You asked for a place at {title}. We did not decide in time. We are sorry."),
        );
        let subject = language.pick(format!("Geen plaats: {title}"), format!("No place: {title}"));
        self.frozen("events.refused", row, subject, vec![dear(row), Part::Text(words)], &[])
    }
}
