//! What the demo shows: a finished consultation with its reaction, two commitments and two points that have one answer, and one that
//! is open, in which a council still writes, a federation has released (and telephoned later) and an umbrella is silent. All of it
//! by the verbs of this room, with the clock set back.

mod enclosed;
mod words;

use anyhow::Context as _;
use chrono::{Days, NaiveTime};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use self::words::{DRAFT, FINISHED, OPEN, Piece, Subject};
use super::find::{self, Invited};
use super::letters::token;
use super::reacting::{gather_now, hash_now};
use super::{Asked, Cut, Deadline, LateBy, Made, Openness, Part, Split, Wanted, Weighing};
use crate::app::App;
use crate::base::clock::{days, minutes};
use crate::base::id::{ConsultationId, MemberId, OrganisationId};
use crate::base::wall_time::date_of;
use crate::base::{Clock, EmailAddress};
use crate::organisations::{self, NewContact, NewOrganisation, OrganisationKind, Saved, Term};
use crate::people;
use crate::staff::{self, Role};
use crate::store::tables::organisations as register;

/// Who does it.
struct Staff {
    editor: MemberId,
    approver: MemberId,
}

/// Puts it there, when the register holds the organisations of the demo.
pub(super) async fn demo(app: &App) -> anyhow::Result<()> {
    let on = app.store.read();
    let first = |found: Vec<staff::Member>| found.first().map(|member| member.id);
    let editor = first(staff::with_role(on, Role::Editor).await?);
    let approver = first(staff::with_role(on, Role::Approver).await?);
    let (Some(editor), Some(approver)) = (editor, approver) else { return Ok(()) };
    let staff = Staff { editor, approver };
    let council = named(app, "Landelijke Cliëntenraad Werk en Stoffen").await?;
    let federation = named(app, "Federatie Patiënten Beroepsziekten").await?;
    let (Some(council), Some(federation)) = (council, federation) else { return Ok(()) };
    let umbrella = umbrella(app, &staff).await?;
    contact(app, &staff, council, ("joost.hendriks@clientenraad.voorbeeld.nl", "Joost Hendriks", "lid")).await?;
    let three = [council, federation, umbrella];
    finished(app, &staff, three).await?;
    running(app, &staff, three).await?;
    drafted(app, &staff, council).await
}

async fn named(app: &App, name: &str) -> anyhow::Result<Option<OrganisationId>> {
    let found = register::Entity::find().filter(register::Column::Name.eq(name)).one(app.store.read()).await?;
    Ok(found.map(|row| row.id))
}

/// The house as it was so many days ago.
fn ago(app: &App, many: u64) -> App {
    App { clock: Clock::standing_at(app.clock.now().minus(days(many)).plus(minutes(7))), ..app.clone() }
}

async fn umbrella(app: &App, staff: &Staff) -> anyhow::Result<OrganisationId> {
    let new = NewOrganisation {
        kind: OrganisationKind::PatientFederation,
        name: "Koepel Gelijk Meedoen".to_owned(),
        area: None,
    };
    let Saved::Done(id) = organisations::add(&ago(app, 400), staff.editor, &new).await? else {
        anyhow::bail!("the demo has this organisation already")
    };
    contact(app, staff, id, ("marit.dekker@gelijkmeedoen.voorbeeld.nl", "Marit Dekker", "voorzitter")).await?;
    Ok(id)
}

async fn contact(
    app: &App,
    staff: &Staff,
    of: OrganisationId,
    (address, name, role): (&str, &str, &str),
) -> anyhow::Result<()> {
    let address = EmailAddress::parse(address).map_err(|_| anyhow::anyhow!("{address} is no address"))?;
    let then = ago(app, 400);
    let term = Term { from: date_of(then.clock.now()), until: None };
    let new = NewContact { address, name: name.to_owned(), role: role.to_owned(), term };
    organisations::add_contact(&then, staff.editor, of, &new).await?;
    Ok(())
}

