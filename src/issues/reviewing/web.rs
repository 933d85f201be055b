//! The pages of reading along: those behind the link, where a GET changes nothing, and those of staff.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::answer::{Answered, Does, answer};
use super::find::{Seat, is_over, readers_of, remarks_about, remarks_by, seat};
use super::invite::{Invited, Wish, invite, revoke};
use super::matter::{Matter, Text};
use super::pages::staff::{self as staff_pages, Sheet};
use super::pages::{self, GENERAL, Reading, not_placed, own_address};
use super::remark::{LONGEST, Remarked, Typed, remark};
use super::shown::seat_shown;
use super::spot::Spot;
use crate::app::App;
use crate::base::clock::{days, minutes};
use crate::base::id::{ArticleId, IssueId, RemarkId, ReviewerId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::{date_of, day_fault, parse_date};
use crate::base::words::plain_lines;
use crate::base::{Instant, Language};
use crate::centre;
use crate::issues::find;
use crate::staff::{Member, Posted};
use crate::store::take;
use crate::web::guest::guest;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// How long a link works at most, and usually, in days.
const LONGEST_LINK: u64 = 90;
const USUAL_LINK: u64 = 7;
/// The longest question to somebody who reads along, and the longest answer to them, in characters.
const NOTE: usize = 600;
/// How often somebody can send remarks in an hour: a link that went astray fills no database.
const AN_HOUR: i64 = 120;

/// The pages behind a link.
pub(in crate::issues) fn public_routes() -> Routes<App> {
    let holder = Access::Holder;
    Routes::default().get("/meelezen/{token}", holder, read).post("/meelezen/{token}", holder, place)
}

/// The pages of staff.
pub(in crate::issues) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/nummers/{id}/meelezen", editor, of_issue)
        .post("/beheer/nummers/{id}/meelezen", editor, invite_to_issue)
        .post("/beheer/nummers/{id}/meelezen/{reviewer}/intrekken", editor, revoke_of_issue)
        .post("/beheer/nummers/{id}/meelezen/opmerkingen/{remark}", editor, answer_of_issue)
        .get("/beheer/artikelen/{id}/meelezen", editor, of_article)
        .post("/beheer/artikelen/{id}/meelezen", editor, invite_to_article)
        .post("/beheer/artikelen/{id}/meelezen/{reviewer}/intrekken", editor, revoke_of_article)
        .post("/beheer/artikelen/{id}/meelezen/opmerkingen/{remark}", editor, answer_of_article)
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
}

/// Whose link this is, while its day is not over.
pub(in crate::issues) async fn known(app: &App, frame: &Frame, token: &str) -> Result<Seat, Failure> {
    let found = seat_shown(app, token).await?.ok_or(Failure::LinkUnknown)?;
    if is_over(&found.reviewer, app.clock.now()) {
        return Err(Failure::Gone(over(app, frame.language).await?));
    }
    Ok(found)
}

/// That a link is over, and whom to ask for another.
async fn over(app: &App, language: Language) -> Result<String, Failure> {
    let centre = centre::current(app.store.read()).await?;
    let address = centre.map(|centre| centre.row.contact_address).unwrap_or_default();
    Ok(language.pick(
        format!("Deze link is verlopen. Wilt u nog iets opmerken? Vraag een nieuwe link: {address}."),
        format!("This link has ended. If you want to remark on something, ask for a new link: {address}."),
    ))
}

async fn read(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    let seat = known(&app, &frame, &token).await?;
    draw(&app, frame, (&seat, &token), (&Form::empty(), &asked.gedaan)).await
}

async fn draw(
    app: &App,
    frame: Frame,
    (seat, token): (&Seat, &str),
    (form, said): (&Form, &str),
) -> Result<Markup, Failure> {
    let mine = remarks_by(app.store.read(), seat.reviewer.id).await?;
    let reading = Reading { seat, token, form, mine: &mine, said, now: app.clock.now() };
    Ok(pages::page(&Frame { noindex: true, ..frame }, &reading))
}

