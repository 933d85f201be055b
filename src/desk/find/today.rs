//! Everything of the first page.
//!
//! Raw SQL where the newest of several rows is meant, and where all subscriptions are counted.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::first_steps::first_steps;
use super::sendings::with_counts;
use crate::app::App;
use crate::base::clock::days;
use crate::base::id::{IssueId, MemberId, PublicationId};
use crate::base::wall_time::{WallTime, date_of};
use crate::base::{Instant, Language};
use crate::centre::{self, Publication};
use crate::desk::sending::Row;
use crate::desk::today::{Figure, Named, Planned, Today, Waiting, passed};
use crate::dossiers;
use crate::issues::{Act, own_in_review, remarks_waiting};
use crate::organisations;
use crate::returns;
use crate::staff::Member;
use crate::store::sql;
use crate::store::tables::states::{IssueState, Lane, Role, SendingState};
use crate::store::tables::{issues, members, sendings};

/// A sending whose trouble is older than this is no news any more.
const NEWS: u64 = 7;
const LATEST: u64 = 5;
/// The most tasks about organisations that stand on the first page; the others come when these are done.
const TASKS: u64 = 10;

/// Everything of the first page, for this member.
pub async fn today(app: &App, member: &Member, language: Language) -> Result<Today, DbErr> {
    let (on, now) = (app.store.read(), app.clock.now());
    let publications = centre::publications(on).await?;
    let issues = issues_of_now(on, date_of(now).year()).await?;
    let one_person = centre::current(on).await?.is_some_and(|centre| centre.row.one_person_office);
    let busy = sendings_in(on, &[SendingState::Open, SendingState::Paused], u64::MAX).await?;
    let latest = sendings_in(on, &[SendingState::Closed, SendingState::Cancelled], LATEST).await?;
    let naming = Naming { publications: &publications, language };
    let is_boss = member.is(Role::Administrator);
    let mut waiting = held(&busy);
    if member.is(Role::Editor) || member.is(Role::Approver) {
        waiting.extend(voided(on, &issues, &naming).await?);
        let open = remarks_waiting(on).await?;
        let of =
            |issue: &issues::Model| Some(Waiting::Remarks { issue: naming.of(issue), many: *open.get(&issue.id)? });
        waiting.extend(issues.iter().filter_map(of));
    }
    let seen = Seen { member, one_person, now, names: names(on).await?, own: own_in_review(on, member.id).await? };
    waiting.extend(issues.iter().filter_map(|issue| seen.decision(issue, naming.of(issue))));
    waiting.extend(trouble(&latest, now));
    if member.is(Role::Editor) || member.is(Role::Approver) {
        let tasks = organisations::open_tasks(on, None, TASKS).await?;
        waiting.extend(tasks.into_iter().map(Waiting::Task));
        waiting.extend(dossiers::waiting_decisions(on, TASKS).await?.into_iter().map(Waiting::Decision));
        let many = returns::open_replies(on).await?;
        waiting.extend((many > 0).then_some(Waiting::Replies { many }));
    }
    if is_boss {
        waiting.extend(centre::leapt(app).await?.map(|since| Waiting::ClockLeapt { since }));
        waiting.extend(invited(on).await?);
    }
    waiting.extend(going_out(&issues, &naming));
    Ok(Today {
        now,
        figures: figures(on, &publications, &issues, now, language).await?,
        waiting,
        busy,
        latest,
        plan: plan(&issues, &naming, date_of(now).year()),
        clocks_differ: if is_boss { app.store.clock_differs(now).await? } else { None },
        first_steps: first_steps(on).await?,
    })
}

struct Naming<'a> {
    publications: &'a [Publication],
    language: Language,
}

impl Naming<'_> {
    /// In a plan of one publication the number says enough.
    fn in_plan(&self, issue: &issues::Model) -> Named {
        let named = self.of(issue);
        let alone = self.publications.len() == 1;
        let number = format!("{} {}", self.language.pick("Nummer", "Issue"), issue.number);
        Named { name: if alone { number } else { named.name }, ..named }
    }

    fn of(&self, issue: &issues::Model) -> Named {
        let publication = self.publications.iter().find(|publication| publication.id() == issue.publication_id);
        let name = publication.map_or("", |publication| publication.name(self.language));
        Named { id: issue.id, name: format!("{name} {}", issue.number), subject: issue.subject.clone() }
    }
}

