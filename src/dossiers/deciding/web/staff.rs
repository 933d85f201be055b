//! A request: the draft, the page, and what is done with all of it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::{Question, again, both, dossier, met, once, read, refuse, said, to};
use crate::app::App;
use crate::base::id::{DecisionId, DossierId, RespondentId};
use crate::base::wall_time::date_of;
use crate::dossiers::DecisionState;
use crate::dossiers::deciding::decision::fingerprint;
use crate::dossiers::deciding::gather::would;
use crate::dossiers::deciding::pages::{self, Overview, Sheet};
use crate::dossiers::deciding::{
    ByHand, Decision, DecisionMade, DecisionSaved, DecisionWanted, Opened, PointWanted, make_decision, open, remind,
    revoke, save_decision,
};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::Theirs;
use crate::organisations;
use crate::people;
use crate::staff::{Member, Posted};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// The form, with the bodies of the register.
async fn draw(
    app: &App,
    frame: &Frame,
    (dossier, the): (&Dossier, Option<&Decision>),
    (form, theirs): (&Form, Theirs),
) -> Result<Markup, Failure> {
    let (on, today) = (app.store.read(), date_of(app.clock.now()));
    let mut bodies = organisations::bodies_now(on, today).await?;
    // One that ended since stays chosen, until somebody chooses another.
    let chosen = the.and_then(|the| the.row.body_id).filter(|id| bodies.iter().all(|(known, _)| known != id));
    if let Some(id) = chosen
        && let Some((name, _)) = organisations::sitting(on, id, today).await?
    {
        bodies.push((id, name));
    }
    Ok(pages::draft(frame, &Sheet { dossier, form, the, theirs }, &bodies))
}

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    let dossier = dossier(&app, id).await?;
    let form = Form::with(&[("once", &app.random.token())]);
    draw(&app, &frame, (&dossier, None), (&form, Theirs::new())).await
}

/// Makes one.
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let dossier = dossier(&app, id).await?;
    let once = once(&form)?;
    let Some(wanted) = read::wanted(&mut form, frame.language) else {
        return Ok(again(draw(&app, &frame, (&dossier, None), (&form, Theirs::new())).await?));
    };
    match make_decision(&app, member.id, id, (&wanted, &once)).await? {
        DecisionMade::New(made) => Ok(to(&address(id, made), "bewaard")),
        DecisionMade::Before(made) => meeting(&app, &frame, (id, made), (&wanted, form)).await,
        DecisionMade::Nowhere => Err(Failure::NotFound),
    }
}

fn address(id: DossierId, asked: DecisionId) -> String {
    format!("/beheer/dossiers/{id}/besluiten/{asked}")
}

/// Words that met what is saved: it says the same already, or both are shown.
async fn meeting(
    app: &App,
    frame: &Frame,
    path: (DossierId, DecisionId),
    (wanted, mut form): (&DecisionWanted, Form),
) -> Result<Response, Failure> {
    let (dossier, the) = both(app, path).await?;
    if the.row.state != DecisionState::Draft {
        // It was asked meanwhile: what is typed here can no longer become the draft.
        return Ok(refuse(&the.address(), "ingehaald"));
    }
    let saved = saved(app, &the).await?;
    if saved == *wanted {
        return Ok(to(&the.address(), "bewaard"));
    }
    form.set("version", the.row.version.to_string());
    let theirs = theirs(&saved, frame);
    Ok(met(draw(app, frame, (&dossier, Some(&the)), (&form, theirs)).await?))
}

/// A draft as it would be sent by its form.
async fn saved(app: &App, the: &Decision) -> Result<DecisionWanted, Failure> {
    let by_hand: Vec<_> = the.respondents.iter().filter(|one| one.by_hand).collect();
    let known = people::by_ids(app.store.read(), by_hand.iter().filter_map(|one| one.person_id)).await?;
    let people = by_hand.iter().filter_map(|one| {
        let address = crate::base::EmailAddress::parse(&known.get(&one.person_id?)?.address).ok()?;
        Some(ByHand { name: one.name.clone(), address })
    });
    Ok(DecisionWanted {
        title: the.row.title.clone(),
        explanation: the.row.explanation.clone(),
        points: the.points.iter().filter_map(|point| point.texts.last()).map(PointWanted::of).collect(),
        body: the.row.body_id,
        people: people.collect(),
        until: the.day(),
    })
}

