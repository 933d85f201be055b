//! Filling an empty house, once and in one transaction: half a demo cannot exist.

use chrono::{Days, NaiveDate, NaiveTime};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::content::{FACES, Face, Text, texts};
use super::founding::Staff;
use super::{chosen, founding, parties, people, sent, year};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{ArticleId, IssueId, MemberId, PublicationId};
use crate::base::wall_time::{WallTime, date_of};
use crate::base::{Blocks, Instant, Language, markdown};
use crate::rooms::Act;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{IssueState, Role};
use crate::store::tables::{article_versions, articles, issue_articles, issues, member_roles, subscriptions};
use crate::{archive, centre, organisations, privacy, returns};

/// How many articles stand in an issue.
const IN_ISSUE: usize = 3;

/// Fills the house when there is no centre in it, and says who works there.
pub(super) async fn seed(app: &App) -> anyhow::Result<Staff> {
    if centre::current(app.store.read()).await?.is_some() {
        return known(app).await;
    }
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let publications = founding::found(&tx, app).await?;
    let newsletter = *publications.first().ok_or_else(|| anyhow::anyhow!("the demo has no publication"))?;
    let plan = year::days(date_of(now));
    let left_at = at(plan[0], 9).plus(days(1));
    let readers = people::subscribe_all(&tx, &publications, left_at, now).await?;
    chosen::choose(&tx, &readers).await?;
    let editor = founding::member(&tx, app, "Sanne Bakker", &[Role::Editor]).await?;
    let both = [Role::Approver, Role::Administrator];
    let approver = founding::member(&tx, app, "Marieke Smit", &both).await?;
    let staff = Staff { editor, approver };
    parties::make(&tx, app, staff, &readers).await?;
    let pieces = write_articles(&tx, app, editor, &plan).await?;
    for (index, day) in plan.into_iter().enumerate() {
        let issue = write_issue(&tx, (index, day), newsletter, staff, now).await?;
        let places: Vec<_> = pieces.iter().skip(index * IN_ISSUE).take(IN_ISSUE).copied().collect();
        if index < FACES.len() {
            place(&tx, issue, &places).await?;
        }
        if index < 2 {
            sent::send(&tx, app, sent::Past { issue, newsletter, staff, at: at(day, 9), index }, &readers).await?;
        }
    }
    audit::record(&tx, now, Actor::Terminal, Note::of(Act::DemoSeed, 0), "terminal").await?;
    tx.commit().await?;
    archive::keep_started(app).await?;
    returns::sweep_refusals(app).await?;
    organisations::raise_tasks(app).await?;
    for demo in app.rooms.all().filter_map(|room| room.demo) {
        demo(app).await?;
    }
    hold_somebody(app, approver).await?;
    Ok(staff)
}

/// One reader objected, and what is known of them stays until that is settled.
async fn hold_somebody(app: &App, by: MemberId) -> anyhow::Result<()> {
    let reader =
        subscriptions::Entity::find().order_by_asc(subscriptions::Column::PersonId).one(app.store.read()).await?;
    let Some(reader) = reader else { return Ok(()) };
    let until = app.clock.now().plus(days(60));
    privacy::make_hold(app, by, privacy::Held::Person(reader.person_id), "Bezwaar, zaak 2026-12", until).await?;
    Ok(())
}

/// The staff of a house that was seeded before.
async fn known(app: &App) -> anyhow::Result<Staff> {
    let first = async |role: Role| -> anyhow::Result<MemberId> {
        let found = member_roles::Entity::find()
            .filter(member_roles::Column::Role.eq(role))
            .order_by_asc(member_roles::Column::MemberId)
            .one(app.store.read())
            .await?;
        let row =
            found.ok_or_else(|| anyhow::anyhow!("the demo has no {} any more; remove its folder", role.word()))?;
        Ok(row.member_id)
    };
    Ok(Staff { editor: first(Role::Editor).await?, approver: first(Role::Approver).await? })
}

/// An hour of a day in Amsterdam. Nothing of the past lies in a gap of the clock: those are at night.
pub(super) fn at(day: NaiveDate, hour: u32) -> Instant {
    WallTime(day.and_time(NaiveTime::from_hms_opt(hour, 30, 0).unwrap_or_default())).resolve().instant()
}