/// Issues of this year, and whatever is not finished yet.
async fn issues_of_now(on: &impl ConnectionTrait, year: i32) -> Result<Vec<issues::Model>, DbErr> {
    let unfinished =
        [IssueState::Draft, IssueState::InReview, IssueState::Approved, IssueState::Scheduled, IssueState::Sending];
    issues::Entity::find()
        .filter(Condition::any().add(issues::Column::Year.eq(year)).add(issues::Column::State.is_in(unfinished)))
        .order_by_asc(issues::Column::PlannedOn)
        .order_by_asc(issues::Column::Id)
        .all(on)
        .await
}

async fn sendings_in(on: &impl ConnectionTrait, states: &[SendingState], most: u64) -> Result<Vec<Row>, DbErr> {
    let rows = sendings::Entity::find()
        .filter(sendings::Column::Lane.eq(Lane::Bulk))
        .filter(sendings::Column::State.is_in(states.iter().copied()))
        .order_by_desc(sendings::Column::Id)
        .limit(most.min(50))
        .all(on)
        .await?;
    with_counts(on, rows).await
}

/// The names of all members.
pub async fn names(on: &impl ConnectionTrait) -> Result<BTreeMap<MemberId, String>, DbErr> {
    Ok(members::Entity::find().all(on).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

struct Seen<'a> {
    member: &'a Member,
    one_person: bool,
    now: Instant,
    names: BTreeMap<MemberId, String>,
    /// The issues that wait for approval and that this member cannot approve: they made the last change.
    own: Vec<IssueId>,
}

impl Seen<'_> {
    /// What this member has to decide or do about an issue.
    fn decision(&self, issue: &issues::Model, named: Named) -> Option<Waiting> {
        let approves = self.member.is(Role::Approver);
        match issue.state {
            IssueState::InReview if approves && (self.one_person || !self.own.contains(&issue.id)) => {
                let asked_by = issue.asked_by.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default();
                Some(Waiting::Review { issue: named, asked_by, asked_at: issue.asked_at })
            }
            IssueState::Draft if approves || self.member.is(Role::Editor) => {
                let (deadline, due) = passed(&issue.copy_due, &issue.review_due, date_of(self.now))?;
                Some(Waiting::Late { issue: named, deadline, due })
            }
            IssueState::Approved if approves => Some(Waiting::Unscheduled { issue: named }),
            _ => None,
        }
    }
}

/// Drafts whose approval fell away and for which nobody has asked anew.
async fn voided(
    on: &impl ConnectionTrait,
    issues: &[issues::Model],
    naming: &Naming<'_>,
) -> Result<Vec<Waiting>, DbErr> {
    let found = sql(
        on,
        "SELECT issues.id, audit.at, audit.action FROM issues
         JOIN audit ON audit.object = 'issue' AND audit.object_id = issues.id AND audit.action IN ('issue.audience-changed', 'issue.image-changed', 'issue.agenda-changed')
         WHERE issues.state = 'draft' AND NOT EXISTS (SELECT 1 FROM audit later WHERE later.object = 'issue'
           AND later.object_id = issues.id AND later.id > audit.id
           AND later.action IN ('issue.ask', 'issue.audience-changed', 'issue.image-changed', 'issue.agenda-changed'))",
        [],
    );
    let mut voided = Vec::new();
    for row in on.query_all_raw(found).await? {
        let id: IssueId = row.try_get("", "id")?;
        if let Some(issue) = issues.iter().find(|issue| issue.id == id) {
            let why = Act::from_word(&row.try_get::<String>("", "action")?);
            voided.push(Waiting::Voided { issue: naming.of(issue), at: row.try_get("", "at")?, why });
        }
    }
    Ok(voided)
}

fn held(busy: &[Row]) -> Vec<Waiting> {
    busy.iter()
        .filter(|row| row.state == SendingState::Paused)
        .map(|row| Waiting::Paused { id: row.id, label: row.label.clone(), reason: row.reason.clone() })
        .collect()
}

