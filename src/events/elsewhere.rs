//! How events stand in the other rooms: in an agenda, in the plan of a year, on the timeline of an organisation, as a condition of
//! an audience.
//!
//! SQL for what contacts did, over registrations, contacts and events.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::event::{Event, KINDS, Places, Window};
use super::find::{self, Which};
use super::visiting::{kind_word, left};
use super::{EventKind, EventState, InvitationState, RegistrationState};
use crate::app::{App, Mark};
use crate::base::id::OrganisationId;
use crate::base::wall_time::{date_of, long_moment};
use crate::base::{Both, Instant, Language};
use crate::organisations::Term;
use crate::room::{Coming, Fact, Marked, Planned, PlannedThing};
use crate::store::sql;
use crate::store::tables::{event_goals, event_invitations, event_registrations, events};

/// What may be so of a person with regard to an event.
pub(super) const MARKS: &[Mark] = &[
    Mark {
        word: "event-registered",
        label: Both("is aangemeld voor een bijeenkomst", "is registered for an event"),
        so: Both("aangemeld is voor {}", "is registered for {}"),
        not_so: Both("niet aangemeld is voor {}", "is not registered for {}"),
        people: registered,
        things: |app, language| Box::pin(names(app, language)),
    },
    Mark {
        word: "event-attended",
        label: Both("was op een bijeenkomst", "was at an event"),
        so: Both("op {} was", "was at {}"),
        not_so: Both("niet op {} was", "was not at {}"),
        people: |id| {
            let mut marked = registered(id);
            marked
                .rows
                .and_where(Expr::col((event_registrations::Entity, event_registrations::Column::InAt)).is_not_null());
            marked
        },
        things: |app, language| Box::pin(names(app, language)),
    },
    Mark {
        word: "event-silent",
        label: Both(
            "is uitgenodigd voor een bijeenkomst en antwoordde niet",
            "was invited to an event and did not answer",
        ),
        so: Both("is uitgenodigd voor {} en niet antwoordde", "was invited to {} and did not answer"),
        not_so: Both("niet is uitgenodigd voor {} of wel antwoordde", "was not invited to {} or did answer"),
        people: silent,
        things: |app, language| Box::pin(names(app, language)),
    },
];

/// Who was invited and said nothing.
fn silent(event: i64) -> Marked {
    use event_invitations::Column::{EventId, PersonId, State};
    let own = |column| Expr::col((event_invitations::Entity, column));
    let rows = Query::select()
        .from(event_invitations::Entity)
        .and_where(own(EventId).eq(event))
        .and_where(own(State).is_in([InvitationState::Invited.word(), InvitationState::Reminded.word()]))
        .and_where(own(PersonId).is_not_null())
        .to_owned();
    Marked { rows, person: own(PersonId) }
}

fn registered(event: i64) -> Marked {
    use event_registrations::Column::{EventId, PersonId, State};
    let own = |column| Expr::col((event_registrations::Entity, column));
    let rows = Query::select()
        .from(event_registrations::Entity)
        .and_where(own(EventId).eq(event))
        .and_where(own(State).eq(RegistrationState::Registered.word()))
        .and_where(own(PersonId).is_not_null())
        .to_owned();
    Marked { rows, person: own(PersonId) }
}

/// Events that were published, with their day: two may have the same title.
async fn names(app: &App, language: Language) -> anyhow::Result<Vec<(i64, String)>> {
    let all = events::Entity::find()
        .filter(events::Column::State.ne(EventState::Draft))
        .order_by_desc(events::Column::StartsAt)
        .all(app.store.read())
        .await?;
    let name = |event: &Event| format!("{} ({})", event.title(language), event.days(language));
    Ok(all.iter().map(|event| (event.id.0, name(event))).collect())
}

