//! The bench, the document, an organisation's own points, the commitments.

mod commitments;
mod files;
mod pieces;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::pages::{self, Answer, Bench};
use super::reaction::{Answered, NEWEST, Reaction, gather};
use super::split::unsplit;
use super::{Cut, Introduced, Offered, Published, Split, Weighed, Weighing, introduce, offer, publish, split, weigh};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ConsultationId, InvitationId, PointId};
use crate::base::wall_time::{date_of, plain_date};
use crate::base::words::plain_lines;
use crate::consultations::answering::frozen_of;
use crate::consultations::answering::web::{known, unlisted};
use crate::consultations::enclosing::attached_of;
use crate::consultations::find::{self, Invited, Submission};
use crate::consultations::web::{consultation, id_of, said};
use crate::consultations::{Consultation, ConsultationState, Disposition};
use crate::staff::{self, Member, Posted};
use crate::web::components::Tone;
use crate::web::{Access, Asked, Failure, Form, Frame, Path, Routes};

/// The longest title and theme, and the longest answer to a point and promise, in characters.
const TITLE: usize = 160;
const REASON: usize = 8_000;

/// The pages for staff.
pub(in crate::consultations) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/consultaties/{id}/punten", editor, bench)
        .post("/beheer/consultaties/{id}/punten", editor, make_points)
        .post("/beheer/consultaties/{id}/punten/rest", editor, pieces::rest)
        .post("/beheer/consultaties/{id}/punten/bijlage", editor, pieces::of_attachment)
        .post("/beheer/consultaties/{id}/geen-punt/{aside}/terug", editor, pieces::take_back_one)
        .post("/beheer/consultaties/{id}/punten/{point}/samen", editor, pieces::merge_point)
        .post("/beheer/consultaties/{id}/punten/{point}/los", editor, pieces::unmerge_point)
        .post("/beheer/consultaties/{id}/punten/{point}", editor, save_point)
        .post("/beheer/consultaties/{id}/punten/{point}/weg", editor, drop_point)
        .post("/beheer/consultaties/{id}/punten/{point}/toezegging", editor, commitments::make_promise)
        .get("/beheer/consultaties/{id}/nota", editor, draft)
        .post("/beheer/consultaties/{id}/nota", editor, save_introduction)
        .machine_get("/beheer/consultaties/{id}/nota/bestand/{form}", editor, files::draft)
        .post("/beheer/consultaties/{id}/nota/voorleggen", editor, hand_over)
        .post("/beheer/consultaties/{id}/nota/publiceren", Access::Approver, go_public)
        .get("/beheer/toezeggingen", editor, commitments::register)
        .get("/beheer/toezeggingen/{id}/klaar", editor, commitments::ask_result)
        .post("/beheer/toezeggingen/{id}/klaar", editor, commitments::close)
}

/// The public pages.
pub(in crate::consultations) fn public_routes() -> Routes<App> {
    let anyone = Access::Anyone;
    Routes::default().get("/consultaties", anyone, list).get("/consultaties/{id}", anyone, document).machine_get(
        "/consultaties/{id}/nota/{form}",
        anyone,
        files::public,
    )
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    van: String,
    versie: String,
    punt: String,
    gedaan: String,
    geweigerd: String,
}

async fn bench(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ConsultationId>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    draw_bench(&app, &frame, &the, (&question, None, None), StatusCode::OK).await
}

