//! What the demo shows: a network day that is nearly full with three rounds of workshops, a webinar, a course, a day with numbers for kinds of organisations, and a day that was with what people thought of it.

mod asking;
mod inviting;
mod limiting;

use chrono::{Days, NaiveDate, NaiveTime};
use sea_orm::{EntityTrait as _, QueryOrder as _};

use crate::app::App;
use crate::base::id::{EventId, EventSessionId, MemberId, PersonId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Language, WallTime};
use crate::events::capacity::Place;
use crate::events::evaluate::{MARKED, insert as insert_answer};
use crate::events::guest::Guest;
use crate::events::making::{NewEvent, NewSession, insert, insert_session};
use crate::events::record::{Origin, choose, draft, write};
use crate::events::waiting::join_line;
use crate::events::{EventAdmission, EventKind, EventWhom, NewLetter, RegistrationState, capacity, send_letter};
use crate::organisations::OrganisationKind;
use crate::people;
use crate::store::tables::members;
use crate::store::{DatabaseTransaction, sql};

const PLACES: i64 = 200;
const TAKEN: usize = 180;

/// Round, code, title, who, where, places.
const WORKSHOPS: [(i64, &str, &str, &str, &str, i64); 9] = [
    (1, "1A", "Accu’s in de wijk: wie belt wie?", "Noor van Dijk, Regio Voorbeeld-Oost", "Zaal IJssel", 80),
    (1, "1B", "Waterstof tanken langs de snelweg", "Hugo Brouwer, Omgevingsdienst Voorbeeld", "Zaal Vecht", 30),
    (1, "1C", "Begin bij de kaart", "Jeroen Willems, Gemeente Voorbeeldstad", "Zaal Zwarte Water", 120),
    (2, "2A", "Accu’s in de wijk (herhaling)", "Noor van Dijk, Regio Voorbeeld-Oost", "Zaal IJssel", 80),
    (2, "2B", "Bellen met de meldkamer", "Daan Hoekstra, Meldkamer Voorbeeld", "Zaal Vecht", 70),
    (2, "2C", "Van alarm naar les", "Fatima El Idrissi", "Atelier", 80),
    (3, "3A", "Waterstof tanken (herhaling)", "Hugo Brouwer, Omgevingsdienst Voorbeeld", "Zaal Vecht", 70),
    (3, "3B", "Oefenen met de buren", "Elif Willems", "Zaal IJssel", 80),
    (3, "3C", "Een klankbordgroep die werkt", "Sara Yilmaz, bewoner", "Atelier", 80),
];

const ROUNDS: [(u32, u32); 3] = [(10, 45), (13, 0), (14, 30)];
const FIRST: [&str; 12] =
    ["Anna", "Bram", "Cees", "Dirk", "Elif", "Fatima", "Gijs", "Hanna", "Ilse", "Joost", "Kim", "Lotte"];
const LAST: [&str; 17] = [
    "de Vries",
    "Jansen",
    "Smit",
    "van Dijk",
    "Brouwer",
    "El Idrissi",
    "Willems",
    "Hoekstra",
    "Yilmaz",
    "Mulder",
    "Peters",
    "de Boer",
    "Visser",
    "Kok",
    "Vermeer",
    "Bakker",
    "van den Heuvel",
];
/// Organisations, each with the domain that its people write from and its kind.
const FROM: [(&str, &str, OrganisationKind); 5] = [
    ("Regio Voorbeeld-Oost", "regio-oost.example", OrganisationKind::SafetyRegion),
    ("Gemeente Voorbeeldstad", "voorbeeldstad.example", OrganisationKind::Municipality),
    ("Omgevingsdienst Voorbeeld", "omgevingsdienst.example", OrganisationKind::EnvironmentService),
    ("Provincie Voorbeeldland", "voorbeeldland.example", OrganisationKind::Province),
    ("Meldkamer Voorbeeld", "meldkamer.example", OrganisationKind::Other),
];

