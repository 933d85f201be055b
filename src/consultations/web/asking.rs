//! Writing, choosing whom to ask, approving, opening, reminding.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::{consultation, id_of, read, refuse, said, to};
use crate::app::App;
use crate::base::id::{ConsultationId, InvitationId, InviteeId};
use crate::consultations::answering::web::WHY;
use crate::consultations::approve::{heeds, lacks};
use crate::consultations::pages::{asked as whom, draft, overview as overviews};
use crate::consultations::{
    Approved, Changed, Consultation, Extended, Made, Opened, Part, Saved, TimeRefused, approve, extend, find, invite,
    make, open, refuse_time, remind, save, set_parts, uninvite,
};
use crate::staff::{self, Member, Posted};
use crate::web::components::Tone;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The pages of asking.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    crate::consultations::lists::routes()
        .get("/beheer/consultaties/nieuw", editor, new)
        .post("/beheer/consultaties/nieuw", editor, add)
        .get("/beheer/consultaties/{id}", editor, overview)
        .get("/beheer/consultaties/{id}/wijzigen", editor, edit)
        .post("/beheer/consultaties/{id}/wijzigen", editor, change)
        .get("/beheer/consultaties/{id}/organisaties", editor, choose)
        .post("/beheer/consultaties/{id}/organisaties", editor, add_organisation)
        .post("/beheer/consultaties/{id}/organisaties/{invitation}", editor, change_parts)
        .post("/beheer/consultaties/{id}/organisaties/{invitation}/weg", editor, take_out)
        .get("/beheer/consultaties/{id}/uitnodigingen/{invitation}", editor, proof)
        .post("/beheer/consultaties/{id}/uitnodigingen/{invitation}/geen-tijd", editor, no_time)
        .post("/beheer/consultaties/{id}/goedkeuren", Access::Approver, approve_it)
        .post("/beheer/consultaties/{id}/openen", editor, open_it)
        .post("/beheer/consultaties/{id}/herinneren", editor, remind_them)
        .post("/beheer/consultaties/{id}/verlengen", editor, extend_it)
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    zoek: String,
    gedaan: String,
    geweigerd: String,
}

async fn new(State(app): State<App>, frame: Frame, member: Member) -> Result<Markup, Failure> {
    let names = staff::names(app.store.read()).await?;
    let form = Form::with(&[("once", &app.random.token()), ("contact", &member.id.to_string())]);
    Ok(draft::draft(&frame, &form, None, &names))
}

async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let names = staff::names(app.store.read()).await?;
    let once = form.trimmed("once").to_owned();
    if once.len() != 52 || !once.is_ascii() {
        return Err(Failure::Unreadable);
    }
    if let Some(wanted) = read::wanted(&mut form, frame.language, |id| names.contains_key(&id)) {
        match make(&app, member.id, &wanted, &once).await? {
            Made::New(id) | Made::Before(id) => return Ok(to(&format!("/beheer/consultaties/{id}"), "bewaard")),
            Made::KenmerkTaken => taken(&mut form, &frame),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draft::draft(&frame, &form, None, &names)).into_response())
}

fn taken(form: &mut Form, frame: &Frame) {
    form.fault(
        "kenmerk",
        frame
            .language
            .pick("Een andere consultatie heeft dit kenmerk al.", "Another consultation has this reference already."),
    );
}

async fn overview(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<ConsultationId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let the = consultation(&app, id).await?;
    draw_overview(&app, &frame, &member, (&the, &question, &Form::empty())).await
}

async fn draw_overview(
    app: &App,
    frame: &Frame,
    member: &Member,
    (the, question, form): (&Consultation, &Question, &Form),
) -> Result<Markup, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let invited = find::invited(on, the.row.id).await?;
    // Once it is open, nobody can heed it any more.
    let heeds = match the.row.opened_at {
        None => heeds(on, the, (&invited, now)).await?,
        Some(_) => Vec::new(),
    };
    let page = overviews::Overview {
        heeds: &heeds,
        hash: &find::hash_of(the, &invited),
        lacks: &lacks(the, &invited, now),
        names: &staff::names(on).await?,
        may_approve: staff::may(Some(member), Access::Approver),
        form,
        said: said(&question.gedaan, &question.geweigerd, frame.language),
        the,
        invited: &invited,
        now,
    };
    Ok(overviews::overview(frame, &page))
}