async fn draw_bench(
    app: &App,
    frame: &Frame,
    the: &Consultation,
    (question, form, rest): (&Question, Option<Form>, Option<Form>),
    status: StatusCode,
) -> Result<Response, Failure> {
    let reaction = gather(app.store.read(), the).await?;
    let open: Option<&Answered> = question
        .punt
        .parse::<i64>()
        .ok()
        .and_then(|number| reaction.points.iter().find(|one| one.row.number == number));
    let answer = match chosen(&reaction, question, open) {
        Some((one, sent)) => Some(Answer { one, sent, written: frozen_of(sent)?, attached: attached_of(sent)? }),
        None => None,
    };
    let form = form.unwrap_or_else(|| open.map_or_else(Form::empty, form_of));
    let page = Bench {
        the,
        reaction: &reaction,
        answer,
        open: open.map(|point| (point.row.number, &form)),
        rest: &rest.unwrap_or_default(),
        names: &staff::names(app.store.read()).await?,
        said: said(&question.gedaan, &question.geweigerd, frame.language),
    };
    Ok((status, pages::bench(frame, &page)).into_response())
}

/// Which answer lies on the bench: the one that was asked for, in the version that was split, or else the newest.
fn chosen<'a>(
    reaction: &'a Reaction,
    question: &Question,
    open: Option<&Answered>,
) -> Option<(&'a Invited, &'a Submission)> {
    let wanted = question.van.parse().ok().map(InvitationId).or(open.map(|point| point.invitation));
    let mut with = reaction.invited.iter().filter(|one| !one.submissions.is_empty());
    let one = with.clone().find(|one| Some(one.row.id) == wanted).or_else(|| with.next())?;
    let version = question.versie.parse::<i64>().ok();
    let asked = if question.versie == NEWEST {
        one.submissions.last()
    } else {
        one.submissions.iter().find(|sent| Some(sent.version) == version)
    };
    let of_open = open.and_then(|point| one.submissions.iter().find(|sent| sent.id == point.row.submission_id));
    let is_split = |sent: &&Submission| reaction.points.iter().any(|point| point.row.submission_id == sent.id);
    let sent = asked.or(of_open).or_else(|| one.submissions.iter().rev().find(is_split)).or(one.submissions.last())?;
    Some((one, sent))
}

fn form_of(point: &Answered) -> Form {
    Form::with(&[
        ("version", &point.row.version.to_string()),
        ("title", &point.row.title),
        ("theme", &point.row.theme),
        ("disposition", point.row.disposition.map_or("", Disposition::word)),
        ("reason", &point.row.reason),
        ("changes", &point.row.changes),
    ])
}

fn to_bench(id: ConsultationId, more: &str) -> Response {
    Redirect::to(&format!("/beheer/consultaties/{id}/punten?{more}")).into_response()
}

async fn make_points((State(app), _, member, Path(id), filled): Posted<ConsultationId>) -> Result<Response, Failure> {
    let (id, form): (ConsultationId, Form) = (id, filled.0);
    let cut = match form.value("cut") {
        "whole" => Cut::Whole,
        "paragraphs" => Cut::Paragraphs,
        "range" => Cut::Range(number(&form, "from")?, number(&form, "until")?),
        _ => return Err(Failure::Unreadable),
    };
    let (submission, question) = (id_of(form.value("submission"))?, id_of(form.value("question"))?);
    let of = id_of::<InvitationId>(form.value("van"))?;
    Ok(match split(&app, member.id, id, (submission, question, cut)).await? {
        Split::Done(first) => to_bench(id, &format!("van={of}&punt={first}&gedaan=gesplitst#p{first}")),
        Split::Overlaps => to_bench(id, &format!("van={of}&geweigerd=overlapt")),
        Split::Nothing => to_bench(id, &format!("van={of}&geweigerd=niets")),
        Split::Closed => to_bench(id, &format!("van={of}&geweigerd=publiek")),
    })
}

fn number(form: &Form, field: &str) -> Result<usize, Failure> {
    form.trimmed(field).parse().map_err(|_| Failure::Unreadable)
}

/// The point of a path, in the consultation of that path.
async fn point(app: &App, the: &Consultation, id: PointId) -> Result<Answered, Failure> {
    let reaction = gather(app.store.read(), the).await?;
    reaction.points.into_iter().find(|one| one.row.id == id).ok_or(Failure::NotFound)
}