/// Makes all of it, once.
pub(super) async fn make(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let Some(member) = members::Entity::find().order_by_asc(members::Column::Id).one(&tx).await? else { return Ok(()) };
    let there = sql(&tx, "SELECT 1 FROM events", []);
    if sea_orm::ConnectionTrait::query_one_raw(&tx, there).await?.is_some() {
        return Ok(());
    }
    let today = date_of(app.clock.now());
    network_day(&tx, app, member.id, today + Days::new(45)).await?;
    let mut webinar = event(
        "Opslag in de wijk: zo gebruikt u de handreiking",
        "Storage in the neighbourhood: how to use the guide",
        (today, today + Days::new(17)),
    );
    webinar.kind = EventKind::Webinar;
    webinar.when = [at(today + Days::new(17), (15, 30)), at(today + Days::new(17), (16, 30))];
    webinar.lead = both("De schrijvers laten drie voorbeelden zien.", "The authors show three examples.");
    (webinar.place, webinar.address, webinar.capacity, webinar.asks_needs) = (String::new(), String::new(), 250, false);
    "https://video.example/opslag".clone_into(&mut webinar.link);
    let online = insert(&tx, member.id, &webinar, app.clock.now()).await?;
    publish(&tx, app, online).await?;
    attend(&tx, app, online, (500, 12), &[]).await?;
    course(&tx, app, member.id, today + Days::new(24)).await?;
    inviting::round_table(&tx, app, member.id, today + Days::new(31)).await?;
    limiting::study_day(&tx, app, member.id, today + Days::new(66)).await?;
    past_day(&tx, app, member.id, today - Days::new(120)).await?;
    tx.commit().await?;
    let letter = NewLetter {
        whom: EventWhom::Coming,
        session: None,
        subject: "Zo doet u mee aan het webinar".to_owned(),
        source: "De link staat op uw eigen pagina en werkt vanaf **15.15 uur**.\n\nU hoeft niets te installeren."
            .to_owned(),
        once: app.random.token(),
    };
    send_letter(app, member.id, online, (&letter, 12)).await?;
    Ok(())
}

fn both(dutch: &str, english: &str) -> [String; 2] {
    [dutch.to_owned(), english.to_owned()]
}

fn at(day: NaiveDate, (hour, minute): (u32, u32)) -> WallTime {
    WallTime(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()))
}

fn event(dutch: &str, english: &str, (today, day): (NaiveDate, NaiveDate)) -> NewEvent {
    let closes = (day - Days::new(7)).max(today.min(day - Days::new(1)));
    NewEvent {
        kind: EventKind::NetworkDay,
        title: both(dutch, english),
        lead: both(
            "Eén dag, negen workshops in drie rondes. Voor iedereen die bij de overheid aan veiligheid werkt.",
            "One day, nine workshops in three rounds. For everybody who works on safety in government.",
        ),
        about: both(
            "Over accu’s, waterstof, de kaart en de vraag wie wanneer belt.\n\nU kiest bij het aanmelden in elke ronde één workshop.",
            "About batteries, hydrogen, the map and who calls whom.\n\nYou choose one workshop in each round when you register.",
        ),
        when: [at(day, (9, 30)), at(day, (16, 30))],
        place: "De Stadshof, Zwolle".to_owned(),
        address: "Voorbeeldplein 1".to_owned(),
        link: String::new(),
        window: [at(today.min(day) - Days::new(40), (9, 0)), at(closes, (17, 0))],
        admission: EventAdmission::Open,
        domains: String::new(),
        kinds: Vec::new(),
        capacity: PLACES,
        asks_needs: true,
        offer_hours: 24,
        reminder_days: 3,
        quota: None,
        certificate_days: 0,
    }
}

async fn publish(tx: &DatabaseTransaction, app: &App, id: EventId) -> anyhow::Result<()> {
    let open = sql(
        tx,
        "UPDATE events SET state = 'open', opened_at = ? WHERE id = ?",
        [app.clock.now().0.into(), id.0.into()],
    );
    sea_orm::ConnectionTrait::execute_raw(tx, open).await?;
    Ok(())
}

async fn network_day(tx: &DatabaseTransaction, app: &App, by: MemberId, day: NaiveDate) -> anyhow::Result<()> {
    let today = date_of(app.clock.now());
    let new = event("Netwerkdag voorjaar", "Network day in spring", (today, day));
    let id = insert(tx, by, &new, app.clock.now()).await?;
    publish(tx, app, id).await?;
    for (title, from, until) in
        [("Opening", (9, 30), (10, 30)), ("Lunch in de Serre", (12, 0), (13, 0)), ("Terugblik", (15, 45), (16, 30))]
    {
        part(tx, id, (0, "", title, "", "", 0), [at(day, from), at(day, until)]).await?;
    }
    let mut rounds: [Vec<(EventSessionId, i64)>; 3] = Default::default();
    for workshop in WORKSHOPS {
        let round = usize::try_from(workshop.0 - 1)?;
        let (hour, minute) = ROUNDS[round];
        let session = part(tx, id, workshop, [at(day, (hour, minute)), at(day, (hour + 1, minute))]).await?;
        rounds[round].push((session, workshop.5));
    }
    asking::travel(tx, id).await?;
    attend(tx, app, id, (0, TAKEN), &rounds).await?;
    wait(tx, app, id, rounds[0][1].0).await
}

