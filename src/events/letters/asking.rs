//! Letters that ask something: whether a place may go on, and how the day was; and what staff write themselves.

use super::super::find::Registration;
use super::super::presence::Earned;
use super::{Desk, Written, dear, own_page};
use crate::base::Blocks;
use crate::base::paper::ARE_MADE;
use crate::mail::Part;

impl Desk<'_> {
    /// Whether a place may go on, because the calendar said that its holder does not come.
    pub(in crate::events) fn declined(&self, row: &Registration) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let parts = vec![
            dear(row),
            Part::Text(language.pick(
                format!("Uw agenda liet ons weten dat u niet komt: {title}. Klopt dat? Meld u dan af, dan kan een ander komen. Komt u toch? Laat het ons weten op dezelfde pagina. Zolang u niets doet, houdt u uw plaats."),
                format!("Your calendar told us that you will not come: {title}. Is that right? Then cancel, so that somebody else can come. If you do come, tell us on the same page. As long as you do nothing, you keep your place."),
            )),
            Part::Button {
                label: language.pick("Meld u af, of zeg dat u komt", "Cancel, or say that you come").to_owned(),
                href: own_page(self.app, row),
            },
        ];
        let subject = language.pick(format!("Komt u nog? {title}"), format!("Will you come? {title}"));
        self.frozen("events.declined", row, subject, parts, &[])
    }

    /// What staff wrote, as it was written: with a name above it and the way to the own page below.
    pub(in crate::events) fn by_staff(
        &self,
        row: &Registration,
        subject: &str,
        text: Blocks,
    ) -> anyhow::Result<Written> {
        let mut parts = vec![dear(row), Part::Blocks(text)];
        parts.extend(self.to_own_page(row));
        self.frozen("events.letter", row, subject.to_owned(), parts, &[])
    }

    /// Thanks after the day, with what the organiser wants to say and a link to the evaluation.
    pub(in crate::events) fn thanks(&self, row: &Registration, earned: &Earned) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![
            dear(row),
            Part::Text(
                language
                    .pick(format!("Bedankt dat u er was: {title}."), format!("Thank you for being there: {title}.")),
            ),
        ];
        let words = self.event.thanks.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        parts.extend(words.map(|text| Part::Text(text.to_owned())));
        parts.push(Part::Text(language.pick(
            "Wat vond u ervan? Het kost u een minuut. Wij zien niet wie wat antwoordt.".to_owned(),
            "What did you think of it? It takes a minute. We do not see who answers what.".to_owned(),
        )));
        parts.push(Part::Button {
            label: language.pick("Zeg wat u ervan vond", "Say what you thought of it").to_owned(),
            href: format!("{}/evaluatie", own_page(self.app, row)),
        });
        if ARE_MADE && matches!(earned, Earned::Yes(_)) {
            parts.push(Part::Text(language.pick(
                "Uw bewijs van deelname staat klaar, als PDF.".to_owned(),
                "Your certificate of attendance is ready, as a PDF.".to_owned(),
            )));
            parts.push(Part::Button {
                label: language.pick("Haal uw bewijs van deelname op", "Get your certificate of attendance").to_owned(),
                href: own_page(self.app, row),
            });
        }
        let subject = language.pick(format!("Bedankt: {title}"), format!("Thank you: {title}"));
        self.frozen("events.thanks", row, subject, parts, &[])
    }
}