async fn save_point(
    (State(app), frame, member, Path((id, point_id)), filled): Posted<(ConsultationId, PointId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let answered = point(&app, &the, point_id).await?;
    let (language, mut form) = (frame.language, filled.0);
    let version = form.version()?;
    let title = form.required(
        "title",
        language
            .pick("Schrijf in een regel waar het punt op neerkomt.", "Write in a line what the point comes down to."),
        TITLE,
    );
    let theme = form.up_to("theme", language.pick("Houd het thema kort.", "Keep the theme short."), TITLE);
    let long = too_long(language);
    let (reason, changes) = (form.up_to("reason", long, REASON), form.up_to("changes", long, REASON));
    let disposition = Disposition::from_word(form.value("disposition"));
    if disposition.is_some() && reason.as_ref().is_some_and(String::is_empty) {
        form.fault(
            "reason",
            language.pick(
                "Schrijf waarom. Zonder reden is het geen antwoord.",
                "Write why. Without a reason it is no answer.",
            ),
        );
    }
    let asked =
        Question { van: answered.invitation.to_string(), punt: answered.row.number.to_string(), ..Question::default() };
    let (Some(title), Some(theme), Some(reason), Some(changes), true) =
        (title, theme, reason, changes, form.is_clean())
    else {
        return draw_bench(&app, &frame, &the, (&asked, Some(form), None), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let weighing = Weighing { title, theme, disposition, reason, changes };
    let back = format!("van={}&punt={}", asked.van, asked.punt);
    Ok(match weigh(&app, member.id, the.row.id, ((answered.row.id, version), &weighing)).await? {
        Weighed::Done => to_bench(the.row.id, &format!("{back}&gedaan=bewaard#p{}", asked.punt)),
        Weighed::NeedsReason => to_bench(the.row.id, &format!("{back}&geweigerd=nog-niet")),
        Weighed::Closed => to_bench(the.row.id, &format!("{back}&geweigerd=publiek")),
        Weighed::Overtaken => {
            // What was typed stays in the form, as a change of the version that is there now.
            form.set("version", answered.row.version.to_string());
            form.fault("title", language.pick(
                "Een collega bewaarde dit punt intussen. Uw tekst staat hieronder; bewaar nog eens om haar te laten gelden.",
                "A colleague saved this point meanwhile. Your text stands below; save again to let it count.",
            ));
            return draw_bench(&app, &frame, &the, (&asked, Some(form), None), StatusCode::CONFLICT).await;
        }
    })
}

async fn drop_point(
    (State(app), _, member, Path((id, point_id)), _): Posted<(ConsultationId, PointId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let answered = point(&app, &the, point_id).await?;
    let gone = unsplit(&app, member.id, the.row.id, answered.row.id).await?;
    let word = if gone { "gedaan=weg" } else { "geweigerd=hangt" };
    Ok(to_bench(the.row.id, &format!("van={}&{word}", answered.invitation)))
}

async fn draft(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<ConsultationId>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let words = the.row.introduction.as_str();
    let form = Form::with(&[("introduction", words), ("before", words)]);
    let said = said(&question.gedaan, &question.geweigerd, frame.language);
    draw_draft(&app, &frame, &member, (&the, &form, said), StatusCode::OK).await
}

async fn draw_draft(
    app: &App,
    frame: &Frame,
    member: &Member,
    (the, form, said): (&Consultation, &Form, Option<(Tone, &'static str)>),
    status: StatusCode,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let reaction = gather(on, the).await?;
    let (missing, hash) = (reaction.missing(the, app.clock.now()), reaction.hash(the));
    let names = staff::names(on).await?;
    let by = the.row.offered_by.and_then(|id| names.get(&id)).map(String::as_str);
    let may_publish = staff::may(Some(member), Access::Approver);
    let page = pages::draft(frame, (the, &reaction), (&missing, &hash), (form, by, may_publish), said);
    Ok((status, page).into_response())
}

fn to_nota(id: ConsultationId, more: &str) -> Response {
    Redirect::to(&format!("/beheer/consultaties/{id}/nota?{more}")).into_response()
}

async fn save_introduction(
    (State(app), frame, member, Path(id), filled): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let mut form = filled.0;
    // A browser sends every line break as two signs, also those of a hidden field.
    let before = plain_lines(form.value("before"));
    let Some(words) = form.up_to("introduction", too_long(frame.language), REASON) else {
        return draw_draft(&app, &frame, &member, (&the, &form, None), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    Ok(match introduce(&app, member.id, the.row.id, (&before, &plain_lines(&words))).await? {
        Introduced::Done => to_nota(the.row.id, "gedaan=bewaard"),
        Introduced::Closed => to_nota(the.row.id, "geweigerd=publiek"),
        Introduced::Overtaken => {
            // What was typed stays in the form, as a change of what is there now.
            form.set("before", &the.row.introduction);
            form.fault("introduction", frame.language.pick(
                format!("Een collega schreef intussen: “{}”. Uw tekst staat hieronder; bewaar nog eens om haar te laten gelden.", the.row.introduction),
                format!("A colleague wrote meanwhile: “{}”. Your text stands below; save again to let it count.", the.row.introduction),
            ));
            draw_draft(&app, &frame, &member, (&the, &form, None), StatusCode::CONFLICT).await?
        }
    })
}

fn too_long(language: Language) -> &'static str {
    language.pick("Dit is te lang. Houd het bij een paar bladzijden.", "This is too long. Keep it to a few pages.")
}

async fn hand_over((State(app), _, member, Path(id), filled): Posted<ConsultationId>) -> Result<Response, Failure> {
    Ok(to_nota(
        id,
        match offer(&app, member.id, id, filled.0.value("seen")).await? {
            Offered::Done => "gedaan=voorgelegd",
            Offered::Lacking => "geweigerd=nog-niet",
            Offered::TooLate => "geweigerd=ingehaald",
        },
    ))
}

async fn go_public((State(app), _, member, Path(id), filled): Posted<ConsultationId>) -> Result<Response, Failure> {
    Ok(to_nota(
        id,
        match publish(&app, member.id, id, filled.0.value("seen")).await? {
            Published::Done(_) => "gedaan=gepubliceerd",
            Published::Lacking => "geweigerd=nog-niet",
            Published::OwnOffer => "geweigerd=eigen-werk",
            Published::TooLate => "geweigerd=ingehaald",
        },
    ))
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let rows = find::all(app.store.read(), Some(ConsultationState::Published)).await?;
    let shown = |at| plain_date(date_of(at), frame.language);
    let all: Vec<_> = rows
        .into_iter()
        .map(|(row, ..)| (row.id, row.title, row.summary, row.published_at.map(shown).unwrap_or_default()))
        .collect();
    Ok(pages::public_list(&frame, &all))
}

/// A consultation has a public page once its reaction is published, and none before.
async fn document(State(app): State<App>, frame: Frame, Path(id): Path<ConsultationId>) -> Result<Markup, Failure> {
    let the = consultation(&app, id).await?;
    if the.row.state != ConsultationState::Published {
        return Err(Failure::NotFound);
    }
    let reaction = gather(app.store.read(), &the).await?;
    Ok(pages::published(&frame, &the, &reaction))
}

/// An organisation's own points, once they are answered.
pub(in crate::consultations) async fn own_points(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    let frame = unlisted(frame);
    if seat.is_open() {
        return Ok(pages::own(&frame, (&seat, &token), None));
    }
    let reaction = gather(app.store.read(), &seat.the).await?;
    let (points, asides) = (reaction.of(seat.invited.row.id), reaction.asides_of(seat.invited.row.id));
    Ok(pages::own(&frame, (&seat, &token), Some((&points, &asides))))
}