/// Asks the three organisations: made, approved and opened on days so many ago.
async fn asked(
    app: &App,
    staff: &Staff,
    three: [OrganisationId; 3],
    (subject, opened, deadline): (&Subject, u64, Deadline),
) -> anyhow::Result<ConsultationId> {
    let year = date_of(ago(app, opened).clock.now()).format("%Y").to_string();
    let wanted = wanted(subject, staff, (deadline, &year));
    let then = ago(app, opened + 2);
    let Made::New(id) = super::make(&then, staff.editor, &wanted, &app.random.token()).await? else {
        anyhow::bail!("the demo has this consultation already")
    };
    for (version, organisation) in (1..).zip(three) {
        super::invite(&then, staff.editor, (id, version), organisation).await?;
    }
    enclosed::document(&then, staff.editor, id, subject.document).await?;
    let (on, then) = (app.store.read(), ago(app, opened + 1));
    let the = find::consultation(on, id).await?.context("a consultation was just made")?;
    let hash = find::hash_of(&the, &find::invited(on, id).await?);
    super::approve(&then, staff.approver, id, (the.row.version, &hash)).await?;
    super::open(&ago(app, opened), staff.editor, id).await?;
    Ok(id)
}

/// The link of whoever has a part at an organisation, or else of the first one there.
async fn link(app: &App, one: &Invited, part: Part) -> anyhow::Result<String> {
    let who = one.invitees.iter().find(|(who, _)| who.part == part).or_else(|| one.invitees.first());
    let (who, _) = who.context("nobody is asked there")?;
    let id = who.person_id.context("nobody is erased in the demo")?;
    let person = people::by_id(app.store.read(), id).await?.context("somebody is asked")?;
    Ok(token(app, who, &person))
}

async fn of(app: &App, id: ConsultationId, organisation: OrganisationId) -> anyhow::Result<Invited> {
    let all = find::invited(app.store.read(), id).await?;
    all.into_iter().find(|one| one.row.organisation_id == organisation).context("it was asked")
}

/// Writes answers, from question 1 on, and releases them when they are to be public in some way.
async fn answer(
    app: &App,
    (id, organisation): (ConsultationId, OrganisationId),
    (many_ago, answers, openness): (u64, &[&str], Option<Openness>),
) -> anyhow::Result<()> {
    let one = of(app, id, organisation).await?;
    let (writer, chair) = (link(app, &one, Part::Member).await?, link(app, &one, Part::Chair).await?);
    let then = ago(app, many_ago + 1);
    for (number, words) in (1..).zip(answers) {
        super::write(&then, &writer, number, (0, words)).await?;
    }
    let Some(openness) = openness else { return Ok(()) };
    let seen = super::answering::seen_now(app, &chair).await?;
    super::release(&ago(app, many_ago), &chair, openness, &seen).await?;
    Ok(())
}

/// Makes each paragraph of an organisation's newest answer a point and answers as many as there are words for.
async fn weighed(
    app: &App,
    staff: &Staff,
    (id, organisation): (ConsultationId, OrganisationId),
    (many_ago, pieces): (u64, &[Piece]),
) -> anyhow::Result<()> {
    let then = ago(app, many_ago);
    let one = of(app, id, organisation).await?;
    let sent = one.submissions.last().context("it has answered")?;
    let mut numbers = Vec::new();
    for frozen in super::answering::frozen_of(sent)? {
        let before = gather_now(app, id).await?.points.len();
        let Split::Done(first) =
            super::split(&then, staff.editor, id, (sent.id, frozen.question, Cut::Paragraphs)).await?
        else {
            continue;
        };
        let many = gather_now(app, id).await?.points.len() - before;
        numbers.extend((first..).take(many));
    }
    for (number, piece) in numbers.into_iter().zip(pieces) {
        let reaction = gather_now(app, id).await?;
        let point = reaction.points.iter().find(|point| point.row.number == number).context("a point was just made")?;
        let weighing = Weighing {
            title: piece.title.to_owned(),
            theme: piece.theme.to_owned(),
            disposition: Some(piece.disposition),
            reason: piece.reason.to_owned(),
            changes: piece.changes.to_owned(),
        };
        super::weigh(&then, staff.editor, id, ((point.row.id, point.row.version), &weighing)).await?;
        if let Some((promised, in_days)) = piece.promise {
            let due = date_of(app.clock.now()) + Days::new(in_days);
            let kept = super::promise(&then, staff.editor, (id, point.row.id), (promised, staff.editor, due)).await?;
            if let (super::Promised::Done(kept), Some(result)) = (kept, piece.result) {
                super::keep(&ago(app, 6), staff.editor, kept, result).await?;
            }
        }
    }
    Ok(())
}

