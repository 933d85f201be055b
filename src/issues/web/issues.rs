//! Issues.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;
use serde::Deserialize;

use super::{Question, parsed, read};
use crate::app::App;
use crate::base::id::{ArticleId, IssueId};
use crate::base::{Language, wall_time};
use crate::centre::{self, Publication};
use crate::issues::arrange::{self, Arranged, Change};
use crate::issues::article::remarks_of;
use crate::issues::issue::{Days, Face, Issue};
use crate::issues::pages::{issues as pages, meeting, preview as preview_pages};
use crate::issues::plan::days_before;
use crate::issues::reader::Reader;
use crate::issues::reviewing::Matter;
use crate::issues::save_article::Way;
use crate::issues::save_issue::{self, Made, Place, Saved};
use crate::issues::sending::{self, Checked, Of};
use crate::issues::{agenda, find, preview as looks, reviewing, writers};
use crate::staff::{self, Member, Posted};
use crate::web::saving::others_here;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, headers};

/// The issues of a year.
pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let on = app.store.read();
    let mut years = find::years(on).await?;
    let year = parsed(question.jaar.as_ref()).unwrap_or_else(|| years.first().copied().unwrap_or(this_year(&app)));
    if !years.contains(&year) {
        years.push(year);
        years.sort_unstable_by(|one, other| other.cmp(one));
    }
    let issues = find::issues_of(on, year).await?;
    let names = find::names(on, issues.iter().map(|listed| listed.row.changed_by)).await?;
    Ok(pages::list(&frame, (year, &years), &issues, &names))
}

/// The form of a new issue of a publication.
pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let on = app.store.read();
    let publications = centre::publications(on).await?;
    let asked = parsed(question.uitgave.as_ref());
    let chosen = publications.iter().find(|publication| Some(publication.id()) == asked).or(publications.first());
    let Some(chosen) = chosen else { return Ok(pages::no_publications(&frame)) };
    let year = parsed(question.jaar.as_ref()).unwrap_or(this_year(&app));
    let number = find::next_number(on, chosen.id(), year).await?;
    let form = Form::with(&[("year", &year.to_string()), ("number", &number.to_string())]);
    Ok(pages::new(&frame, &form, (&publications, chosen), None))
}