/// What is to come and is not called off.
pub(super) async fn coming(app: &App, language: Language) -> anyhow::Result<Vec<Coming>> {
    let now = app.clock.now();
    let events = find::events(app.store.read(), Which::Coming, now).await?;
    let goes_on = |event: &Event| event.state == EventState::Open && event.starts_at > now;
    Ok(events
        .into_iter()
        .filter(|(event, _)| goes_on(event))
        .map(|(event, places)| Coming {
            at: event.starts_at,
            title: event.title(language).to_owned(),
            kind: kind_word(event.kind),
            when: format!("{}, {}", event.days(language), event.hours(language)),
            place: event.where_short(language),
            says: says(&event, places.as_ref(), now, language),
            path: format!("/bijeenkomsten/{}", event.id),
        })
        .collect())
}

fn says(event: &Event, places: Option<&Places>, now: Instant, language: Language) -> String {
    let free = places.map_or(0, |places| places.free);
    match event.window(now) {
        Window::Open if event.is_closed_circle() => language.pick("Op uitnodiging", "By invitation").to_owned(),
        Window::Open if free > 0 && event.decides(false) => {
            language.pick("Er zijn plaatsen", "There are places").to_owned()
        }
        Window::Open if free > 0 => left(free, language),
        Window::Open => language.pick("Vol, wachtlijst", "Full, waiting list").to_owned(),
        Window::Soon => {
            let from = long_moment(event.opens_at, language);
            language.pick(format!("Aanmelden vanaf {from}"), format!("Registration from {from}"))
        }
        _ => language.pick("Aanmelden kan niet meer", "Registration is closed").to_owned(),
    }
}

const MANY: [(EventKind, Both); 4] = [
    (EventKind::NetworkDay, Both("Netwerkdagen", "Network days")),
    (EventKind::Webinar, Both("Webinars", "Webinars")),
    (EventKind::Course, Both("Cursussen", "Courses")),
    (EventKind::Retraining, Both("Bijscholingen", "Retrainings")),
];

/// The kinds of which a year has some, or is to have some. Of network days it always says how it stands.
pub(super) async fn planned(app: &App, year: i32, language: Language) -> anyhow::Result<Vec<Planned>> {
    let (on, now) = (app.store.read(), app.clock.now());
    let of_year = |event: &Event| chrono::Datelike::year(&date_of(event.starts_at)) == year;
    let mut events = events::Entity::find().order_by_asc(events::Column::StartsAt).all(on).await?;
    events.retain(of_year);
    let mut all = Vec::new();
    for kind in KINDS {
        let wanted = goal(on, year, kind).await?;
        let own: Vec<&Event> = events.iter().filter(|event| event.kind == kind).collect();
        if own.is_empty() && wanted == 0 && kind != EventKind::NetworkDay {
            continue;
        }
        all.push(Planned {
            word: kind.word().to_owned(),
            kind: MANY.into_iter().find(|(one, _)| *one == kind).map_or(Both("", ""), |(_, many)| many),
            wanted,
            goal: Some("/beheer/bijeenkomsten/aantallen"),
            held: own.iter().filter(|event| event.state == EventState::Open && event.ends_at <= now).count() as u64,
            things: own.iter().map(|event| thing(event, now, language)).collect(),
        });
    }
    Ok(all)
}

fn thing(event: &Event, now: Instant, language: Language) -> PlannedThing {
    let says = match event.window(now) {
        Window::Draft => language.pick("concept", "draft"),
        Window::CalledOff => language.pick("gaat niet door", "called off"),
        Window::Over if event.ends_at <= now => language.pick("gehouden", "held"),
        Window::Over => language.pick("bezig", "going on"),
        Window::Soon => language.pick("aanmelden nog niet open", "registration not open yet"),
        Window::Open => language.pick("aanmelden open", "registration open"),
        Window::Closed => language.pick("aanmelden gesloten", "registration closed"),
    };
    PlannedThing {
        day: date_of(event.starts_at),
        title: event.title(language).to_owned(),
        says: says.to_owned(),
        path: format!("/beheer/bijeenkomsten/{}", event.id),
    }
}