/// One that is still being written, by who approves, so that a visitor can change it.
async fn drafted(app: &App, staff: &Staff, council: OrganisationId) -> anyhow::Result<()> {
    let deadline = Deadline { day: date_of(app.clock.now()) + Days::new(60), time: None };
    let then = ago(app, 1);
    let wanted = wanted(&DRAFT, staff, (deadline, &date_of(then.clock.now()).format("%Y").to_string()));
    if let Made::New(id) = super::make(&then, staff.editor, &wanted, &app.random.token()).await? {
        super::invite(&then, staff.editor, (id, 1), council).await?;
    }
    Ok(())
}

fn wanted(subject: &Subject, staff: &Staff, (deadline, year): (Deadline, &str)) -> Wanted {
    let question = |(asked, choices): &(&str, &[&str])| Asked {
        asked: (*asked).to_owned(),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    };
    Wanted {
        title: subject.title.to_owned(),
        kenmerk: format!("{year}-{}", subject.number),
        on_behalf: subject.on_behalf.to_owned(),
        summary: subject.summary.to_owned(),
        source: subject.source.to_owned(),
        deadline,
        contact: staff.editor,
        late_by: LateBy::Received,
        questions: subject.questions.iter().map(question).collect(),
    }
}

async fn finished(app: &App, staff: &Staff, three: [OrganisationId; 3]) -> anyhow::Result<()> {
    let day = date_of(ago(app, 62).clock.now());
    let deadline = Deadline { day, time: NaiveTime::from_hms_opt(17, 0, 0) };
    let id = asked(app, staff, three, (&FINISHED, 110, deadline)).await?;
    let openness = [Openness::Named, Openness::Named, Openness::Words];
    for ((organisation, answers), openness) in three.into_iter().zip(FINISHED.answers).zip(openness) {
        answer(app, (id, organisation), (70, answers, Some(openness))).await?;
    }
    for (organisation, pieces) in three.into_iter().zip(FINISHED.pieces) {
        weighed(app, staff, (id, organisation), (45, pieces)).await?;
    }
    merged(app, staff, id).await?;
    super::introduce(&ago(app, 32), staff.editor, id, ("", FINISHED.introduction)).await?;
    let seen = hash_now(app, id).await?;
    super::offer(&ago(app, 31), staff.editor, id, &seen).await?;
    super::publish(&ago(app, 30), staff.approver, id, &seen).await?;
    Ok(())
}

/// Two organisations said that the three situations are right: one answer for both.
async fn merged(app: &App, staff: &Staff, id: ConsultationId) -> anyhow::Result<()> {
    let alike = "De drie situaties kloppen";
    let points = gather_now(app, id).await?.points;
    let ids: Vec<_> = points.iter().filter(|point| point.row.title == alike).map(|point| point.row.id).collect();
    if let [into, point] = ids.as_slice() {
        super::merge(&ago(app, 40), staff.editor, id, (*point, *into)).await?;
    }
    Ok(())
}

async fn running(app: &App, staff: &Staff, three: [OrganisationId; 3]) -> anyhow::Result<()> {
    let deadline = Deadline { day: date_of(app.clock.now()) + Days::new(19), time: None };
    let id = asked(app, staff, three, (&OPEN, 23, deadline)).await?;
    let [council, federation, _] = three;
    let [of_council, of_federation, _] = OPEN.answers;
    answer(app, (id, council), (2, of_council, None)).await?;
    let one = of(app, id, federation).await?;
    enclosed::attachment(&ago(app, 6), &link(app, &one, Part::Chair).await?).await?;
    answer(app, (id, federation), (5, of_federation, Some(Openness::Named))).await?;
    enclosed::newer(&ago(app, 9), staff.editor, id).await?;
    enclosed::telephoned(&ago(app, 1), staff.editor, (id, one.row.id)).await?;
    super::remind(&ago(app, 4), staff.editor, id).await?;
    weighed(app, staff, (id, federation), (1, OPEN.pieces[1])).await
}