/// Makes an issue.
pub(super) async fn make(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let publications = centre::publications(on).await?;
    let asked = form.trimmed("publication").to_owned();
    let chosen = publications.iter().find(|publication| publication.id().to_string() == asked);
    let chosen = chosen.ok_or(Failure::Unreadable)?;
    let Some((place, face, days)) = wanted(&mut form, frame.language, chosen) else {
        let page = pages::new(&frame, &form, (&publications, chosen), None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let like_last = form.is_ticked("like_last", "ja");
    match save_issue::make(&app, place, (&face, &days), like_last, member.id).await? {
        Made::New(id) | Made::Before(id) => Ok(to(id, "gemaakt").into_response()),
        Made::Taken(id) => {
            form.fault("number", taken(frame.language, place));
            let page = pages::new(&frame, &form, (&publications, chosen), Some(id));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn wanted(form: &mut Form, language: Language, publication: &Publication) -> Option<(Place, Face, Days)> {
    let year =
        whole(form, "year", 1990..=2200, language.pick("Vul een jaar in, zoals 2027", "Fill in a year, such as 2027"));
    let number = whole(
        form,
        "number",
        1..=999,
        language.pick("Vul een nummer in van 1 tot en met 999", "Fill in a number from 1 to 999"),
    );
    let subject =
        read::line(form, language, "subject", ("het onderwerp", "the subject"), crate::issues::issue::SUBJECT);
    let planned_on = read::day(form, language, "planned_on");
    let place = Place { publication: publication.id(), year: year?, number: number? };
    let face = Face { subject: subject?, ..Face::default() };
    let days = wall_time::parse_date(&planned_on?).map(days_before).unwrap_or_default();
    Some((place, face, days))
}

fn whole(form: &mut Form, field: &'static str, range: std::ops::RangeInclusive<i32>, message: &str) -> Option<i32> {
    form.read(field, |text| text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| message.to_owned()))
}

fn taken(language: Language, place: Place) -> String {
    let (number, year) = (place.number, place.year);
    language.pick(
        format!("Nummer {number} van {year} bestaat al. Kies een ander nummer of open het bestaande"),
        format!("Number {number} of {year} exists already. Choose another number or open the existing one"),
    )
}

/// The page of an issue.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let issue = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let form = form_of(&issue);
    drawn(&app, &frame, &member, (&issue, &form), question.gedaan.as_deref()).await
}

/// Saves what an issue says and when it is due. What did not come along is left as it is.
pub(super) async fn save(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    let (id, by): (IssueId, _) = (id, member.id);
    let issue = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let came = |form: &Form, name: &str| form.names().any(|known| known == name);
    let face = if came(&form, "seen") { read::face(&mut form, frame.language) } else { Some(Face::of(&issue.row)) };
    let days =
        if came(&form, "seen_days") { read::days(&mut form, frame.language) } else { Some(Days::of(&issue.row)) };
    let (Some(face), Some(days)) = (face, days) else { return refused(&app, &frame, &member, id, form).await };
    // The days first: where somebody else changed them the words are not saved either, and all of it comes back.
    let planned = save_issue::save_days(&app, id, form.trimmed("seen_days"), &days, by).await?;
    if let Saved::Overtaken(theirs) = planned {
        form.set("seen_days", Days::of(&theirs.row).word());
        form.fault("planned_on", meeting::days_overtaken(frame.language, &theirs));
        return refused(&app, &frame, &member, id, form).await;
    }
    form.set("seen_days", days.word());
    match save_issue::save(&app, id, form.trimmed("seen"), &face, (by, Way::ByHand)).await? {
        Saved::Written { returned: true, .. } => Ok(to(id, "terug-naar-concept").into_response()),
        Saved::Written { returned: false, .. } => Ok(to(id, "bewaard").into_response()),
        Saved::Unchanged if matches!(planned, Saved::Written { .. }) => Ok(to(id, "bewaard").into_response()),
        Saved::Unchanged => Ok(to(id, "zelfde").into_response()),
        Saved::NotThere => Err(Failure::NotFound),
        // Only what saves itself waits.
        Saved::Waits => Err(Failure::Broken),
        Saved::Closed => {
            let issue = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
            Ok((StatusCode::CONFLICT, meeting::closed(&frame, &form, &issue)).into_response())
        }
        Saved::Overtaken(theirs) => {
            form.set("seen", Face::of(&theirs.row).hash());
            let by = name_of(&app, &theirs).await?;
            Ok((StatusCode::CONFLICT, meeting::over_issue(&frame, &form, &theirs, &by)).into_response())
        }
    }
}

/// Adds, moves or takes out an article.
pub(super) async fn arrange(
    State(app): State<App>,
    member: Member,
    Path(id): Path<IssueId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    if form.trimmed("change") == "volgorde" {
        return reorder(&app, &member, id, &form).await;
    }
    let change = Change::from_word(form.trimmed("change")).ok_or(Failure::Unreadable)?;
    let Ok(article) = form.trimmed("article").parse::<ArticleId>() else {
        return Ok(to(id, "onbekend").into_response());
    };
    let from = form.version()?;
    let said = match (arrange::arrange(&app, id, from, (change, article), member.id).await?, change) {
        (Arranged::Done, Change::Up | Change::Down) => "volgorde",
        (Arranged::Done | Arranged::AlreadySo, Change::Add) => "erbij",
        (Arranged::Done | Arranged::AlreadySo, Change::Remove) => "eruit",
        (Arranged::AlreadySo, Change::Up | Change::Down) => "zelfde",
        (Arranged::Overtaken, _) => "ingehaald",
        (Arranged::Closed, _) => "dicht",
        (Arranged::NotThere, _) => "onbekend",
    };
    Ok(Redirect::to(&format!("/beheer/nummers/{id}?gedaan={said}#artikel-{article}")).into_response())
}

/// Puts all articles into an order: what dragging and the keyboard do.
async fn reorder(app: &App, member: &Member, id: IssueId, form: &Form) -> Result<Response, Failure> {
    let ids = |name: &str| -> Result<Vec<ArticleId>, Failure> {
        form.trimmed(name).split_whitespace().map(|id| id.parse().map_err(|_| Failure::Unreadable)).collect()
    };
    let (was, order) = (ids("was")?, ids("order")?);
    let said = match arrange::reorder(app, id, (&was, &order), member.id).await? {
        Arranged::Done => "volgorde",
        Arranged::AlreadySo => "zelfde",
        Arranged::Overtaken | Arranged::NotThere => "ingehaald",
        Arranged::Closed => "dicht",
    };
    let at = form.trimmed("article").parse::<ArticleId>().map(|id| format!("#artikel-{id}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/beheer/nummers/{id}?gedaan={said}{at}")).into_response())
}

/// Takes the agenda in, or out.
pub(super) async fn change_agenda(
    State(app): State<App>,
    member: Member,
    Path(id): Path<IssueId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let change = agenda::Change::from_word(form.trimmed("change")).ok_or(Failure::Unreadable)?;
    let said = match agenda::set(&app, id, change, member.id).await? {
        agenda::Done::Written => "agenda",
        agenda::Done::AlreadySo => "zelfde",
        agenda::Done::Nothing => "geen-agenda",
        agenda::Done::Closed => "dicht",
        agenda::Done::NotThere => return Err(Failure::NotFound),
    };
    Ok(Redirect::to(&format!("/beheer/nummers/{id}?gedaan={said}#agenda")).into_response())
}

/// An issue as its readers will see it.
pub(super) async fn preview(
    State(app): State<App>,
    frame: Frame,
    Path((id, kind)): Path<(IssueId, String)>,
    Asked(asked): Asked<As>,
) -> Result<impl IntoResponse, Failure> {
    let preview = looks::preview(&app, id, None, Reader::from_word(&asked.lezer)).await?.ok_or(Failure::NotFound)?;
    let kind = preview_pages::Kind::from_word(&kind).ok_or(Failure::NotFound)?;
    let text = if kind == preview_pages::Kind::Text { preview.text() } else { String::new() };
    Ok(preview_pages::page(&frame, &preview.issue, (kind, &asked.lezer), &text))
}

/// For whom the mail is drawn.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct As {
    lezer: String,
}

/// The mail itself, for the frame in the preview: no script, no form, nothing from elsewhere.
pub(super) async fn mail(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    Asked(asked): Asked<As>,
) -> Result<impl IntoResponse, Failure> {
    let preview = looks::preview(&app, id, None, Reader::from_word(&asked.lezer)).await?.ok_or(Failure::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, headers::MAIL_POLICY)];
    Ok((headers, preview.html()))
}