/// Keeps what was typed anywhere on the page.
async fn place(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let language = frame.language;
    let typed = typed(&mut form, language);
    let words: Vec<String> = typed.remarks.iter().map(|(_, words)| words.clone()).collect();
    let Some(found) = seat(&app, app.store.read(), &token).await? else {
        let why = language.pick("Deze link werkt niet meer.", "This link no longer works.");
        return Ok((StatusCode::NOT_FOUND, not_placed(&frame, why, &words)).into_response());
    };
    let key = sha256_hex(format!("review-remarks {}", found.reviewer.id).as_bytes());
    let refused = |status, why: &str| Ok((status, not_placed(&frame, why, &words)).into_response());
    if take(&app.store, &key, AN_HOUR, minutes(60), app.clock.now()).await?.is_some() {
        let why = language.pick(
            "Met deze link is in een uur te vaak iets geplaatst. Probeer het over een uur opnieuw.",
            "This link placed something too often in an hour. Try again in an hour.",
        );
        return refused(StatusCode::TOO_MANY_REQUESTS, why);
    }
    if !form.is_clean() {
        let page = draw(&app, frame, (&found, &token), (&form, "")).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match remark(&app, &token, &typed).await? {
        Remarked::Done(many) => {
            let said = if typed.ready {
                "klaar"
            } else if many == 0 {
                "niets"
            } else {
                "geplaatst"
            };
            let at = Spot::from_field(form.value("bij")).map(|spot| format!("#open-{}", spot.field()));
            let to = format!("{}?gedaan={said}{}", own_address(&frame, &token), at.unwrap_or_default());
            Ok(Redirect::to(&to).into_response())
        }
        Remarked::Full => refused(
            StatusCode::CONFLICT,
            language.pick(
                "U plaatste zo veel opmerkingen als kan. Mail ons de rest.",
                "You made as many remarks as is possible. Mail us the rest.",
            ),
        ),
        Remarked::Over => refused(StatusCode::GONE, &over(&app, language).await?),
        Remarked::Unknown => {
            refused(StatusCode::NOT_FOUND, language.pick("Deze link werkt niet meer.", "This link no longer works."))
        }
    }
}

/// Reads every field of the page; what is too long is a fault at its field, and nothing is placed then.
fn typed(form: &mut Form, language: Language) -> Typed {
    let names: Vec<String> = form.names().map(str::to_owned).collect();
    let mut typed = Typed { face: form.trimmed("face").to_owned(), ..Typed::default() };
    typed.ready = form.value("klaar") == "ja";
    for name in names {
        if let Some(id) = name.strip_prefix("versie-").and_then(|id| id.parse::<ArticleId>().ok()) {
            typed.versions.extend(form.trimmed(&name).parse::<i64>().ok().map(|version| (id, version)));
            continue;
        }
        let spot = if name == GENERAL { Some(Spot::of_issue(Spot::WHOLE)) } else { Spot::from_field(&name) };
        let words = plain_lines(form.value(&name)).trim().to_owned();
        let Some(spot) = spot.filter(|_| !words.is_empty()) else { continue };
        if words.chars().count() > LONGEST {
            form.fault(name, too_long(language));
        }
        typed.remarks.push((spot, words));
    }
    typed
}

fn too_long(language: Language) -> String {
    language.pick(
        format!("Maak deze opmerking korter: hoogstens {LONGEST} tekens."),
        format!("Make this remark shorter: at most {LONGEST} characters."),
    )
}

async fn of_issue(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<IssueId>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    sheet(&app, &frame, Matter::Issue(id), (None, &asked.gedaan)).await
}

async fn of_article(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ArticleId>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    sheet(&app, &frame, Matter::Article(id), (None, &asked.gedaan)).await
}

/// The page of staff, with a form that came back or an empty one.
async fn sheet(
    app: &App,
    frame: &Frame,
    matter: Matter,
    (form, said): (Option<&Form>, &str),
) -> Result<Markup, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let text = Text::load(on, matter).await?.ok_or(Failure::NotFound)?;
    let readers = readers_of(on, matter).await?;
    let remarks = remarks_about(on, &text).await?;
    let who = remarks.iter().filter_map(|said| said.row.answered_by);
    let names = find::names(on, who.chain(readers.iter().map(|(reader, _)| reader.invited_by))).await?;
    let mut form = form.cloned().unwrap_or_default();
    if !form.names().any(|name| name == "last_day") {
        form.set("last_day", usual_day(&text, now));
    }
    let sheet = Sheet { text: &text, readers: &readers, remarks: &remarks, names: &names, form: &form, said, now };
    Ok(staff_pages::page(frame, &sheet))
}

/// The day that is proposed: that on which it must have been approved, when it is still to come, else a week from now.
fn usual_day(text: &Text, now: Instant) -> String {
    let planned = text.issue.as_ref().and_then(|issue| parse_date(&issue.row.review_due));
    let planned = planned.filter(|day| *day > date_of(now) && *day <= date_of(now.plus(days(LONGEST_LINK))));
    planned.unwrap_or_else(|| date_of(now.plus(days(USUAL_LINK)))).to_string()
}

