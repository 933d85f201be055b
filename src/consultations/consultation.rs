//! A consultation and its rules. Pure.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{ConsultationState, Document, LateBy, QuestionKind};
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::{Resolved, WallTime, clock_time, long_date, parse_date, parse_time};
use crate::base::{Blocks, Instant, Language};
use crate::store::tables::{consultation_questions, consultations};

/// The longest title, in characters.
pub(super) const TITLE: usize = 160;
/// The longest reference number.
pub(super) const KENMERK: usize = 40;
/// The longest summary.
pub(super) const SUMMARY: usize = 1_200;
/// The longest background, in characters of Markdown.
pub(super) const SOURCE: usize = 200_000;
/// The longest question, and the longest list of choices.
pub(super) const QUESTION: usize = 2_000;
/// The most questions.
pub(super) const QUESTIONS: usize = 40;

/// A question, with what it can be answered with.
pub type Question = consultation_questions::Model;

/// A consultation as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// The row.
    pub row: consultations::Model,
    /// The background, read from the row.
    pub body: Blocks,
    /// The questions by number.
    pub questions: Vec<Question>,
    /// Our documents, in the order in which they came.
    pub documents: Vec<Document>,
}

impl Consultation {
    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/consultaties/{}", self.row.id)
    }

    /// Until when it can be answered in time.
    #[must_use]
    pub fn deadline(&self) -> Deadline {
        Deadline::from_stored(&self.row.deadline_wall)
    }

    /// Whether something that comes at a moment comes too late.
    #[must_use]
    pub fn is_late(&self, at: Instant) -> bool {
        at >= self.row.deadline_at
    }

    /// Where it stands.
    #[must_use]
    pub fn step(&self, now: Instant) -> Step {
        Step::of(&self.row, now)
    }

    /// The question of a number.
    #[must_use]
    pub fn question(&self, number: i64) -> Option<&Question> {
        self.questions.iter().find(|question| question.number == number)
    }
}

/// The choices of a question; none for one that is answered in words.
pub(super) fn choices(question: &Question) -> Vec<&str> {
    question.choices.lines().filter(|line| !line.is_empty()).collect()
}

/// Where a consultation stands, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It is being written.
    Draft,
    /// A second person approved it.
    Approved,
    /// It can be answered.
    Open,
    /// The term is over.
    Closed,
    /// The reaction waits for a second person.
    Answered,
    /// The reaction is public.
    Published,
}

impl Step {
    /// Where the consultation of a row stands.
    pub(super) fn of(row: &consultations::Model, now: Instant) -> Self {
        match row.state {
            ConsultationState::Draft => Self::Draft,
            ConsultationState::Approved => Self::Approved,
            ConsultationState::Open if now < row.deadline_at => Self::Open,
            ConsultationState::Open if row.offered_at.is_none() => Self::Closed,
            ConsultationState::Open => Self::Answered,
            ConsultationState::Published => Self::Published,
        }
    }

    /// All of them, in order.
    pub(super) const ALL: [Self; 6] =
        [Self::Draft, Self::Approved, Self::Open, Self::Closed, Self::Answered, Self::Published];

    /// Its word in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "concept",
            Self::Approved => "goedgekeurd",
            Self::Open => "open",
            Self::Closed => "gesloten",
            Self::Answered => "beantwoord",
            Self::Published => "gepubliceerd",
        }
    }
}

/// Until when: a day, or a day and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day.
    pub day: NaiveDate,
    /// The time on an Amsterdam clock; without one it is the end of that day.
    pub time: Option<NaiveTime>,
}

impl Deadline {
    /// Reads two fields as people type them; the time may be empty.
    #[must_use]
    pub fn parse(day: &str, time: &str) -> Option<Self> {
        let day = parse_date(day)?;
        let time = if time.trim().is_empty() { None } else { Some(parse_time(time)?) };
        Some(Self { day, time })
    }

