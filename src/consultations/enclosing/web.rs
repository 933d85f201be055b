//! The pages of documents and attachments, and the one place where their bytes leave.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::document::document;
use super::{Added, Document, Placed, Titled, attach, attached_of, attachments, detach, pages, place, take_out};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ConsultationId, DocumentId, InvitationId};
use crate::base::words::one_line;
use crate::consultations::answering::pages::own_address;
use crate::consultations::answering::web::{closed, known, unlisted};
use crate::consultations::web::{consultation, refuse, said, to};
use crate::consultations::{Consultation, ConsultationState, Verdict, find};
use crate::media::LARGEST;
use crate::media::{send_paper, why_unfit};
use crate::staff::{Member, Posted};
use crate::web::components::Tone;
use crate::web::upload::{Upload, upload};
use crate::web::{Access, Asked, Failure, Form, Frame, Path, Routes};

/// The longest title, in characters.
const TITLE: usize = 160;

/// The pages for staff.
pub(in crate::consultations) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/consultaties/{id}/documenten", editor, manage)
        .get("/beheer/consultaties/{id}/documenten/nieuw", editor, new)
        .post("/beheer/consultaties/{id}/documenten/nieuw", editor, add)
        .get("/beheer/consultaties/{id}/documenten/{document}/nieuw", editor, newer)
        .post("/beheer/consultaties/{id}/documenten/{document}/nieuw", editor, add_version)
        .post("/beheer/consultaties/{id}/documenten/{document}/weg", editor, take_away)
        .machine_get("/beheer/consultaties/{id}/documenten/{document}/{number}", editor, file)
}

/// The pages of who answers.
pub(in crate::consultations) fn holder_routes() -> Routes<App> {
    let holder = Access::Holder;
    Routes::default()
        .get("/consultaties/antwoord/{token}/bijlagen", holder, own)
        .get("/consultaties/antwoord/{token}/bijlagen/nieuw", holder, ask)
        .post("/consultaties/antwoord/{token}/bijlagen/nieuw", holder, bring)
        .post("/consultaties/antwoord/{token}/bijlagen/{document}/weg", holder, drop_one)
        .machine_get("/consultaties/antwoord/{token}/documenten/{document}/{number}", holder, own_file)
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
    geweigerd: String,
}

async fn manage(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ConsultationId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let the = consultation(&app, id).await?;
    Ok(pages::manage(&frame, &the, said(&question.gedaan, &question.geweigerd, frame.language)))
}

async fn new(State(app): State<App>, frame: Frame, Path(id): Path<ConsultationId>) -> Result<Markup, Failure> {
    Ok(pages::place(&frame, &Form::empty(), &consultation(&app, id).await?, None))
}

async fn newer(
    State(app): State<App>,
    frame: Frame,
    Path((id, which)): Path<(ConsultationId, DocumentId)>,
) -> Result<Markup, Failure> {
    let the = consultation(&app, id).await?;
    Ok(pages::place(&frame, &Form::empty(), &the, Some(ours(&the, which)?)))
}

fn ours(the: &Consultation, which: DocumentId) -> Result<&Document, Failure> {
    the.documents.iter().find(|one| one.row.id == which).ok_or(Failure::NotFound)
}

async fn add(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Path(id): Path<ConsultationId>,
    request: Request,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    put(&app, (&frame, &member), (&the, None), upload(request, LARGEST).await?).await
}

async fn add_version(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Path((id, which)): Path<(ConsultationId, DocumentId)>,
    request: Request,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let of = ours(&the, which)?;
    put(&app, (&frame, &member), (&the, Some(of)), upload(request, LARGEST).await?).await
}

/// The title that somebody gave, or the name of the file.
fn title_of(came: &mut Upload, language: Language) -> Option<String> {
    let given = came.form.up_to(
        "title",
        language.pick("Houd de titel korter dan 160 tekens.", "Keep the title shorter than 160 characters."),
        TITLE,
    )?;
    let given = one_line(&given);
    let title: String = if given.is_empty() { one_line(came.stem()).chars().take(TITLE).collect() } else { given };
    if title.is_empty() {
        came.form.fault("title", language.pick("Geef het document een titel.", "Give the document a title."));
        return None;
    }
    Some(title)
}

