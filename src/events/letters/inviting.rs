//! The invitation, and the reminder of it.

use super::{Desk, Written};
use crate::base::{Blocks, Language};
use crate::events::inviting::{Invitation, path};
use crate::events::{EventAdmission, InvitationDue};
use crate::mail::Part;

impl Desk<'_> {
    /// The letter that is due to somebody who was invited, with the words of staff in the language that they read.
    pub(in crate::events) fn asks_to_come(
        &self,
        row: &Invitation,
        (language, words): (Language, &Blocks),
    ) -> anyhow::Result<Written> {
        let (event, title) = (self.event, self.event.title(language));
        let is_reminder = row.due == InvitationDue::Reminder;
        let (_, content_language) = event.invite(language);
        let href = format!("{}{}", self.app.base_url(), path(self.app, row, language));
        let mut parts = vec![greeting(row, language)];
        parts.push(Part::Text(if is_reminder {
            language.pick(
                format!("Wij nodigden u uit voor {title}. Wij weten nog niet of u komt."),
                format!("We invited you to {title}. We do not know yet whether you will come."),
            )
        } else {
            language.pick(format!("Wij nodigen u uit: {title}."), format!("We invite you: {title}."))
        }));
        if !event.lead(language).is_empty() && !is_reminder {
            parts.push(Part::Text(event.lead(language).to_owned()));
        }
        if !words.is_empty() && !is_reminder {
            parts.push(Part::Blocks(words.clone()));
        }
        parts.extend(self.facts(language));
        parts.push(Part::Button {
            label: language.pick("Laat weten of u komt", "Say whether you will come").to_owned(),
            href,
        });
        parts.push(Part::Text(self.until(language)));
        let subject = if is_reminder {
            language.pick(format!("Komt u? {title}"), format!("Will you come? {title}"))
        } else {
            language.pick(format!("Uitnodiging: {title}"), format!("Invitation: {title}"))
        };
        let name = self.centre.name(language);
        let why = language.pick(
            format!("U krijgt deze mail omdat {name} u uitnodigt voor deze bijeenkomst. Komt u niet? Laat dat weten met de knop; dan herinneren wij u niet. Met de link meldt zich één persoon aan: u, of een collega in uw plaats. Wij meten niet of u mails opent."),
            format!("You get this mail because {name} invites you to this event. If you will not come, say so with the button, and we will not remind you. With the link one person registers: you, or a colleague in your place. We do not measure whether you open mails."),
        );
        let label = if is_reminder { "events.invitation-reminder" } else { "events.invitation" };
        self.sheet(label, (language, content_language), (subject, parts, why), &[])
    }

    /// Until when one can register, and whether a place is certain.
    fn until(&self, language: Language) -> String {
        let until = crate::base::wall_time::long_moment(self.event.closes_at, language);
        let rest = match self.event.admission {
            EventAdmission::Open => language.pick("Vol is vol.", "When it is full, it is full."),
            EventAdmission::Approval => language.pick("U hebt geen goedkeuring nodig.", "You need no approval."),
            EventAdmission::Invited => {
                language.pick("Alleen wie is uitgenodigd, kan komen.", "Only who was invited can come.")
            }
        };
        language.pick(format!("Aanmelden kan tot {until}. {rest}"), format!("You can register until {until}. {rest}"))
    }
}

fn greeting(row: &Invitation, language: Language) -> Part {
    Part::Text(match row.name.as_str() {
        "" => language.pick("Goedendag,".to_owned(), "Good day,".to_owned()),
        name => language.pick(format!("Beste {name},"), format!("Dear {name},")),
    })
}