/// How many a year is to bring: what was said of it, or of the last year of which something was said.
async fn goal(on: &impl ConnectionTrait, year: i32, kind: EventKind) -> Result<u64, DbErr> {
    let last = event_goals::Entity::find()
        .filter(event_goals::Column::Kind.eq(kind))
        .filter(event_goals::Column::Year.lte(i64::from(year)))
        .order_by_desc(event_goals::Column::Year)
        .one(on)
        .await?;
    Ok(last.and_then(|row| u64::try_from(row.wanted).ok()).unwrap_or(0))
}

/// What contacts of an organisation did with events: one fact an event. Who was a contact on the day counts, or for one that is
/// still to come, who is one today.
pub(super) async fn facts(app: &App, of: OrganisationId, language: Language) -> anyhow::Result<Vec<Fact>> {
    let (on, now) = (app.store.read(), app.clock.now());
    let rows = sql(
        on,
        "SELECT r.id, r.event_id, r.made_at, r.in_at, c.from_on, c.until_on, e.starts_at, e.ends_at FROM event_registrations r
         JOIN contacts c ON c.person_id = r.person_id JOIN events e ON e.id = r.event_id
         WHERE c.organisation_id = ? AND r.state = 'registered' AND e.state = 'open' ORDER BY r.event_id, r.id",
        [of.0.into()],
    );
    let mut known: BTreeMap<i64, BTreeMap<i64, (Instant, bool)>> = BTreeMap::new();
    for row in on.query_all_raw(rows).await? {
        let (from, until): (String, Option<String>) = (row.try_get("", "from_on")?, row.try_get("", "until_on")?);
        let (starts, ends): (Instant, Instant) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        let day = if ends <= now { starts } else { now };
        if Term::of(&from, until.as_deref()).holds_on(date_of(day)) {
            let (made, was_in): (Instant, Option<i64>) = (row.try_get("", "made_at")?, row.try_get("", "in_at")?);
            known
                .entry(row.try_get("", "event_id")?)
                .or_default()
                .insert(row.try_get("", "id")?, (made, was_in.is_some()));
        }
    }
    let mut facts = Vec::new();
    for (event, people) in known {
        let Some(event) = find::event(on, crate::base::id::EventId(event)).await? else { continue };
        let has_door = has_door(on, &event).await?;
        facts.push(fact(&event, &people.into_values().collect::<Vec<_>>(), (has_door, now), language));
    }
    Ok(facts)
}

/// Whether anybody was let in: without that, nobody knows who came.
async fn has_door(on: &impl ConnectionTrait, event: &Event) -> Result<bool, DbErr> {
    let one = event_registrations::Entity::find()
        .filter(event_registrations::Column::EventId.eq(event.id))
        .filter(event_registrations::Column::InAt.is_not_null())
        .one(on)
        .await?;
    Ok(one.is_some())
}

fn fact(event: &Event, people: &[(Instant, bool)], (has_door, now): (bool, Instant), language: Language) -> Fact {
    let title = event.title(language);
    let people_of = |many: usize| match many {
        1 => language.pick("1 contactpersoon".to_owned(), "1 contact".to_owned()),
        _ => language.pick(format!("{many} contactpersonen"), format!("{many} contacts")),
    };
    let (many, came) = (people.len(), people.iter().filter(|(_, was_in)| *was_in).count());
    let is_over = event.ends_at <= now;
    let said = if is_over && has_door {
        let (came, all) = (people_of(came), many);
        language.pick(
            format!("{came} op {title}, van {all} die zich aanmeldden"),
            format!("{came} at {title}, of {all} who registered"),
        )
    } else {
        let (people, day) = (people_of(many), event.days(language));
        language
            .pick(format!("{people} aangemeld voor {title}, {day}"), format!("{people} registered for {title}, {day}"))
    };
    let last = people.iter().map(|(made, _)| *made).max().unwrap_or(event.starts_at);
    Fact {
        at: if is_over { event.starts_at } else { last },
        kind: Both("bijeenkomst", "event"),
        said,
        link: Some(format!("/beheer/bijeenkomsten/{}", event.id)),
    }
}