/// The same for somebody who reads the issue along.
pub(super) async fn mail_along(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let seat = reviewing::known(&app, &frame, &token).await?;
    let issue = seat.text.issue.as_ref().ok_or(Failure::NotFound)?;
    mail(State(app), Path(issue.row.id), Asked(As::default())).await
}

/// The mail as it would be with what is typed now. It saves nothing.
pub(super) async fn live(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    Filled(form): Filled,
) -> Result<impl IntoResponse, Failure> {
    let preview = looks::preview(&app, id, Some(read::typed(&form)), Reader::USUAL).await?.ok_or(Failure::NotFound)?;
    let (policy, body) = match form.trimmed("way") {
        "tekst" => (headers::LIVE_POLICY, preview_pages::bare_text(&preview.text())),
        "zonder-beeld" => (headers::LIVE_POLICY_BARE, preview.html()),
        _ => (headers::LIVE_POLICY, preview.html()),
    };
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, policy)], body))
}

/// What the checks say of what is typed now. It saves nothing.
pub(super) async fn check(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<IssueId>,
    Filled(form): Filled,
) -> Result<impl IntoResponse, Failure> {
    let (id, face): (IssueId, Face) = (id, read::typed(&form));
    let remarks = remarks_of(app.store.read(), &face.source).await?;
    let findings = looks::examined(&app, id, Some(face)).await?.ok_or(Failure::NotFound)?;
    Ok(sending::found(Checked { findings: &findings, remarks: &remarks, of: Of::Issue(id) }, frame.language))
}

async fn refused(app: &App, frame: &Frame, member: &Member, id: IssueId, form: Form) -> Result<Response, Failure> {
    let issue = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let page = drawn(app, frame, member, (&issue, &form), None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn drawn(
    app: &App,
    frame: &Frame,
    member: &Member,
    (issue, form): (&Issue, &Form),
    said: Option<&str>,
) -> Result<maud::Markup, Failure> {
    let outside = find::articles_outside(app.store.read(), issue).await?;
    let by = name_of(app, issue).await?;
    let here = writers::others(app, app.store.read(), Matter::Issue(issue.row.id), member.id).await?;
    let here = &others_here(frame.language, &here);
    let remarks = remarks_of(app.store.read(), &issue.row.source).await?;
    let may_approve = staff::may(Some(member), Access::Approver);
    let coming = agenda::coming(app, issue.row.language).await?;
    let centre = centre::current(app.store.read()).await?;
    let from = centre.as_ref().map_or("", |centre| centre.row.sender_name.as_str());
    let coming = &coming;
    let findings = looks::examined(app, issue.row.id, None).await?.unwrap_or_default();
    let checked = Checked { findings: &findings, remarks: &remarks, of: Of::Issue(issue.row.id) };
    let open = &reviewing::open_of(app.store.read(), issue, app.clock.now()).await?;
    let around = pages::Around { outside: &outside, checked, by: &by, here, said, may_approve, coming, from, open };
    Ok(pages::edit(frame, form, issue, &around))
}

async fn name_of(app: &App, issue: &Issue) -> Result<String, Failure> {
    let mut names = find::names(app.store.read(), [issue.row.changed_by]).await?;
    Ok(names.remove(&issue.row.changed_by).unwrap_or_default())
}

fn form_of(issue: &Issue) -> Form {
    let (face, days) = (Face::of(&issue.row), Days::of(&issue.row));
    Form::with(&[
        ("subject", &face.subject),
        ("preheader", &face.preheader),
        ("source", &face.source),
        ("language", face.language.tag()),
        ("seen", &face.hash()),
        ("copy_due", &days.copy_due),
        ("review_due", &days.review_due),
        ("planned_on", &days.planned_on),
        ("seen_days", &days.word()),
    ])
}

fn this_year(app: &App) -> i32 {
    wall_time::date_of(app.clock.now()).year()
}

fn to(id: IssueId, said: &str) -> Redirect {
    Redirect::to(&format!("/beheer/nummers/{id}?gedaan={said}"))
}