async fn invite_to_issue(
    (State(app), frame, member, Path(id), Filled(form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    ask_to_read((&app, &frame, &member), Matter::Issue(id), form).await
}

async fn invite_to_article(
    (State(app), frame, member, Path(id), Filled(form)): Posted<ArticleId>,
) -> Result<Response, Failure> {
    ask_to_read((&app, &frame, &member), Matter::Article(id), form).await
}

type Asker<'a> = (&'a App, &'a Frame, &'a Member);

async fn ask_to_read((app, frame, member): Asker<'_>, matter: Matter, mut form: Form) -> Result<Response, Failure> {
    let language = frame.language;
    if let Some(wish) = wish(&mut form, language, app.clock.now()) {
        match invite(app, member.id, matter, &wish).await? {
            Invited::Done => return Ok(back(matter, "gevraagd", "#wie")),
            Invited::Again => return Ok(back(matter, "opnieuw", "#wie")),
            Invited::Closed => return Ok(back(matter, "dicht", "")),
            Invited::NotThere => return Err(Failure::NotFound),
            Invited::TooMany(wait) => return Err(Failure::TooMany(wait)),
            Invited::Full => form.fault(
                "address",
                language.pick(
                    "Er lezen al 20 mensen mee. Trek eerst een link in.",
                    "20 people read along already. Revoke a link first.",
                ),
            ),
        }
    }
    let page = sheet(app, frame, matter, (Some(&form), "")).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn wish(form: &mut Form, language: Language, now: Instant) -> Option<Wish> {
    let who = guest(form, language);
    let (first, last) = (date_of(now), date_of(now.plus(days(LONGEST_LINK))));
    let last_day = form.read("last_day", |text| {
        let wanted = language.pick(
            format!("Kies een dag vanaf vandaag, hoogstens {LONGEST_LINK} dagen verder."),
            format!("Choose a day from today on, at most {LONGEST_LINK} days ahead."),
        );
        let day = parse_date(text).ok_or_else(|| day_fault(text, &wanted, language))?;
        if (first..=last).contains(&day) { Ok(day) } else { Err(wanted) }
    });
    let too_long = language.pick(
        format!("Maak de vraag korter: hoogstens {NOTE} tekens."),
        format!("Make the question shorter: at most {NOTE} characters."),
    );
    let note = form.up_to("note", &too_long, NOTE).map(|note| plain_lines(&note).trim().to_owned());
    let (name, address) = who?;
    Some(Wish { name, address, last_day: last_day?, note: note? })
}

fn back(matter: Matter, said: &str, at: &str) -> Response {
    Redirect::to(&format!("{}?gedaan={said}{at}", matter.reviewing())).into_response()
}

async fn revoke_of_issue(
    State(app): State<App>,
    member: Member,
    Path((id, reviewer)): Path<(IssueId, ReviewerId)>,
) -> Result<Response, Failure> {
    take_back(&app, &member, Matter::Issue(id), reviewer).await
}

async fn revoke_of_article(
    State(app): State<App>,
    member: Member,
    Path((id, reviewer)): Path<(ArticleId, ReviewerId)>,
) -> Result<Response, Failure> {
    take_back(&app, &member, Matter::Article(id), reviewer).await
}

async fn take_back(app: &App, member: &Member, matter: Matter, reviewer: ReviewerId) -> Result<Response, Failure> {
    let said = if revoke(app, member.id, matter, reviewer).await? { "ingetrokken" } else { "niets" };
    Ok(back(matter, said, "#wie"))
}

async fn answer_of_issue(
    (State(app), frame, member, Path((id, remark)), Filled(form)): Posted<(IssueId, RemarkId)>,
) -> Result<Response, Failure> {
    settle((&app, &frame, &member), (Matter::Issue(id), remark), form).await
}

async fn answer_of_article(
    (State(app), frame, member, Path((id, remark)), Filled(form)): Posted<(ArticleId, RemarkId)>,
) -> Result<Response, Failure> {
    settle((&app, &frame, &member), (Matter::Article(id), remark), form).await
}

async fn settle(
    (app, frame, member): Asker<'_>,
    (matter, id): (Matter, RemarkId),
    mut form: Form,
) -> Result<Response, Failure> {
    let language = frame.language;
    let field = staff_pages::answer_field(id);
    let does = Does::from_word(form.value("does")).ok_or(Failure::Unreadable)?;
    let seen: i64 = form.trimmed("turn").parse().map_err(|_| Failure::Unreadable)?;
    let words = plain_lines(form.value(&field)).trim().to_owned();
    if words.chars().count() > LONGEST {
        form.fault(field, too_long(language));
        let page = sheet(app, frame, matter, (Some(&form), "")).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if does == Does::Answer && words.is_empty() {
        form.fault(field, language.pick("Schrijf een antwoord, of kies Verwerkt.", "Write an answer, or choose Used."));
        let page = sheet(app, frame, matter, (Some(&form), "")).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match answer(app, member.id, (matter, id), (seen, does, &words)).await? {
        Answered::Done => {
            let said = match does {
                Does::Answer => "beantwoord",
                Does::Close => "verwerkt",
                Does::Reopen => "heropend",
            };
            Ok(back(matter, said, &format!("#opmerking-{id}")))
        }
        Answered::NotThere => Err(Failure::NotFound),
        Answered::Overtaken => {
            form.fault(
                field,
                language.pick(
                    "Iemand deed intussen iets met deze opmerking. Hieronder staat wat; uw tekst staat er nog.",
                    "Somebody did something with this remark meanwhile. Below is what; your text is still there.",
                ),
            );
            let page = sheet(app, frame, matter, (Some(&form), "")).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}
