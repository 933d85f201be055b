//! The letters of requests for decisions. Each says for whom it is: two people may share one mailbox. None holds an answer.

use anyhow::Context as _;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::decision::{Decision, Point, PointWanted, Respondent, Text};
use super::texts;
use crate::app::App;
use crate::base::id::{PersonId, RespondentId};
use crate::base::wall_time::long_date;
use crate::base::{Language, Link, Purpose};
use crate::centre::{self, Centre};
use crate::mail::{Frozen, Letter, Part};
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::decision_letters;
use crate::store::tables::states::DecisionLetter;
use crate::{delivery, organisations};

/// Whom a letter goes to.
pub(super) type To = (RespondentId, PersonId);

/// What every letter of a request is made with.
pub(super) struct Asking<'a> {
    app: &'a App,
    centre: Centre,
    the: &'a Decision,
}

/// The token of somebody's own link.
pub(super) fn token(app: &App, respondent: RespondentId, person: &Person) -> String {
    Link::token(&app.secrets, Purpose::Decide, person.id.0, respondent.0, person.epoch)
}

impl<'a> Asking<'a> {
    /// What the letters of a request are made with.
    pub(super) async fn about(app: &'a App, on: &impl ConnectionTrait, the: &'a Decision) -> anyhow::Result<Self> {
        let centre = centre::current(on).await?.context("there is no centre yet")?;
        Ok(Self { app, centre, the })
    }

