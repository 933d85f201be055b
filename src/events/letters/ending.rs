//! Letters that something is over: an offer, a place, the wait, the event itself.

use super::super::event::Session;
use super::super::find::Registration;
use super::{Desk, Written, dear};
use crate::base::Instant;
use crate::base::id::EventSessionId;
use crate::mail::Part;
use crate::store::tables::states::{EventApproval, RegistrationState};

impl Desk<'_> {
    /// That an offer is over.
    /// `is_last` when nothing is offered any more, so that there is no next and no list.
    pub(in crate::events) fn lapsed(
        &self,
        row: &Registration,
        session: Option<&Session>,
        is_last: bool,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let title = session.map_or_else(|| self.event.title(language).to_owned(), |one| one.label(language));
        let text = if is_last {
            language.pick(
                format!("De plaats die wij voor u vasthielden ({title}) is vervallen, omdat wij niets van u hoorden. De wachtlijst is nu gesloten."),
                format!("The place that we kept for you ({title}) is gone, because we did not hear from you. The waiting list is closed now."),
            )
        } else {
            language.pick(
                format!("De plaats die wij voor u vasthielden ({title}) is naar de volgende gegaan, omdat wij niets van u hoorden. Wilt u nog komen? Zet uzelf dan weer op de wachtlijst."),
                format!("The place that we kept for you ({title}) has gone to the next person, because we did not hear from you. If you still want to come, join the waiting list again."),
            )
        };
        let subject = language.pick(format!("Het aanbod is voorbij: {title}"), format!("The offer is over: {title}"));
        self.plain("events.lapsed", row, subject, text)
    }

    /// That one does not come any more, with the item taken back from the calendar if there was one.
    pub(in crate::events) fn cancelled(
        &self,
        row: &Registration,
        had_item: Option<&str>,
        now: Instant,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![
            dear(row),
            Part::Text(if row.approval == EventApproval::Asked {
                language.pick(
                    format!("Uw aanvraag voor {title} is ingetrokken."),
                    format!("Your request for {title} is withdrawn."),
                )
            } else if row.state == RegistrationState::Waiting {
                language.pick(
                    format!("U staat niet meer op de wachtlijst van {title}. U krijgt geen aanbod meer."),
                    format!("You are no longer on the waiting list of {title}. You will get no offer any more."),
                )
            } else {
                language.pick(
                    format!("Uw aanmelding voor {title} is vervallen. Uw code werkt niet meer, en de bijeenkomst verdwijnt uit uw agenda."),
                    format!("Your registration for {title} has ended. Your code no longer works, and the event disappears from your calendar."),
                )
            }),
        ];
        parts.extend(self.to_own_page(row));
        let subject = if row.approval == EventApproval::Asked {
            language.pick(format!("Aanvraag ingetrokken: {title}"), format!("Request withdrawn: {title}"))
        } else if row.state == RegistrationState::Waiting {
            language.pick(format!("Van de wachtlijst: {title}"), format!("Off the waiting list: {title}"))
        } else {
            language.pick(format!("U bent afgemeld: {title}"), format!("You are no longer registered: {title}"))
        };
        let item = had_item.map(|address| self.enclosed(row, address, (0, true, now))).transpose()?;
        self.frozen("events.cancelled", row, subject, parts, item.as_slice())
    }

    /// That a colleague comes instead.
    pub(in crate::events) fn replaced(
        &self,
        row: &Registration,
        (by, address): (&str, &str),
        now: Instant,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("{by} heeft nu uw plaats: {title}. Uw code werkt niet meer, en de bijeenkomst verdwijnt uit uw agenda."),
                format!("{by} has your place now: {title}. Your code no longer works, and the event disappears from your calendar."),
            )),
        ];
        let subject = language
            .pick(format!("Uw plaats is van uw collega: {title}"), format!("Your colleague has your place: {title}"));
        let item = self.enclosed(row, address, (0, true, now))?;
        self.frozen("events.replaced", row, subject, parts, &[item])
    }

    /// That it does not go through.
    pub(in crate::events) fn called_off(
        &self,
        row: &Registration,
        had_item: Option<&str>,
        now: Instant,
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let (title, reason) = (self.event.title(language), &self.event.called_off_reason);
        let mut parts = vec![
            dear(row),
            Part::Text(language.pick(format!("{title} gaat niet door."), format!("{title} will not take place."))),
        ];
        if !reason.is_empty() {
            parts.push(Part::Text(reason.clone()));
        }
        let rest = if had_item.is_some() {
            language.pick(
                "De bijeenkomst verdwijnt uit uw agenda. U hoeft niets te doen.",
                "The event disappears from your calendar. You do not have to do anything.",
            )
        } else if row.approval == EventApproval::Asked {
            language.pick(
                "Uw aanvraag vervalt. U hoeft niets te doen.",
                "Your request ends. You do not have to do anything.",
            )
        } else {
            language.pick(
                "De wachtlijst vervalt. U hoeft niets te doen.",
                "The waiting list ends. You do not have to do anything.",
            )
        };
        parts.push(Part::Text(rest.to_owned()));
        let subject = language.pick(format!("Gaat niet door: {title}"), format!("Called off: {title}"));
        let item = had_item.map(|address| self.enclosed(row, address, (0, true, now))).transpose()?;
        self.frozen("events.called-off", row, subject, parts, item.as_slice())
    }

    /// To whoever waited and will not be offered a place any more: at the event, or in these sessions of it.
    pub(in crate::events) fn in_vain(
        &self,
        row: &Registration,
        sessions: &[EventSessionId],
    ) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let wanted = self.programme.sessions.iter().filter(|session| sessions.contains(&session.id));
        let wanted = wanted.map(|session| session.label(language)).collect::<Vec<_>>().join(", ");
        let what = if wanted.is_empty() { title } else { wanted.as_str() };
        let mut words = language.pick(
            format!("Er is geen plaats meer vrijgekomen voor {what}. U stond op de wachtlijst; die is nu gesloten. Het spijt ons."),
            format!("No place came free for {what}. You were on the waiting list, which is closed now. We are sorry."),
        );
        if row.state == RegistrationState::Registered {
            words.push_str(
                &language.pick(format!(" Uw plaats op {title} houdt u."), format!(" You keep your place at {title}.")),
            );
        }
        let subject = language.pick(format!("Geen plaats: {what}"), format!("No place: {what}"));
        self.frozen("events.in-vain", row, subject, vec![dear(row), Part::Text(words)], &[])
    }
}