    /// Reads what [`stored`](Self::stored) wrote. What cannot be read, which no form leaves behind, is long ago.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        let whole = WallTime::from_stored(text).map(|wall| Self { day: wall.0.date(), time: Some(wall.0.time()) });
        whole.unwrap_or_else(|| Self { day: text.parse().unwrap_or_default(), time: None })
    }

    /// As the database keeps it: `2026-11-27` or `2026-11-27T17:00`.
    #[must_use]
    pub fn stored(self) -> String {
        self.time.map_or_else(|| self.day.to_string(), |time| WallTime(self.day.and_time(time)).stored())
    }

    /// The first moment that is too late.
    #[must_use]
    pub fn resolve(self) -> Resolved {
        let end = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN);
        WallTime(self.time.map_or_else(|| end(self.day), |time| self.day.and_time(time))).resolve()
    }

    /// "tot vrijdag 27 november 2026, 17.00 uur" or "tot en met vrijdag 27 november 2026".
    #[must_use]
    pub fn said(self, language: Language) -> String {
        let day = long_date(self.day, language);
        match self.time {
            Some(time) => {
                let time = clock_time(time, language);
                language.pick(format!("tot {day}, {time}"), format!("until {day}, {time}"))
            }
            None => language.pick(format!("tot en met {day}"), format!("until the end of {day}")),
        }
    }

    /// What has to be said of an hour that the clock skips or shows twice.
    #[must_use]
    pub fn remark(self, language: Language) -> Option<String> {
        let at = |moment: Instant| clock_time(WallTime::at(moment).0.time(), language);
        match self.resolve() {
            Resolved::Plain(_) => None,
            Resolved::Skipped(moment) => Some(language.pick(
                format!("Die nacht gaat de klok vooruit en bestaat dit uur niet. Het wordt {}.", at(moment)),
                format!("That night the clock goes forward and this hour does not exist. It becomes {}.", at(moment)),
            )),
            Resolved::Doubled(_) => Some(language.pick(
                "Die nacht gaat de klok terug en komt dit uur twee keer. De eerste keer telt.".to_owned(),
                "That night the clock goes back and this hour comes twice. The first one counts.".to_owned(),
            )),
        }
    }
}

/// What staff write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The title.
    pub title: String,
    /// Our reference number.
    pub kenmerk: String,
    /// On whose behalf we also ask; empty for nobody.
    pub on_behalf: String,
    /// What it is about, in plain words.
    pub summary: String,
    /// The background in Markdown, with plain line ends.
    pub source: String,
    /// Until when.
    pub deadline: Deadline,
    /// Who can be asked.
    pub contact: MemberId,
    /// Which day counts of an answer that came by post or mail.
    pub late_by: LateBy,
    /// The questions in order.
    pub questions: Vec<Asked>,
}

/// A question as staff write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is asked.
    pub asked: String,
    /// What to choose from; nothing for an answer in words.
    pub choices: Vec<String>,
}

impl Asked {
    /// How it is answered.
    pub(super) fn kind(&self) -> QuestionKind {
        if self.choices.is_empty() { QuestionKind::Open } else { QuestionKind::Choice }
    }
}

/// A name for all that is asked of whom: what is approved is exactly this.
pub(super) fn content_hash<'a>(
    the: &Consultation,
    asked: impl Iterator<Item = (i64, Option<i64>, &'a str, &'a str)>,
) -> String {
    let row = &the.row;
    let questions: Vec<_> =
        the.questions.iter().map(|one| (one.number, one.kind.word(), &one.asked, &one.choices)).collect();
    let mut said = serde_json::json!({
        "kenmerk": row.kenmerk, "title": row.title, "summary": row.summary, "body": the.body, "on_behalf": row.on_behalf,
        "deadline": row.deadline_wall, "contact": row.contact_id, "questions": questions,
        "asked": asked.collect::<Vec<_>>(),
    });
    // What was approved before there were documents keeps its name.
    if !the.documents.is_empty() {
        let hashes = |one: &Document| one.versions.iter().map(|version| version.paper.hash.clone()).collect::<Vec<_>>();
        let documents: Vec<_> = the.documents.iter().map(|one| (&one.row.title, hashes(one))).collect();
        said["documents"] = serde_json::json!(documents);
    }
    if row.late_by != LateBy::Received {
        said["late_by"] = row.late_by.word().into();
    }
    sha256_hex(said.to_string().as_bytes())
}
