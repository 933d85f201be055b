//! Entering for staff, and deciding by link.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use maud::Markup;

use super::pages::{self, Shown};
use super::{Dates, Entered, Entering, Impossible, Settled, Settling, enter, is_waiting, settle, withdraw};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ConsultationId, EntryId, InvitationId};
use crate::base::wall_time::{parse_date, plain_date};
use crate::base::words::plain_lines;
use crate::consultations::answering::pages::own_address;
use crate::consultations::answering::web::{WHY, closed, known, unlisted};
use crate::consultations::answering::{LONGEST, Seat};
use crate::consultations::enclosing::attached_to;
use crate::consultations::find::{self, Invited};
use crate::consultations::web::{consultation, id_of, refuse, to};
use crate::consultations::{Consultation, EntrySource, Openness, Verdict};
use crate::media::LARGEST;
use crate::media::{Ready, Received, receive_paper, why_unfit};
use crate::staff::{Member, Posted};
use crate::web::upload::{Upload, upload};
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

/// The pages for staff.
pub(in crate::consultations) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/consultaties/{id}/uitnodigingen/{invitation}/invoeren", editor, ask)
        .post("/beheer/consultaties/{id}/uitnodigingen/{invitation}/invoeren", editor, take)
        .post("/beheer/consultaties/{id}/uitnodigingen/{invitation}/invoer/{entry}/intrekken", editor, take_back)
}

/// The pages of who answers.
pub(in crate::consultations) fn holder_routes() -> Routes<App> {
    let holder = Access::Holder;
    Routes::default().get("/consultaties/antwoord/{token}/ingevoerd", holder, show).post(
        "/consultaties/antwoord/{token}/ingevoerd",
        holder,
        decide,
    )
}

async fn invited(app: &App, the: &Consultation, id: InvitationId) -> Result<Invited, Failure> {
    let one = find::one_invited(app.store.read(), id).await?;
    one.filter(|one| one.row.consultation_id == the.row.id).ok_or(Failure::NotFound)
}

fn proof_of(the: &Consultation, one: &Invited) -> String {
    format!("{}/uitnodigingen/{}", the.address(), one.row.id)
}

async fn ask(
    State(app): State<App>,
    frame: Frame,
    Path((id, of)): Path<(ConsultationId, InvitationId)>,
) -> Result<Markup, Failure> {
    let the = consultation(&app, id).await?;
    let one = invited(&app, &the, of).await?;
    Ok(pages::enter(&frame, &Form::empty(), (&the, &one)))
}

async fn take(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Path((id, of)): Path<(ConsultationId, InvitationId)>,
    request: Request,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let one = invited(&app, &the, of).await?;
    let Upload { mut form, file } = upload(request, LARGEST).await?;
    let (language, had_file) = (frame.language, file.is_some());
    if let Some(mut entering) = entering(&mut form, &the, language) {
        let scan = scan(&app, file, (&mut form, language)).await?;
        let received = plain_date(entering.dates.received, Language::Dutch);
        entering.scan = scan.map(|ready| (format!("Wat wij ontvingen op {received}"), ready));
        if form.is_clean() {
            match enter(&app, member.id, (the.row.id, one.row.id), &entering).await? {
                Entered::Done(_) => return Ok(to(&proof_of(&the, &one), "ingevoerd")),
                Entered::Closed => form.fault(
                    "words-1",
                    language.pick(
                        "Dit kan niet meer: de nota is gepubliceerd.",
                        "This is not possible any more: the reaction is published.",
                    ),
                ),
                Entered::Waiting => form.fault(
                    "words-1",
                    language.pick(
                        "Er wacht al een ingevoerd antwoord op deze organisatie. Trek dat eerst in.",
                        "An entered answer waits for this organisation already. Take that back first.",
                    ),
                ),
                Entered::Empty => form.fault(
                    "words-1",
                    language.pick("Typ wat er staat, of voeg de brief toe.", "Type what it says, or add the letter."),
                ),
                Entered::NotAChoice => return Err(Failure::Unreadable),
                Entered::Impossible(why) => impossible(&mut form, why, language),
            }
        }
    }
    if had_file && form.fault_of("file").is_none() {
        // No browser fills in a file again.
        form.fault("file", language.pick("Kies het bestand daarna opnieuw.", "Choose the file again after that."));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::enter(&frame, &form, (&the, &one))).into_response())
}

/// The letter itself, when there is one.
async fn scan(
    app: &App,
    file: Option<(String, Vec<u8>)>,
    (form, language): (&mut Form, Language),
) -> Result<Option<Ready>, Failure> {
    let Some((_, bytes)) = file else { return Ok(None) };
    match receive_paper(app, bytes).await? {
        Received::Ready(ready) => return Ok(Some(ready)),
        Received::Unfit(why) => form.fault("file", why_unfit(why, language)),
        Received::NoRoom => form.fault(
            "file",
            language.pick(
                "Het bestand kon niet worden bewaard: er is geen ruimte.",
                "The file could not be kept: there is no room.",
            ),
        ),
    }
    Ok(None)
}