async fn part(
    tx: &DatabaseTransaction,
    event: EventId,
    (round, code, title, speaker, room, places): (i64, &str, &str, &str, &str, i64),
    when: [WallTime; 2],
) -> anyhow::Result<EventSessionId> {
    let new = NewSession {
        round,
        code: code.to_owned(),
        title: [title.to_owned(), String::new()],
        about: Default::default(),
        speaker: speaker.to_owned(),
        room: room.to_owned(),
        when,
        capacity: places,
    };
    let id = insert_session(tx, event, &new).await?;
    if round > 0 {
        capacity::make(tx, event, Some(id), places).await?;
    }
    Ok(id)
}

/// So many invented people register, from a number on; each chooses a workshop in each round while there is place.
async fn attend(
    tx: &DatabaseTransaction,
    app: &App,
    event: EventId,
    (from, many): (usize, usize),
    rounds: &[Vec<(EventSessionId, i64)>],
) -> anyhow::Result<()> {
    let pools = capacity::hold(tx, event).await?;
    let pool_of = |session: Option<EventSessionId>| pools.iter().find(|pool| pool.session_id == session);
    let mut left: Vec<Vec<i64>> =
        rounds.iter().map(|sessions| sessions.iter().map(|(_, places)| *places).collect()).collect();
    for number in from..from + many {
        let id = invent(tx, app, event, (number, RegistrationState::Registered)).await?;
        let mut chosen = Vec::new();
        for (round, sessions) in rounds.iter().enumerate() {
            let turns = (0..sessions.len()).map(|turn| (number * (round + 1) + turn) % sessions.len());
            let Some(at) = turns.into_iter().find(|at| left[round][*at] > 0) else { continue };
            left[round][at] -= 1;
            chosen.push(sessions[at].0);
        }
        choose(tx, id, &chosen, app.clock.now()).await?;
    }
    // Nobody else is in this house yet, so each pool is claimed once, through the same guard.
    let taken = rounds.iter().flatten().zip(left.iter().flatten());
    let taken = taken.map(|((session, places), left)| (Some(*session), places - left));
    for (session, many) in std::iter::once((None, i64::try_from(many)?)).chain(taken) {
        let pool = pool_of(session).ok_or_else(|| anyhow::anyhow!("a session of the demo has no places"))?;
        anyhow::ensure!(capacity::claim(tx, pool.id, many).await?, "the demo has too few places");
    }
    Ok(())
}

async fn invent(
    tx: &DatabaseTransaction,
    app: &App,
    event: EventId,
    (number, state): (usize, RegistrationState),
) -> anyhow::Result<crate::base::id::RegistrationId> {
    let (guest, person) = person_of(tx, app, number).await?;
    let address = EmailAddress::parse(&guest.address).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    let row = draft(app, event, (&guest, &address, Language::Dutch), (state, Origin::Staff));
    let id = write(tx, &row, person).await?.id;
    asking::answer(tx, event, (id, number)).await?;
    Ok(id)
}

/// The kind of organisation of the invented person of a number.
fn kind_of(number: usize) -> OrganisationKind {
    FROM[number % FROM.len()].2
}

/// The invented person of a number.
async fn person_of(tx: &DatabaseTransaction, app: &App, number: usize) -> anyhow::Result<(Guest, PersonId)> {
    let (first, last) = (FIRST[number % FIRST.len()], LAST[number % LAST.len()]);
    let (organisation, domain, _) = FROM[number % FROM.len()];
    let address = format!("{}.{number}@{domain}", first.to_lowercase());
    let address = EmailAddress::parse(&address).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    let name = format!("{first} {last}");
    let guest = Guest::new(name, address.as_typed().to_owned(), organisation.to_owned());
    let guest = Guest { kind: Some(kind_of(number)), ..guest };
    let person = people::meet(tx, &address, Language::Dutch, app.clock.now()).await?;
    Ok((guest, person.id))
}

/// The full workshop has people who wait for it.
async fn wait(tx: &DatabaseTransaction, app: &App, event: EventId, session: EventSessionId) -> anyhow::Result<()> {
    let pools = capacity::hold(tx, event).await?;
    let Some(pool) = pools.iter().find(|pool| pool.session_id == Some(session)) else { return Ok(()) };
    let waiting = sql(
        tx,
        "SELECT r.id AS id FROM event_registrations r WHERE r.event_id = ?
           AND NOT EXISTS (SELECT 1 FROM event_choices c WHERE c.registration_id = r.id AND c.session_id = ?)
         ORDER BY r.id LIMIT 5",
        [event.0.into(), session.0.into()],
    );
    for row in sea_orm::ConnectionTrait::query_all_raw(tx, waiting).await? {
        if Place::of(&pools, pool.id, None).join(tx).await? {
            let id = crate::base::id::RegistrationId(row.try_get("", "id")?);
            join_line(tx, (event, pool.id), id, app.clock.now()).await?;
        }
    }
    Ok(())
}