async fn put(
    app: &App,
    (frame, member): (&Frame, &Member),
    (the, of): (&Consultation, Option<&Document>),
    mut came: Upload,
) -> Result<Response, Failure> {
    let (language, list) = (frame.language, format!("{}/documenten", the.address()));
    let title = title_of(&mut came, language);
    let what = of.map_or_else(|| title.map(Titled::New), |of| Some(Titled::VersionOf(of.row.id)));
    let Upload { mut form, file } = came;
    match (file, what) {
        (None, _) => form.fault("file", texts::choose(language)),
        (Some(_), None) => form.fault("file", texts::again(language)),
        (Some((_, bytes)), Some(what)) => match place(app, member.id, the.row.id, (&what, bytes)).await? {
            Placed::Done(1) => return Ok(to(&list, "document")),
            Placed::Done(_) => return Ok(to(&list, "versie")),
            Placed::Closed => return Ok(refuse(&list, "publiek")),
            Placed::Same => form.fault(
                "file",
                language
                    .pick("Dit is precies de versie die er al staat.", "This is exactly the version that is there."),
            ),
            Placed::Full => form.fault(
                "file",
                language.pick(
                    "Er staan al 20 documenten of versies. Meer kan niet.",
                    "There are 20 documents or versions already. More is not possible.",
                ),
            ),
            Placed::Unfit(why) => form.fault("file", why_unfit(why, language)),
            Placed::NoRoom => form.fault("file", texts::no_room(language)),
        },
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::place(frame, &form, the, of)).into_response())
}