/// Dates that cannot be, at the field that has to change.
fn impossible(form: &mut Form, why: Impossible, language: Language) {
    let (field, said) = match why {
        Impossible::SentFirst => (
            "sent",
            language.pick("Verstuurd kan niet vóór geschreven zijn.", "It cannot be sent before it was written."),
        ),
        Impossible::ReceivedFirst => (
            "received",
            language.pick(
                "Ontvangen kan niet vóór geschreven of verstuurd zijn.",
                "It cannot be received before it was written or sent.",
            ),
        ),
        Impossible::ToCome => ("received", language.pick("Deze dag moet nog komen.", "This day is still to come.")),
        Impossible::BeforeAsked => {
            ("received", language.pick("Op deze dag was er nog niets gevraagd.", "On this day nothing was asked yet."))
        }
    };
    form.fault(field, said);
}

/// What somebody typed; the faults stand in the form.
fn entering(form: &mut Form, the: &Consultation, language: Language) -> Option<Entering> {
    let source = form.read("source", |word| {
        EntrySource::from_word(word)
            .ok_or_else(|| language.pick("Kies hoe het binnenkwam.", "Choose how it came in.").to_owned())
    });
    let wrong = || language.pick("Schrijf de dag als 27-11-2026.", "Write the day as 27-11-2026.").to_owned();
    let maybe = |text: &str| -> Result<Option<NaiveDate>, String> {
        if text.is_empty() { Ok(None) } else { parse_date(text).map(Some).ok_or_else(wrong) }
    };
    let (written, sent) = (form.read("written", maybe), form.read("sent", maybe));
    let received = form.read("received", |text| parse_date(text).ok_or_else(wrong));
    let mut words = Vec::new();
    for question in &the.questions {
        let said = plain_lines(form.value(&format!("words-{}", question.number))).trim().to_owned();
        if said.chars().count() > LONGEST {
            form.fault(
                "words-1",
                language.pick(
                    "Een van de antwoorden is langer dan wij kunnen bewaren. Voeg de brief toe als bestand.",
                    "One of the answers is longer than we can keep. Add the letter as a file.",
                ),
            );
        }
        words.push((question.number, said));
    }
    let dates = Dates { written: written?, sent: sent?, received: received? };
    let source = source?;
    form.is_clean().then_some(Entering { source, dates, words, scan: None })
}

async fn take_back(
    (State(app), _, member, Path((id, of, entry)), _): Posted<(ConsultationId, InvitationId, EntryId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let one = invited(&app, &the, of).await?;
    let is_back = withdraw(&app, member.id, (the.row.id, one.row.id), entry).await?;
    Ok(if is_back { to(&proof_of(&the, &one), "ingetrokken") } else { refuse(&proof_of(&the, &one), "ingehaald") })
}

async fn show(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let seat = known(&app, &token).await?;
    draw(&app, &unlisted(frame), (&seat, &token), &Form::empty(), StatusCode::OK).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    (seat, token): (&Seat, &str),
    form: &Form,
    status: StatusCode,
) -> Result<Response, Failure> {
    let Some(entry) = seat.invited.entries.iter().find(|one| is_waiting(one)).filter(|_| seat.is_open()) else {
        return Ok(Redirect::to(&own_address(frame, token, "")).into_response());
    };
    let frozen: Vec<_> = serde_json::from_str(&entry.content).map_err(anyhow::Error::from)?;
    let attached = attached_to(app.store.read(), entry).await?;
    let shown = Shown { entry, frozen: &frozen, attached: &attached };
    Ok((status, pages::settle(frame, (seat, token), &shown, form)).into_response())
}

/// What somebody decided; the faults stand in the form.
fn settling(form: &mut Form, language: Language) -> Option<Settling> {
    match Verdict::from_word(form.value("verdict")) {
        Some(Verdict::Counts) => {
            let openness = Openness::from_word(form.value("openness"));
            if openness.is_none() {
                form.fault(
                    "openness",
                    language.pick("Kies wat er in de nota mag staan.", "Choose what may stand in the reaction."),
                );
            }
            openness.map(Settling::Counts)
        }
        Some(Verdict::Stays) => Some(Settling::Stays),
        Some(Verdict::Wrong) => {
            let missing =
                language.pick("Schrijf in een paar woorden wat niet klopt.", "Write in a few words what is not right.");
            form.words(
                "why",
                WHY,
                missing,
                language.pick("Houd het korter dan een bladzijde.", "Keep it shorter than a page."),
            )
            .map(Settling::Wrong)
        }
        Some(Verdict::Withdrawn) | None => {
            form.fault("verdict", language.pick("Kies wat telt.", "Choose what counts."));
            None
        }
    }
}

async fn decide(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let seat = known(&app, &token).await?;
    let Some(said) = settling(&mut form, frame.language) else {
        return draw(&app, &frame, (&seat, &token), &form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let after = |below: &str| Ok(Redirect::to(&own_address(&frame, &token, below)).into_response());
    match settle(&app, &token, id_of(form.value("entry"))?, &said).await? {
        Settled::Done if matches!(said, Settling::Counts(_)) => after("/ontvangst"),
        Settled::Done => after("?gedaan=beslist"),
        Settled::Overtaken => after("?gedaan=beslist-al"),
        Settled::NothingToStay => Err(Failure::Unreadable),
        Settled::NotYours => Err(Failure::Forbidden),
        Settled::Closed => Err(Failure::Gone(closed(frame.language))),
        Settled::Unknown => Err(Failure::LinkUnknown),
    }
}
