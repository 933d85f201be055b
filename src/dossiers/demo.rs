//! What the demo shows: a dossier of two years in three themes, which is public, with turning points, numbered sources and four
//! people behind their roles, of whom one key is destroyed; and one that is being written, in which names stand still. And four
//! requests for a decision: one of which the outcome stands in the dossier, one that waits for it, one that is open, and a draft. All
//! of it by the verbs of this room, with the clock set back.

mod asked;
mod words;

use anyhow::Context as _;
use chrono::{Datelike as _, Months, NaiveDate};

use self::words::{Actor, Date, Dossier, Entry, RUNNING, Source, WHOLE};
use super::find;
use super::timeline::Timeline;
use super::{Added, EntryWanted, Made, Published, Role, SourceWanted, Theme, Wanted, When};
use crate::app::App;
use crate::base::clock::days;
use crate::base::id::{DossierId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::{date_of, month};
use crate::base::{Clock, Language};
use crate::staff::{self, Role as Part};

/// Puts it there.
pub(super) async fn demo(app: &App) -> anyhow::Result<()> {
    let on = app.store.read();
    let first = |found: Vec<staff::Member>| found.first().map(|member| member.id);
    let editor = first(staff::with_role(on, Part::Editor).await?);
    let approver = first(staff::with_role(on, Part::Approver).await?);
    let (Some(editor), Some(approver)) = (editor, approver) else { return Ok(()) };
    let whole = written(&ago(app, 12), editor, &WHOLE).await?;
    asked::concluded(app, editor, whole).await?;
    super::destroy(&ago(app, 10), approver, whole, words::DESTROYED).await?;
    let the = find::dossier(app.store.read(), whole).await?.context("a dossier was just made")?;
    let seen = sha256_hex(Timeline::of(&the)?.to_json().as_bytes());
    let published = super::publish(&ago(app, 9), approver, whole, &seen).await?;
    anyhow::ensure!(published == Published::Done, "the dossier of the demo is not published: {published:?}");
    asked::waiting(app, editor, whole).await?;
    let running = written(&ago(app, 2), editor, &RUNNING).await?;
    asked::running(app, editor, running).await
}

/// The house as it was so many days ago.
fn ago(app: &App, many: u64) -> App {
    App { clock: Clock::standing_at(app.clock.now().minus(days(many))), ..app.clone() }
}

async fn written(app: &App, by: MemberId, words: &Dossier) -> anyhow::Result<DossierId> {
    let themes = (1..).zip(words.themes).map(|(number, (name, colour))| Theme {
        number,
        name: (*name).to_owned(),
        colour: *colour,
    });
    let wanted = Wanted {
        language: Language::Dutch,
        title: words.title.to_owned(),
        summary: words.summary.to_owned(),
        themes: themes.collect(),
    };
    let Made::New(id) = super::make(app, by, &wanted, &app.random.token()).await? else {
        anyhow::bail!("the demo has this dossier already")
    };
    for Actor { role, name } in words.actors {
        let wanted = Role { role: (*role).to_owned(), name: (*name).to_owned() };
        let cast = super::cast(app, by, id, (&wanted, &app.random.token())).await?;
        anyhow::ensure!(matches!(cast, Added::New(_)), "{role} is not in the dossier");
    }
    for source in words.sources {
        let cited = super::cite(app, by, id, (&cited(app, source), &app.random.token())).await?;
        anyhow::ensure!(matches!(cited, Added::New(_)), "{} is not in the dossier", source.title);
    }
    for entry in words.entries {
        let wanted = told(app, entry)?;
        let written = super::write(app, by, id, (&wanted, &app.random.token())).await?;
        anyhow::ensure!(matches!(written, Added::New(_)), "{} is not in the dossier", entry.title);
    }
    Ok(id)
}

fn cited(app: &App, source: &Source) -> SourceWanted {
    SourceWanted {
        title: source.title.to_owned(),
        said_on: said(app, source.date),
        origin: source.origin.to_owned(),
        is_public: source.closed.is_empty(),
        address: source.address.to_owned(),
        why_closed: source.closed.to_owned(),
    }
}

fn told(app: &App, entry: &Entry) -> anyhow::Result<EntryWanted> {
    let said = said(app, entry.date);
    Ok(EntryWanted {
        when: When::parse(&said).map_err(|fault| anyhow::anyhow!("{said}: {fault:?}"))?,
        theme: entry.theme,
        is_turn: entry.is_turn,
        title: entry.title.to_owned(),
        source: entry.text.to_owned(),
        sources: entry.sources.to_vec(),
    })
}

/// A date in words: so many months before this one.
fn said(app: &App, date: Date) -> String {
    let back = |months: u32| -> NaiveDate {
        let first = date_of(app.clock.now()).with_day(1).unwrap_or_default();
        first.checked_sub_months(Months::new(months)).unwrap_or(first)
    };
    let named = |day: NaiveDate| format!("{} {}", month(day.month(), Language::Dutch), day.year());
    match date {
        Date::Day(months, day) => format!("{day} {}", named(back(months))),
        Date::Hour(months, day, hour) => format!("{day} {}, {hour} uur", named(back(months))),
        Date::Month(months) => named(back(months)),
        Date::Late(months) => format!("eind {}", named(back(months))),
        Date::Before(months, day) => format!("voor {day} {}", named(back(months))),
        Date::Between(months, first, last) => format!("tussen {first} en {last} {}", named(back(months))),
        Date::Unknown => "onbekend".to_owned(),
    }
}