fn trouble(rows: &[Row], now: Instant) -> Vec<Waiting> {
    rows.iter()
        .filter(|row| now.since(row.opened_at) <= days(NEWS))
        .map(|row| (row, row.counts.refused, row.counts.uncertain))
        .filter(|(_, refused, uncertain)| refused + uncertain > 0)
        .map(|(row, refused, uncertain)| Waiting::Trouble { id: row.id, label: row.label.clone(), refused, uncertain })
        .collect()
}

async fn invited(on: &impl ConnectionTrait) -> Result<Vec<Waiting>, DbErr> {
    let rows = members::Entity::find()
        .filter(members::Column::JoinedAt.is_null())
        .filter(members::Column::DisabledAt.is_null())
        .order_by_asc(members::Column::InvitedAt)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| Waiting::Invited { name: row.name, at: row.invited_at }).collect())
}

fn going_out(issues: &[issues::Model], naming: &Naming<'_>) -> Vec<Waiting> {
    let mut next: Vec<_> = issues
        .iter()
        .filter(|issue| issue.state == IssueState::Scheduled)
        .filter_map(|issue| Some((issue.send_at?, naming.of(issue))))
        .collect();
    next.sort_by_key(|(at, _)| *at);
    next.into_iter().map(|(at, issue)| Waiting::GoesOut { issue, at }).collect()
}

fn plan(issues: &[issues::Model], naming: &Naming<'_>, year: i32) -> Vec<Planned> {
    let day_of = |issue: &issues::Model| match issue.sent_at.or(issue.send_at) {
        Some(at) => Some(date_of(at)),
        None => issue.planned_on.parse::<NaiveDate>().ok(),
    };
    let mut plan: Vec<_> = issues
        .iter()
        .filter(|issue| issue.state != IssueState::Cancelled)
        .filter_map(|issue| Some(Planned { issue: naming.in_plan(issue), on: day_of(issue)?, state: issue.state }))
        .filter(|planned| planned.on.year() == year)
        .collect();
    plan.sort_by_key(|planned| planned.on);
    plan
}

async fn figures(
    on: &impl ConnectionTrait,
    publications: &[Publication],
    issues: &[issues::Model],
    now: Instant,
    language: Language,
) -> Result<Vec<Figure>, DbErr> {
    let month = first_of_month(now).0;
    // Whoever moved to another address did not leave, and did not come.
    let statement = sql(
        on,
        "SELECT publication_id, COUNT(CASE WHEN withdrawn_at IS NULL THEN 1 END) AS readers,
           COUNT(CASE WHEN confirmed_at >= ? AND source NOT IN ('moved', 'moved-back') THEN 1 END) AS came,
           COUNT(CASE WHEN withdrawn_at >= ? AND withdrawn_through NOT IN ('moved', 'moved-back') THEN 1 END) AS gone
         FROM subscriptions GROUP BY publication_id",
        [month.into(), month.into()],
    );
    let mut counted = BTreeMap::<PublicationId, (i64, i64, i64)>::new();
    for row in on.query_all_raw(statement).await? {
        let counts = (row.try_get("", "readers")?, row.try_get("", "came")?, row.try_get("", "gone")?);
        counted.insert(row.try_get("", "publication_id")?, counts);
    }
    let year = date_of(now).year();
    let sent = |id| {
        let gone = |issue: &&issues::Model| matches!(issue.state, IssueState::Sent | IssueState::Sending);
        issues.iter().filter(|issue| issue.publication_id == id && issue.year == year).filter(gone).count() as u64
    };
    let figure = |publication: &Publication| {
        let (readers, came, left) = counted.get(&publication.id()).copied().unwrap_or_default();
        Figure {
            publication: publication.name(language).to_owned(),
            readers,
            came,
            left,
            sent: sent(publication.id()),
            per_year: u64::try_from(publication.row.per_year).unwrap_or_default(),
        }
    };
    Ok(publications.iter().map(figure).collect())
}

/// The first moment of this month on an Amsterdam clock.
fn first_of_month(now: Instant) -> Instant {
    let today = date_of(now);
    let first = today.with_day(1).unwrap_or(today).and_time(chrono::NaiveTime::MIN);
    WallTime(first).resolve().instant()
}