async fn extend_it(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let before = form.value("before").to_owned();
    if let Some(deadline) = read::deadline(&mut form, frame.language) {
        match extend(&app, member.id, the.row.id, (&before, deadline)).await? {
            Extended::Done(_) => return Ok(to(&the.address(), "verlengd")),
            Extended::TooLate => return Ok(refuse(&the.address(), "ingehaald")),
            Extended::TooFar => form.fault(
                "deadline_day",
                frame.language.pick(
                    "Dat is meer dan een jaar. Klopt het jaartal? Iedereen krijgt er een mail over, en terug kan niet.",
                    "That is more than a year. Is the year right? Everybody gets a mail about it, and there is no way back.",
                ),
            ),
            Extended::NotLater => form.fault(
                "deadline_day",
                frame.language.pick(
                    "Kies een later moment dan nu in de brieven staat. Eerder sluiten kan niet meer.",
                    "Choose a later moment than the letters say now. Closing earlier is no longer possible.",
                ),
            ),
        }
    }
    let page = draw_overview(&app, &frame, &member, (&the, &Question::default(), &form)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn edit(State(app): State<App>, frame: Frame, Path(id): Path<ConsultationId>) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    if the.row.opened_at.is_some() {
        return Ok(Redirect::to(&the.address()).into_response());
    }
    let names = staff::names(app.store.read()).await?;
    Ok(draft::draft(&frame, &read::form_of(&the), Some(&the), &names).into_response())
}

async fn change(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let names = staff::names(app.store.read()).await?;
    let version = form.version()?;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(wanted) = read::wanted(&mut form, frame.language, |id| names.contains_key(&id)) {
        match save(&app, member.id, (the.row.id, version), &wanted).await? {
            Saved::Done => return Ok(to(&the.address(), "bewaard")),
            Saved::KenmerkTaken => taken(&mut form, &frame),
            Saved::Overtaken => {
                // What was typed stays, as a change of the version that is there now.
                status = StatusCode::CONFLICT;
                form.set("version", the.row.version.to_string());
                form.fault("title", frame.language.pick(
                    "Een collega wijzigde dit intussen. Uw tekst staat hieronder; bewaar nog eens om haar te laten gelden.",
                    "A colleague changed this meanwhile. Your text stands below; save again to let it count.",
                ));
            }
        }
    }
    Ok((status, draft::draft(&frame, &form, Some(&the), &names)).into_response())
}

async fn choose(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ConsultationId>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    if the.row.opened_at.is_some() {
        return Ok(Redirect::to(&the.address()).into_response());
    }
    let (on, now) = (app.store.read(), app.clock.now());
    let words: String = question.zoek.trim().chars().take(100).collect();
    let page = whom::Choosing {
        invited: &find::invited(on, the.row.id).await?,
        found: &find::to_ask(on, the.row.id, &words, now).await?,
        form: &Form::with(&[("zoek", &words)]),
        said: said(&question.gedaan, &question.geweigerd, frame.language),
        the: &the,
    };
    Ok(whom::choosing(&frame, &page).into_response())
}

fn after_change(id: ConsultationId, changed: Changed) -> Response {
    let path = format!("/beheer/consultaties/{id}/organisaties");
    match changed {
        Changed::Done => to(&path, "bewaard"),
        Changed::Overtaken => refuse(&path, "ingehaald"),
    }
}

async fn add_organisation(
    (State(app), _, member, Path(id), Filled(form)): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let organisation = id_of(form.trimmed("organisation"))?;
    Ok(after_change(id, invite(&app, member.id, (id, form.version()?), organisation).await?))
}

async fn change_parts(
    (State(app), _, member, Path((id, invitation)), Filled(form)): Posted<(ConsultationId, InvitationId)>,
) -> Result<Response, Failure> {
    let (id, invitation): (ConsultationId, InvitationId) = (id, invitation);
    let mut parts = Vec::new();
    for name in form.names() {
        let Some(invitee) = name.strip_prefix("part-").and_then(|id| id.parse().ok().map(InviteeId)) else { continue };
        parts.push((invitee, Part::from_word(form.value(name))));
    }
    Ok(after_change(id, set_parts(&app, member.id, (id, form.version()?), (invitation, &parts)).await?))
}

async fn take_out(
    (State(app), _, member, Path((id, invitation)), Filled(form)): Posted<(ConsultationId, InvitationId)>,
) -> Result<Response, Failure> {
    let (id, invitation): (ConsultationId, InvitationId) = (id, invitation);
    Ok(after_change(id, uninvite(&app, member.id, (id, form.version()?), invitation).await?))
}

/// What is known of the asking of one organisation: every letter, what became of it, and what came back.
async fn proof(
    State(app): State<App>,
    frame: Frame,
    Path((id, invitation)): Path<(ConsultationId, InvitationId)>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let said = said(&question.gedaan, &question.geweigerd, frame.language);
    draw_proof(&app, &frame, (id, invitation), (&Form::empty(), said)).await
}

async fn draw_proof(
    app: &App,
    frame: &Frame,
    (id, invitation): (ConsultationId, InvitationId),
    page: (&Form, Option<(Tone, &'static str)>),
) -> Result<Markup, Failure> {
    let the = consultation(app, id).await?;
    let on = app.store.read();
    let one = find::one_invited(on, invitation).await?;
    let one = one.filter(|one| one.row.consultation_id == the.row.id).ok_or(Failure::NotFound)?;
    let letters = find::letters(on, &one).await?;
    let names = staff::names(on).await?;
    Ok(overviews::proof(frame, (&the, &one), (&letters, &names), page))
}

async fn no_time(
    (State(app), frame, member, Path((id, invitation)), Filled(mut form)): Posted<(ConsultationId, InvitationId)>,
) -> Result<Response, Failure> {
    let (id, invitation): (ConsultationId, InvitationId) = (id, invitation);
    let language = frame.language;
    let why = form.words(
        "why",
        WHY,
        language.pick(
            "Schrijf waarom het niet kan. De organisatie leest het.",
            "Write why it is not possible. The organisation reads it.",
        ),
        language.pick("Houd de uitleg korter dan een bladzijde.", "Keep the explanation shorter than a page."),
    );
    let Some(why) = why else {
        let page = draw_proof(&app, &frame, (id, invitation), (&form, None)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let path = format!("/beheer/consultaties/{id}/uitnodigingen/{invitation}");
    Ok(match refuse_time(&app, member.id, (id, invitation), &why).await? {
        TimeRefused::Done(_) => to(&path, "geen-tijd"),
        TimeRefused::NotAsked => refuse(&path, "ingehaald"),
    })
}

async fn approve_it(
    (State(app), _, member, Path(id), Filled(form)): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let path = format!("/beheer/consultaties/{id}");
    Ok(match approve(&app, member.id, id, (form.version()?, form.value("seen"))).await? {
        Approved::Done => to(&path, "goedgekeurd"),
        Approved::Lacking => refuse(&path, "nog-niet"),
        Approved::OwnEdit => refuse(&path, "eigen-werk"),
        Approved::TooLate => refuse(&path, "ingehaald"),
    })
}

async fn open_it((State(app), _, member, Path(id), _): Posted<ConsultationId>) -> Result<Response, Failure> {
    let path = format!("/beheer/consultaties/{id}");
    Ok(match open(&app, member.id, id).await? {
        Opened::Done(_) => to(&path, "geopend"),
        Opened::Lacking => refuse(&path, "nog-niet"),
        Opened::TooLate => refuse(&path, "ingehaald"),
    })
}

async fn remind_them((State(app), _, member, Path(id), _): Posted<ConsultationId>) -> Result<Response, Failure> {
    let many = remind(&app, member.id, id).await?;
    Ok(to(&format!("/beheer/consultaties/{id}"), if many > 0 { "herinnerd" } else { "niemand" }))
}
