//! What is left of an answer: points of it, or no point with a reason; and points that are merged.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Question, REASON, draw_bench, point, to_bench, too_long};
use crate::app::App;
use crate::base::id::{AsideId, ConsultationId, DocumentId, InvitationId, PointId, QuestionId, SubmissionId};
use crate::base::words::plain_lines;
use crate::consultations::reacting::reaction::NEWEST;
use crate::consultations::reacting::split::quote;
use crate::consultations::reacting::{
    Cut, Merged, Piece, PutAside, Split, merge, put_aside, split, take_back, unmerge,
};
use crate::consultations::web::{consultation, id_of};
use crate::staff::Posted;
use crate::web::{Failure, Form, Path};

/// A piece as the page wrote it.
fn piece_of(word: &str) -> Result<Piece, Failure> {
    if let Some(document) = word.strip_prefix("bijlage-") {
        return Ok(Piece::Attachment(id_of::<DocumentId>(document)?));
    }
    let parts: Vec<&str> = word.split('-').collect();
    let [question, from, until] = parts.as_slice() else { return Err(Failure::Unreadable) };
    let number = |text: &str| text.parse::<usize>().map_err(|_| Failure::Unreadable);
    Ok(Piece::Words(id_of::<QuestionId>(question)?, number(from)?, number(until)?))
}

pub(super) async fn rest(
    (State(app), frame, member, Path(id), filled): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let (language, mut form) = (frame.language, filled.0);
    let (of, submission) =
        (id_of::<InvitationId>(form.value("van"))?, id_of::<SubmissionId>(form.value("submission"))?);
    let pieces = form.values("piece").into_iter().map(piece_of).collect::<Result<Vec<_>, _>>()?;
    let is_aside = form.value("do") == "geen";
    if pieces.is_empty() {
        form.fault("piece", language.pick("Kies ten minste één stuk.", "Choose at least one piece."));
    }
    let reason = form.up_to("why", too_long(language), REASON);
    if is_aside && reason.as_deref().is_some_and(str::is_empty) {
        form.fault(
            "why",
            language.pick(
                "Schrijf waarom dit geen punt is. De organisatie leest het.",
                "Write why this is no point. The organisation reads it.",
            ),
        );
    }
    let (Some(reason), true) = (reason, form.is_clean()) else {
        return back(&app, (&frame, &the), (of, form)).await;
    };
    let back = format!("van={of}&versie={NEWEST}");
    if is_aside {
        let put = put_aside(&app, member.id, (the.row.id, submission), (&pieces, &reason)).await?;
        return Ok(to_bench(
            the.row.id,
            &match put {
                PutAside::Done(_) => format!("{back}&gedaan=geen-punt#rest"),
                PutAside::Overlaps => format!("{back}&geweigerd=overlapt"),
                PutAside::Closed => format!("{back}&geweigerd=publiek"),
                PutAside::NoReason | PutAside::Nothing => format!("{back}&geweigerd=niets"),
            },
        ));
    }
    let mut first = None;
    for piece in pieces {
        // Of an attachment somebody has to type what it says.
        let Piece::Words(question, from, until) = piece else { continue };
        match split(&app, member.id, the.row.id, (submission, question, Cut::Range(from, until))).await? {
            Split::Done(number) => first = first.or(Some(number)),
            Split::Overlaps => return Ok(to_bench(the.row.id, &format!("{back}&geweigerd=overlapt"))),
            Split::Nothing => {}
            Split::Closed => return Ok(to_bench(the.row.id, &format!("{back}&geweigerd=publiek"))),
        }
    }
    Ok(to_bench(
        the.row.id,
        &match first {
            Some(number) => format!("{back}&punt={number}&gedaan=gesplitst#p{number}"),
            None => format!("{back}&geweigerd=bijlage-typen"),
        },
    ))
}

/// The bench with what was typed.
async fn back(
    app: &App,
    (frame, the): (&crate::web::Frame, &crate::consultations::Consultation),
    (of, form): (InvitationId, Form),
) -> Result<Response, Failure> {
    let asked = Question { van: of.to_string(), versie: NEWEST.to_owned(), ..Question::default() };
    draw_bench(app, frame, the, (&asked, None, Some(form)), StatusCode::UNPROCESSABLE_ENTITY).await
}

pub(super) async fn of_attachment(
    (State(app), frame, member, Path(id), filled): Posted<ConsultationId>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let (language, mut form) = (frame.language, filled.0);
    let (of, submission) = (id_of::<InvitationId>(form.value("van"))?, id_of(form.value("submission"))?);
    let document: DocumentId = id_of(form.value("document"))?;
    let words = plain_lines(form.value("quote")).trim().to_owned();
    if words.is_empty() || words.chars().count() > REASON {
        form.fault(
            "quote",
            language.pick(
                "Typ wat er in de bijlage staat, hooguit een paar bladzijden.",
                "Type what the attachment says, at most a few pages.",
            ),
        );
        return back(&app, (&frame, &the), (of, form)).await;
    }
    Ok(to_bench(
        the.row.id,
        &match quote(&app, member.id, the.row.id, (submission, document, &words)).await? {
            Split::Done(number) => format!("van={of}&punt={number}&gedaan=gesplitst#p{number}"),
            Split::Closed => format!("van={of}&geweigerd=publiek"),
            Split::Overlaps | Split::Nothing => format!("van={of}&geweigerd=niets"),
        },
    ))
}

pub(super) async fn take_back_one(
    (State(app), _, member, Path((id, which)), filled): Posted<(ConsultationId, AsideId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let is_back = take_back(&app, member.id, the.row.id, which).await?;
    let of = id_of::<InvitationId>(filled.0.value("van"))?;
    let word = if is_back { "gedaan=terug" } else { "geweigerd=ingehaald" };
    Ok(to_bench(the.row.id, &format!("van={of}&{word}#rest")))
}

pub(super) async fn merge_point(
    (State(app), _, member, Path((id, point_id)), filled): Posted<(ConsultationId, PointId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let answered = point(&app, &the, point_id).await?;
    let here = format!("van={}&punt={}", answered.invitation, answered.row.number);
    let Ok(into) = filled.0.trimmed("into").parse() else {
        return Ok(to_bench(the.row.id, &format!("{here}&geweigerd=kies-punt#p{}", answered.row.number)));
    };
    Ok(to_bench(
        the.row.id,
        &match merge(&app, member.id, the.row.id, (answered.row.id, into)).await? {
            Merged::Done => format!("{here}&gedaan=samen#p{}", answered.row.number),
            Merged::Promised => format!("{here}&geweigerd=toegezegd"),
            Merged::Gone => format!("{here}&geweigerd=ingehaald"),
            Merged::Closed => format!("{here}&geweigerd=publiek"),
        },
    ))
}

pub(super) async fn unmerge_point(
    (State(app), _, member, Path((id, point_id)), _): Posted<(ConsultationId, PointId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let answered = point(&app, &the, point_id).await?;
    let is_alone = unmerge(&app, member.id, the.row.id, answered.row.id).await?;
    let word = if is_alone { "gedaan=los" } else { "geweigerd=ingehaald" };
    Ok(to_bench(
        the.row.id,
        &format!("van={}&punt={}&{word}#p{}", answered.invitation, answered.row.number, answered.row.number),
    ))
}