async fn take_away(
    (State(app), _, member, Path((id, which)), _): Posted<(ConsultationId, DocumentId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let list = format!("{}/documenten", the.address());
    let is_gone = take_out(&app, member.id, the.row.id, which).await?;
    Ok(if is_gone { to(&list, "document-weg") } else { refuse(&list, "ingehaald") })
}

/// A file for staff: a document of ours, a letter that they entered, or an attachment that its organisation released.
async fn file(
    State(app): State<App>,
    Path((id, which, number)): Path<(ConsultationId, DocumentId, i64)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let found = document(app.store.read(), which).await?;
    let found = found.filter(|one| one.row.consultation_id == the.row.id).ok_or(Failure::NotFound)?;
    if let Some(of) = found.row.invitation_id
        && found.row.entry_id.is_none()
        && !is_released(&app, of, found.row.id).await?
    {
        return Err(Failure::NotFound);
    }
    sent(&app, &found, number).await
}

async fn is_released(app: &App, of: InvitationId, which: DocumentId) -> Result<bool, Failure> {
    let invited = find::one_invited(app.store.read(), of).await?.ok_or(Failure::NotFound)?;
    for sent in &invited.submissions {
        if attached_of(sent)?.iter().any(|one| one.document == which) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A file for the holder of a link: a document of their consultation, or an attachment of their own organisation.
async fn own_file(
    State(app): State<App>,
    Path((token, which, number)): Path<(String, DocumentId, i64)>,
) -> Result<Response, Failure> {
    let seat = known(&app, &token).await?;
    let found = document(app.store.read(), which).await?.ok_or(Failure::NotFound)?;
    let is_here = found.row.consultation_id == seat.the.row.id;
    let is_theirs = found.row.invitation_id.is_none_or(|of| of == seat.invited.row.id);
    // What was entered for them by mistake is somebody else's letter.
    let is_mistaken = found.row.entry_id.is_some_and(|id| {
        let entry = seat.invited.entries.iter().find(|entry| entry.id == id);
        entry.is_none_or(|entry| matches!(entry.verdict, Some(Verdict::Withdrawn | Verdict::Wrong)))
    });
    if !is_here || !is_theirs || is_mistaken {
        return Err(Failure::NotFound);
    }
    sent(&app, &found, number).await
}

async fn sent(app: &App, found: &Document, number: i64) -> Result<Response, Failure> {
    let version = found.version(number).ok_or(Failure::NotFound)?;
    let name = if found.versions.len() > 1 {
        format!("{} v{}", found.row.title, version.row.number)
    } else {
        found.row.title.clone()
    };
    send_paper(app, &version.paper, &name).await?.ok_or(Failure::NotFound)
}

async fn own(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    let theirs = attachments(app.store.read(), seat.invited.row.id).await?;
    let said = match question.gedaan.as_str() {
        "toegevoegd" => Some((
            Tone::Good,
            frame.language.pick(
                "De bijlage staat erbij. Zij telt zodra iemand het antwoord verstuurt.",
                "The attachment was added. It counts as soon as somebody sends the answer.",
            ),
        )),
        "weg" => Some((Tone::Good, frame.language.pick("De bijlage is weg.", "The attachment is gone."))),
        "bleef" => {
            Some((Tone::Warn, frame.language.pick("Deze bijlage was al weg.", "This attachment was gone already.")))
        }
        _ => None,
    };
    Ok(pages::own(&unlisted(frame), (&seat, &token), &theirs, said, app.clock.now()))
}

async fn ask(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    Ok(pages::attach(&unlisted(frame), (&seat, &token), &Form::empty(), app.clock.now()))
}

async fn bring(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    // Before a byte of the file is read.
    let (frame, seat) = (unlisted(frame), known(&app, &token).await?);
    let language = frame.language;
    if seat.the.row.state != ConsultationState::Open {
        return Err(Failure::Gone(closed(language)));
    }
    let mut came = upload(request, LARGEST).await?;
    let title = title_of(&mut came, language);
    let Upload { mut form, file } = came;
    match (file, title) {
        (None, _) => form.fault("file", texts::choose(language)),
        (Some(_), None) => form.fault("file", texts::again(language)),
        (Some((_, bytes)), Some(title)) => match attach(&app, &token, &title, bytes).await? {
            Added::Done => {
                return Ok(Redirect::to(&own_address(&frame, &token, "/bijlagen?gedaan=toegevoegd")).into_response());
            }
            Added::Full => form.fault(
                "file",
                language.pick(
                    "Uw organisatie voegde al 20 bijlagen toe. Voeg bestanden samen, of mail ons.",
                    "Your organisation added 20 attachments already. Merge files, or mail us.",
                ),
            ),
            Added::Unfit(why) => form.fault("file", why_unfit(why, language)),
            Added::NoRoom => form.fault("file", texts::no_room(language)),
            Added::Closed => return Err(Failure::Gone(closed(language))),
            Added::Unknown => return Err(Failure::LinkUnknown),
        },
    }
    let page = pages::attach(&frame, (&seat, &token), &form, app.clock.now());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn drop_one(
    State(app): State<App>,
    frame: Frame,
    Path((token, which)): Path<(String, DocumentId)>,
) -> Result<Response, Failure> {
    known(&app, &token).await?;
    let word = if detach(&app, &token, which).await? { "weg" } else { "bleef" };
    Ok(Redirect::to(&own_address(&frame, &token, &format!("/bijlagen?gedaan={word}"))).into_response())
}

mod texts {
    use crate::base::Language;

    pub(super) fn choose(language: Language) -> &'static str {
        language.pick("Kies een bestand.", "Choose a file.")
    }

    /// No browser fills in a file again.
    pub(super) fn again(language: Language) -> &'static str {
        language.pick("Kies het bestand daarna opnieuw.", "Choose the file again after that.")
    }

    pub(super) fn no_room(language: Language) -> &'static str {
        language.pick(
            "Het bestand kon niet worden bewaard: er is geen ruimte. Probeer het later, of vraag de beheerder.",
            "The file could not be kept: there is no room. Try again later, or ask the administrator.",
        )
    }
}