    /// Asks.
    pub(super) fn request(&self, one: &Respondent, person: &Person) -> anyhow::Result<Letter> {
        let language = person.language;
        let (title, many) = (&self.the.row.title, texts::points(self.the.asked().count(), language));
        let parts = vec![
            Part::Text(texts::dear(&one.name, language)),
            Part::Text(language.pick(
                format!("Wij vragen u of u akkoord gaat met {many} over “{title}”. {}", self.until(language)),
                format!("We ask you whether you agree with {many} about “{title}”. {}", self.until(language)),
            )),
            Part::Text(self.the.row.explanation.clone()),
            Part::Text(texts::ways(language).to_owned()),
            self.button(one, person),
            Part::Text(texts::own_link(language).to_owned()),
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Uw akkoord gevraagd: {title}"), format!("Your agreement asked: {title}"));
        self.letter(language, subject, parts)
    }

    /// Says that a point changed, to somebody who answered it; or, without a text before, that there is a new one.
    pub(super) fn changed(
        &self,
        (one, person): (&Respondent, &Person),
        number: i64,
        (before, now): (Option<&Text>, &PointWanted),
    ) -> anyhow::Result<Letter> {
        let language = person.language;
        let title = &self.the.row.title;
        let said = match before {
            Some(_) => language.pick(
                format!("Punt {number} van “{title}” is gewijzigd nadat u antwoordde. Uw antwoord bleef bij de vorige tekst staan. Wilt u over dit punt opnieuw antwoorden? De rest van uw antwoorden geldt gewoon. {}", self.until(language)),
                format!("Point {number} of “{title}” changed after you answered. Your answer stayed with the text before. Will you answer this point again? Your other answers still count. {}", self.until(language)),
            ),
            None => language.pick(
                format!("Bij “{title}” is punt {number} gekomen. Wilt u ook daarover antwoorden? {}", self.until(language)),
                format!("Point {number} was added to “{title}”. Will you answer that one too? {}", self.until(language)),
            ),
        };
        let mut parts = vec![Part::Text(texts::dear(&one.name, language)), Part::Text(said)];
        if let Some(before) = before {
            parts.push(Part::Heading(language.pick("Dit stond er", "This is what it said").to_owned()));
            parts.extend(told(&before.title, &before.words));
        }
        parts.push(Part::Heading(language.pick("Dit staat er nu", "This is what it says now").to_owned()));
        parts.extend(told(&now.title, &now.words));
        parts.extend([self.button(one, person), self.ask_us(language)]);
        let subject = match before {
            Some(_) => {
                language.pick(format!("Punt {number} opnieuw: {title}"), format!("Point {number} again: {title}"))
            }
            None => language.pick(format!("Nieuw punt {number}: {title}"), format!("New point {number}: {title}")),
        };
        self.letter(language, subject, parts)
    }

    /// Says that there is more time, to somebody who has still to answer.
    pub(super) fn more_time(&self, one: &Respondent, person: &Person) -> anyhow::Result<Letter> {
        let language = person.language;
        let title = &self.the.row.title;
        let parts = vec![
            Part::Text(texts::dear(&one.name, language)),
            Part::Text(language.pick(
                format!("U hebt langer de tijd om te antwoorden over “{title}”. {} Wat u al antwoordde, blijft staan. Uw link blijft dezelfde.", self.until(language)),
                format!("You have more time to answer about “{title}”. {} What you answered already stays. Your link stays the same.", self.until(language)),
            )),
            Part::Text(texts::silence(language).to_owned()),
            self.button(one, person),
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Langer de tijd: {title}"), format!("More time: {title}"));
        self.letter(language, subject, parts)
    }

    /// Reminds.
    pub(super) fn reminder(&self, one: &Respondent, person: &Person) -> anyhow::Result<Letter> {
        let language = person.language;
        let title = &self.the.row.title;
        let open = self.the.asked().filter(|point| self.the.current(one.id, point).is_none());
        let numbers: Vec<String> = open.map(|point: &Point| point.row.number.to_string()).collect();
        let numbers = numbers.join(", ");
        let parts = vec![
            Part::Text(texts::dear(&one.name, language)),
            Part::Text(language.pick(
                format!(
                    "Wij hebben uw antwoord nog niet op alle punten van “{title}”. Het gaat om: {numbers}. {}",
                    self.until(language)
                ),
                format!(
                    "We do not have your answer yet to every point of “{title}”. It is about: {numbers}. {}",
                    self.until(language)
                ),
            )),
            Part::Text(texts::silence(language).to_owned()),
            self.button(one, person),
            self.ask_us(language),
        ];
        let subject = language.pick(format!("Herinnering: {title}"), format!("Reminder: {title}"));
        self.letter(language, subject, parts)
    }

    fn until(&self, language: Language) -> String {
        let day = long_date(self.the.day(), language);
        language.pick(
            format!("Antwoorden kan tot en met {day}."),
            format!("You can answer until the end of {day}, Dutch time."),
        )
    }

    fn button(&self, one: &Respondent, person: &Person) -> Part {
        let (base, prefix) = (self.app.base_url(), person.language.prefix());
        Part::Button {
            label: person.language.pick("Lees de punten en antwoord", "Read the points and answer").to_owned(),
            href: format!("{base}{prefix}/besluiten/antwoord/{}", token(self.app, one.id, person)),
        }
    }

    fn ask_us(&self, language: Language) -> Part {
        let address = &self.centre.row.contact_address;
        Part::Text(language.pick(format!("Vragen? Mail ons: {address}."), format!("Questions? Mail us: {address}.")))
    }

    fn letter(&self, language: Language, subject: String, parts: Vec<Part>) -> anyhow::Result<Letter> {
        let why = language.pick(
            "U krijgt deze mail omdat wij u om een besluit vragen.",
            "You get this mail because we ask you for a decision.",
        );
        Ok(Letter { automatic: false, ..self.centre.letter(language, subject, parts, why.to_owned())? })
    }
}

fn told(title: &str, words: &str) -> Vec<Part> {
    let lines = words.split("\n\n").filter(|text| !text.trim().is_empty()).map(|text| Part::Text(text.to_owned()));
    std::iter::once(Part::Text(title.to_owned())).chain(lines).collect()
}

/// Those of some respondents who can be written to: not forgotten, link not taken back, mailbox not blocked.
pub(super) async fn addressees<'a>(
    on: &impl ConnectionTrait,
    some: impl IntoIterator<Item = &'a Respondent>,
) -> anyhow::Result<Vec<(&'a Respondent, Person)>> {
    let some: Vec<_> = some.into_iter().filter(|one| one.revoked_at.is_none()).collect();
    let ids = || some.iter().filter_map(|one| one.person_id);
    let (known, blocked) = (people::by_ids(on, ids()).await?, organisations::unreachable(on, ids()).await?);
    let reachable = |one: &'a Respondent| {
        let id = one.person_id.filter(|id| !blocked.contains(id))?;
        Some((one, known.get(&id)?.clone()))
    };
    Ok(some.into_iter().filter_map(reachable).collect())
}

/// Hands a letter that was rendered before to the ledger, and keeps which one it was.
pub(super) async fn post(
    tx: &DatabaseTransaction,
    app: &App,
    (respondent, person): To,
    kind: DecisionLetter,
    letter: Frozen,
) -> anyhow::Result<()> {
    let label = match kind {
        DecisionLetter::Request => "decisions.request",
        DecisionLetter::Changed => "decisions.changed",
        DecisionLetter::Reminder => "decisions.reminder",
        DecisionLetter::MoreTime => "decisions.more-time",
    };
    let sending = delivery::post_frozen(tx, app, person, label, letter).await?;
    let keep = decision_letters::ActiveModel {
        sending_id: Set(sending),
        respondent_id: Set(respondent),
        kind: Set(kind),
        at: Set(app.clock.now()),
    };
    decision_letters::Entity::insert(keep).exec_without_returning(tx).await?;
    Ok(())
}