fn theirs(saved: &DecisionWanted, frame: &Frame) -> Theirs {
    let language = frame.language;
    let points = saved.points.iter().zip(1..).map(|(point, at)| format!("{at}. {}\n{}", point.title, point.words));
    let people = saved.people.iter().map(|one| format!("{}, {}", one.name, one.address.as_typed()));
    vec![
        (language.pick("Titel", "Title"), saved.title.clone()),
        (language.pick("Toelichting", "Explanation"), saved.explanation.clone()),
        (language.pick("Tot en met", "Until the end of"), saved.until.format("%-d-%-m-%Y").to_string()),
        (language.pick("Andere mensen", "Other people"), people.collect::<Vec<_>>().join("\n")),
        (language.pick("Punten", "Points"), points.collect::<Vec<_>>().join("\n\n")),
    ]
}

/// The form of a draft that is there.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    Path(path): Path<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    if the.row.state != DecisionState::Draft {
        return Ok(refuse(&the.address(), "ingehaald"));
    }
    let people = saved(&app, &the).await?.people;
    let people: Vec<_> = people.into_iter().map(|one| (one.name, one.address.as_typed().to_owned())).collect();
    let form = read::form_of(&the, &people);
    Ok(draw(&app, &frame, (&dossier, Some(&the)), (&form, Theirs::new())).await?.into_response())
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path(path), Filled(mut form)): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    let version = form.version()?;
    let Some(wanted) = read::wanted(&mut form, frame.language) else {
        return Ok(again(draw(&app, &frame, (&dossier, Some(&the)), (&form, Theirs::new())).await?));
    };
    match save_decision(&app, member.id, (the.row.id, version), &wanted).await? {
        DecisionSaved::Done => Ok(to(&the.address(), "bewaard")),
        DecisionSaved::Overtaken => meeting(&app, &frame, path, (&wanted, form)).await,
    }
}

/// A request as staff see it.
pub(super) async fn overview(
    State(app): State<App>,
    frame: Frame,
    _: Member,
    Path(path): Path<(DossierId, DecisionId)>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (dossier, the) = both(&app, path).await?;
    let (on, now) = (app.store.read(), app.clock.now());
    let would = match the.row.state {
        DecisionState::Draft => would(on, (&the.row, &the.respondents), now).await?,
        DecisionState::Open | DecisionState::Closed | DecisionState::Concluded => Vec::new(),
    };
    let letters = would.iter().filter(|one| one.can_be_reached).map(|one| one.person);
    let seen = fingerprint(the.row.version, letters);
    let said = said(&question, frame.language);
    Ok(pages::overview(&frame, &Overview { dossier: &dossier, the: &the, would: &would, seen: &seen, said, now }))
}

/// Asks.
pub(super) async fn open_it(
    (State(app), _, member, Path(path), Filled(form)): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (_, the) = both(&app, path).await?;
    Ok(match open(&app, member.id, the.row.id, form.value("seen")).await? {
        Opened::Done(_) => to(&the.address(), "gevraagd"),
        Opened::Lacking => refuse(&the.address(), "niet-klaar"),
        Opened::Overtaken => refuse(&the.address(), "anders"),
    })
}

/// Reminds.
pub(super) async fn remind_them(
    (State(app), _, member, Path(path), _): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (_, the) = both(&app, path).await?;
    Ok(match remind(&app, member.id, the.row.id).await? {
        0 => refuse(&the.address(), "niemand"),
        _ => to(&the.address(), "herinnerd"),
    })
}

/// Takes a link back.
pub(super) async fn revoke_it(
    (State(app), _, member, Path((id, asked, who)), _): Posted<(DossierId, DecisionId, RespondentId)>,
) -> Result<Response, Failure> {
    let (_, the) = both(&app, (id, asked)).await?;
    let is_gone = revoke(&app, member.id, the.row.id, who).await?;
    Ok(if is_gone { to(&the.address(), "ingetrokken") } else { refuse(&the.address(), "ingehaald") })
}