/// A course: five days, a week apart, of which each is an item in a calendar.
async fn course(tx: &DatabaseTransaction, app: &App, by: MemberId, first: NaiveDate) -> anyhow::Result<()> {
    let today = date_of(app.clock.now());
    let last = first + Days::new(28);
    let mut new = event("Basiscursus omgevingsveiligheid", "Basic course in environmental safety", (today, first));
    new.kind = EventKind::Course;
    new.when = [at(first, (13, 0)), at(last, (17, 0))];
    new.lead = both(
        "Vijf middagen, van risico’s herkennen tot adviseren.",
        "Five afternoons, from seeing risks to giving advice.",
    );
    new.about = both(
        "Elke middag een onderwerp, met een oefening uit de praktijk.\n\nU krijgt het bewijs van deelname na vier van de vijf middagen.",
        "A subject each afternoon, with an exercise.\n\nYou get the certificate after four of the five afternoons.",
    );
    new.capacity = 16;
    new.admission = EventAdmission::Approval;
    new.kinds =
        vec![OrganisationKind::SafetyRegion, OrganisationKind::Municipality, OrganisationKind::EnvironmentService];
    let id = insert(tx, by, &new, app.clock.now()).await?;
    publish(tx, app, id).await?;
    let lessons = ["Risico’s herkennen", "Rekenen aan afstanden", "Wie beslist wat", "Adviseren", "Oefendag"];
    for (week, lesson) in (0..).zip(lessons) {
        let day = first + Days::new(7 * week);
        part(tx, id, (0, "", lesson, "Noor van Dijk", "Leslokaal 2", 0), [at(day, (13, 0)), at(day, (17, 0))]).await?;
    }
    attend(tx, app, id, (700, 11), &[]).await?;
    inviting::requests(tx, app, id).await?;
    let items = sql(tx, "UPDATE event_registrations SET items = ? WHERE event_id = ?", [5.into(), id.0.into()]);
    sea_orm::ConnectionTrait::execute_raw(tx, items).await?;
    Ok(())
}

/// A day that was: most of those who had a place came.
async fn past_day(tx: &DatabaseTransaction, app: &App, by: MemberId, day: NaiveDate) -> anyhow::Result<()> {
    let today = date_of(app.clock.now());
    let id =
        insert(tx, by, &event("Netwerkdag najaar", "Network day in autumn", (today, day)), app.clock.now()).await?;
    publish(tx, app, id).await?;
    attend(tx, app, id, (1_000, 24), &[]).await?;
    let came = at(day, (9, 20)).resolve().instant();
    let inside = sql(
        tx,
        "UPDATE event_registrations SET in_at = ? WHERE event_id = ? AND number % 8 <> 0",
        [came.0.into(), id.0.into()],
    );
    sea_orm::ConnectionTrait::execute_raw(tx, inside).await?;
    evaluated(tx, app, id).await
}

const BEST: [&str; 5] = [
    "De workshops met een oefening",
    "Eindelijk iemand van de buurregio gesproken",
    "Het verhaal van de meldkamer",
    "De kaart in de middag",
    "Dat er tijd was om te praten",
];
const BETTER: [&str; 3] = ["De lunch was kort", "Zaal Vecht was te klein", "Stuur de presentaties vooraf"];

/// What those who came thought of it. The letters with thanks went out long ago.
async fn evaluated(tx: &DatabaseTransaction, app: &App, id: EventId) -> anyhow::Result<()> {
    let asked = sql(
        tx,
        "UPDATE events SET evaluates = ?, thanks = ? WHERE id = ?",
        [true.into(), "De presentaties staan bij het programma op onze site.".into(), id.0.into()],
    );
    sea_orm::ConnectionTrait::execute_raw(tx, asked).await?;
    let answered = sql(
        tx,
        "UPDATE event_registrations SET evaluated = ? WHERE event_id = ? AND in_at IS NOT NULL AND number % 5 <> 0",
        [true.into(), id.0.into()],
    );
    let many = sea_orm::ConnectionTrait::execute_raw(tx, answered).await?.rows_affected();
    for number in 0..usize::try_from(many)? {
        for (turn, question) in MARKED.into_iter().enumerate() {
            let spread = [[5, 4, 4, 3, 5, 4, 2, 5], [4, 4, 3, 5, 4, 3, 4, 2], [5, 5, 4, 5, 3, 5, 4, 5]][turn];
            let mark = Some(spread[number % spread.len()]);
            insert_answer(tx, app, id, (question, None, mark, "")).await?;
        }
        for (question, words) in [("best", BEST.get(number)), ("better", BETTER.get(number))] {
            if let Some(words) = words {
                insert_answer(tx, app, id, (question, None, None, words)).await?;
            }
        }
    }
    Ok(())
}