async fn write_articles(
    tx: &DatabaseTransaction,
    app: &App,
    editor: MemberId,
    plan: &[NaiveDate],
) -> Result<Vec<ArticleId>, DbErr> {
    let mut ids = Vec::new();
    for (index, text) in texts().iter().enumerate() {
        let day = plan.get(index / IN_ISSUE).copied().unwrap_or_default();
        // A fortnight before its issue goes out, and never in the future.
        let made = at(day - Days::new(14), 11).min(app.clock.now());
        ids.push(write_article(tx, text, &app.random.token(), (editor, made)).await?);
    }
    Ok(ids)
}

async fn write_article(
    tx: &DatabaseTransaction,
    text: &Text,
    once: &str,
    (by, at): (MemberId, Instant),
) -> Result<ArticleId, DbErr> {
    let row = articles::ActiveModel {
        title: Set(text.title.to_owned()),
        lead: Set(text.lead.to_owned()),
        source: Set(text.source.to_owned()),
        body: Set(text.body().to_json()),
        language: Set(text.language),
        author: Set(text.author.to_owned()),
        version: Set(1),
        once: Set(once.to_owned()),
        made_at: Set(at),
        changed_by: Set(by),
        changed_at: Set(at),
        ..Default::default()
    };
    let id = articles::Entity::insert(row).exec(tx).await?.last_insert_id;
    let version = article_versions::ActiveModel {
        article_id: Set(id),
        version: Set(1),
        title: Set(text.title.to_owned()),
        lead: Set(text.lead.to_owned()),
        source: Set(text.source.to_owned()),
        author: Set(text.author.to_owned()),
        saved_by: Set(by),
        saved_at: Set(at),
        picture_id: Set(None),
        begun_at: Set(None),
    };
    article_versions::Entity::insert(version).exec_without_returning(tx).await?;
    Ok(id)
}

/// Writes the issue of a place in the plan: the first two approved, the third in review, the others still empty.
async fn write_issue(
    tx: &DatabaseTransaction,
    (index, day): (usize, NaiveDate),
    publication: PublicationId,
    staff: Staff,
    now: Instant,
) -> anyhow::Result<IssueId> {
    let face = FACES.get(index);
    let said = |pick: fn(&Face) -> &'static str| face.map(pick).unwrap_or_default().to_owned();
    let editorial = face.map_or_else(Blocks::default, |face| markdown::read(face.editorial).blocks);
    // In office hours of the day before, whatever the hour is now.
    let yesterday = date_of(now) - Days::new(1);
    let asked = (index == 2).then_some(at(yesterday, 15));
    let row = issues::ActiveModel {
        publication_id: Set(publication),
        year: Set(chrono::Datelike::year(&date_of(now))),
        number: Set(i32::try_from(index)? + 1),
        subject: Set(said(|face| face.subject)),
        preheader: Set(said(|face| face.preheader)),
        source: Set(said(|face| face.editorial)),
        editorial: Set(editorial.to_json()),
        language: Set(Language::Dutch),
        state: Set(if asked.is_some() { IssueState::InReview } else { IssueState::Draft }),
        version: Set(if face.is_some() { 2 } else { 1 }),
        changed_by: Set(staff.editor),
        changed_at: Set(at(day - Days::new(5), 15).min(at(yesterday, 11))),
        copy_due: Set((day - Days::new(21)).to_string()),
        review_due: Set((day - Days::new(7)).to_string()),
        planned_on: Set(day.to_string()),
        asked_by: Set(asked.map(|_| staff.editor)),
        asked_at: Set(asked),
        ..Default::default()
    };
    Ok(issues::Entity::insert(row).exec(tx).await?.last_insert_id)
}

async fn place(tx: &DatabaseTransaction, issue: IssueId, pieces: &[ArticleId]) -> anyhow::Result<()> {
    for (position, article) in pieces.iter().enumerate() {
        let row = issue_articles::ActiveModel {
            issue_id: Set(issue),
            article_id: Set(*article),
            position: Set(i32::try_from(position)? + 1),
        };
        issue_articles::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
