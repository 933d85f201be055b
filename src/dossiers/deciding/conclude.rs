//! Writing down what came of it: an outcome for every point, and an entry of the dossier that says so, with counts and no name.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::decision::{Decision, Point};
use super::find;
use super::texts;
use super::turn::next;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DecisionId, MemberId};
use crate::base::wall_time::{date_of, plain_date};
use crate::base::words::one_line;
use crate::base::{Language, markdown};
use crate::dossiers::dossier::{EntryWanted, TITLE};
use crate::dossiers::write::insert;
use crate::dossiers::{Added, When};
use crate::store::again;
use crate::store::tables::states::{DecisionState, Outcome};
use crate::store::tables::{decision_points, decisions, dossiers};

/// What staff write of the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concluding {
    /// The number of each point that is still asked, what came of it, and a sentence.
    pub outcomes: Vec<(i64, Outcome, String)>,
    /// The number of the theme of the dossier under which it stands.
    pub theme: i64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concluded {
    /// It stands in the dossier as the entry of this number.
    Done(i64),
    /// A point has no outcome.
    Lacking,
    /// It is not closed, or somebody concluded it before.
    Overtaken,
}

/// Concludes a closed request.
///
/// # Errors
/// The database's; a theme that is not there is one.
pub async fn conclude(app: &App, by: MemberId, id: DecisionId, concluding: &Concluding) -> anyhow::Result<Concluded> {
    again(|| conclude_once(app, by, id, concluding)).await
}

async fn conclude_once(app: &App, by: MemberId, id: DecisionId, concluding: &Concluding) -> anyhow::Result<Concluded> {
    let (on, now) = (app.store.read(), app.clock.now());
    // Nobody answers a closed request any more, so what is counted now is what is true later.
    let Some(the) = find::decision(on, id).await? else { return Ok(Concluded::Overtaken) };
    if the.row.state != DecisionState::Closed {
        return Ok(Concluded::Overtaken);
    }
    let outcome = |point: &Point| concluding.outcomes.iter().find(|(number, ..)| *number == point.row.number);
    if the.asked().any(|point| outcome(point).is_none()) {
        return Ok(Concluded::Lacking);
    }
    let Some(dossier) = dossiers::Entity::find_by_id(the.row.dossier_id).one(on).await? else {
        return Ok(Concluded::Overtaken);
    };
    let language = dossier.language;
    let said = plain_date(date_of(now), language);
    let wanted = EntryWanted {
        when: When::parse(&said).map_err(|fault| anyhow::anyhow!("{said}: {fault:?}"))?,
        theme: concluding.theme,
        is_turn: false,
        title: headline(&the, language),
        source: account(&the, concluding, language),
        sources: Vec::new(),
    };
    let body = markdown::kept_without_images(&wanted.source).await?;
    let tx = app.store.begin_write().await?;
    let done = decisions::ActiveModel {
        state: Set(DecisionState::Concluded),
        concluded_by: Set(Some(by)),
        concluded_at: Set(Some(now)),
        ..Default::default()
    };
    let turned =
        next(id, DecisionState::Closed, (by, now)).set(done).filter(decisions::Column::Version.eq(the.row.version));
    if turned.exec(&tx).await?.rows_affected == 0 {
        return Ok(Concluded::Overtaken);
    }
    for (point, (_, outcome, words)) in the.asked().filter_map(|point| Some((point, outcome(point)?))) {
        let row = decision_points::ActiveModel {
            outcome: Set(Some(*outcome)),
            outcome_words: Set(words.clone()),
            ..Default::default()
        };
        let own = decision_points::Column::Id.eq(point.row.id);
        decision_points::Entity::update_many().set(row).filter(own).exec(&tx).await?;
    }
    let once = app.random.token();
    let added = insert(&tx, (the.row.dossier_id, by, now), (&wanted, &body, &once)).await?;
    let Added::New(entry) = added else { return Ok(Concluded::Overtaken) };
    let told = decisions::ActiveModel { entry: Set(Some(entry)), ..Default::default() };
    decisions::Entity::update_many().set(told).filter(decisions::Column::Id.eq(id)).exec(&tx).await?;
    let note = Note::done("decision.conclude", "decision", id.0).with(format!("entry={entry}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Concluded::Done(entry))
}

/// What the entry is called.
fn headline(the: &Decision, language: Language) -> String {
    let title = format!("{}: {}", language.pick("Besluit", "Decision"), the.row.title);
    title.chars().take(TITLE).collect()
}

/// What the entry says: who was asked as a body, and for each point the outcome and the counts. No name has a place in it.
fn account(the: &Decision, concluding: &Concluding, language: Language) -> String {
    let besides = the.respondents.iter().filter(|one| one.by_hand && one.sent_at.is_some()).count();
    let is_body = !the.row.body_name.is_empty();
    let people = texts::people(if is_body { the.sent() - besides } else { the.sent() }, language);
    let more = if is_body && besides > 0 {
        language.pick(format!(" en {besides} daarbuiten"), format!(" and {besides} besides"))
    } else {
        String::new()
    };
    let who = if is_body {
        let body = plain(&the.row.body_name);
        language.pick(
            format!("Akkoord is gevraagd aan {body}: {people}{more}."),
            format!("Agreement was asked of {body}: {people}{more}."),
        )
    } else {
        language.pick(format!("Akkoord is gevraagd aan {people}."), format!("Agreement was asked of {people}."))
    };
    let mut lines = vec![who, String::new()];
    for point in the.asked() {
        let found = concluding.outcomes.iter().find(|(number, ..)| *number == point.row.number);
        let Some((number, outcome, words)) = found else { continue };
        let counts = texts::counts(the.tally(point), language);
        let title = plain(&one_line(point.title()));
        let words = plain(&one_line(words));
        lines.push(format!(
            "- **{} {number}, {title}: {}.** {words} {counts}",
            language.pick("Punt", "Point"),
            outcome.said().of(language),
        ));
    }
    lines.join("\n")
}

/// Words of people as Markdown that says exactly them.
fn plain(words: &str) -> String {
    let is_sign = |letter: char| "\\`*_[]<>#|~!&".contains(letter);
    words.chars().fold(String::new(), |mut plain, letter| {
        if is_sign(letter) {
            plain.push('\\');
        }
        plain.push(letter);
        plain
    })
}
