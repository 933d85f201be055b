//! The pages of deciding and sending.

mod audience;
mod progress;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::base::id::IssueId;
use crate::base::quiet_day::quiet;
use crate::base::wall_time::{date_of, day_fault, parse_date};
use crate::base::words::plain_lines;
use crate::base::{EmailAddress, Instant, Language, WallTime};
use crate::issues::sending::approve::{self, Decided, REASON};
use crate::issues::sending::explain::{Explained, WHY, explain};
use crate::issues::sending::outlook::{Outlook, neighbours, outlook};
use crate::issues::sending::pages::{self, Shown, checks};
use crate::issues::sending::schedule::{self, Moment, Scheduled, Timing};
use crate::issues::sending::start_due::start_due;
use crate::issues::sending::test_mail::{self, Tested};
use crate::issues::sending::texts as say;
use crate::people;
use crate::staff::{Member, Posted, may};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// Checking, approving, scheduling and watching.
pub(in crate::issues) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/nummers/{id}/verzenden", Access::Editor, look)
        .post("/beheer/nummers/{id}/verzenden", Access::Approver, set_moment)
        .post("/beheer/nummers/{id}/ter-goedkeuring", Access::Editor, ask)
        .post("/beheer/nummers/{id}/goedkeuren", Access::Approver, approve)
        .post("/beheer/nummers/{id}/terug", Access::Approver, send_back)
        .post("/beheer/nummers/{id}/inplannen-annuleren", Access::Approver, unschedule)
        .post("/beheer/nummers/{id}/annuleren", Access::Approver, cancel)
        .post("/beheer/nummers/{id}/uitleg", Access::Editor, say_why)
        .post("/beheer/nummers/{id}/testmail", Access::Editor, test)
        .merge(audience::routes())
        .merge(progress::routes())
}

/// What stands behind the question mark: the moment to look at, and whether a test mail just left.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    when: String,
    date: String,
    time: String,
    last_date: String,
    last_time: String,
    testmail: String,
}

/// Whoever asks for a page, and about which issue.
struct Asking<'a> {
    app: &'a App,
    frame: &'a Frame,
    member: &'a Member,
    id: IssueId,
}

impl Asking<'_> {
    async fn outlook(&self) -> Result<Outlook, Failure> {
        outlook(self.app, self.id).await?.ok_or(Failure::NotFound)
    }

    /// The page, filled in with what belongs to this member and this moment.
    async fn page(&self, outlook: &Outlook, mut shown: Shown<'_>) -> Result<Markup, Failure> {
        let now = self.app.clock.now();
        let language = self.frame.language;
        if shown.moment.names().next().is_none() {
            shown.moment = proposed(outlook, now);
        }
        if shown.moment.is_clean() {
            shown.timing = read_timing(&mut shown.moment, now, language);
        }
        let standing = Timing::of_row(&outlook.issue.row).or(shown.timing);
        let at = standing.map(|timing| timing.send.instant()).filter(|_| outlook.issue.is_open());
        if let Some(at) = at {
            shown.neighbours = neighbours(self.app, &outlook.issue, at).await?;
            shown.quiet = quiet(date_of(at)).map(|day| day.name(language));
        }
        if shown.test.names().next().is_none() {
            let own = people::by_id(self.app.store.read(), self.member.person_id).await?;
            shown.test.set("to", own.map(|person| person.address).unwrap_or_default());
        }
        shown.may_approve = may(Some(self.member), Access::Approver);
        let is_own = approve::is_own(&outlook.issue, self.member.id);
        (shown.is_own, shown.is_alone) = (is_own && !outlook.one_person, is_own && outlook.one_person);
        Ok(pages::page(self.frame, outlook, &shown))
    }

    /// The page once more with what is wrong, nothing that was filled in lost.
    async fn again(&self, shown: Shown<'_>) -> Result<Response, Failure> {
        let outlook = self.outlook().await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, self.page(&outlook, shown).await?).into_response())
    }

    /// What comes of a decision: the page of the issue's sending, or why not.
    async fn decided(&self, decided: Decided) -> Result<Response, Failure> {
        match say::decided(decided, self.frame.language) {
            None => Ok(self.back()),
            Some(refusal) => self.again(Shown { refusal: Some(refusal), ..Shown::default() }).await,
        }
    }

    fn back(&self) -> Response {
        Redirect::to(&format!("/beheer/nummers/{}/verzenden", self.id)).into_response()
    }
}

async fn look(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
    Asked(wish): Asked<Wish>,
) -> Result<Markup, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let outlook = asking.outlook().await?;
    let mut moment = Form::empty();
    let fields = [
        ("when", &wish.when),
        ("date", &wish.date),
        ("time", &wish.time),
        ("last_date", &wish.last_date),
        ("last_time", &wish.last_time),
    ];
    if fields.iter().any(|(_, value)| !value.is_empty()) {
        for (name, value) in fields {
            moment.set(name, value.as_str());
        }
    }
    let sent = frame.language.pick("De testmail is onderweg", "The test mail is on its way");
    let done = (wish.testmail == "verstuurd").then_some(sent);
    asking.page(&outlook, Shown { moment, done, ..Shown::default() }).await
}

async fn set_moment(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let version = form.version()?;
    let Some(timing) = read_timing(&mut form, app.clock.now(), frame.language) else {
        return asking.again(Shown { moment: form, ..Shown::default() }).await;
    };
    let refusal = match schedule::schedule(&app, member.id, asking.id, version, &timing).await? {
        Scheduled::Done => {
            // Also rung here, so that a moment of this minute does not wait for the bell.
            if let Err(error) = start_due(&app).await {
                tracing::error!(error = format!("{error:#}"), "starting due issues failed; the bell tries again");
            }
            return Ok(Redirect::to(&format!("/beheer/nummers/{id}/verzending")).into_response());
        }
        Scheduled::Wrong(fault) => {
            form.fault(say::field_of(fault), say::timing(fault, frame.language));
            return asking.again(Shown { moment: form, ..Shown::default() }).await;
        }
        Scheduled::Blocked => say::blocked(frame.language),
        Scheduled::NotApproved => say::not_approved(frame.language),
    };
    asking.again(Shown { moment: form, refusal: Some(refusal), ..Shown::default() }).await
}

async fn ask((State(app), frame, member, Path(id), Filled(form)): Posted<IssueId>) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    asking.outlook().await?;
    let decided = approve::ask(&app, member.id, asking.id, form.version()?).await?;
    asking.decided(decided).await
}

async fn approve((State(app), frame, member, Path(id), Filled(form)): Posted<IssueId>) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    asking.outlook().await?;
    let decided = approve::approve(&app, member.id, asking.id, (form.version()?, form.trimmed("seen"))).await?;
    asking.decided(decided).await
}

async fn send_back(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let (wanted, too_long) = (say::reason_wanted(frame.language), say::reason_too_long(frame.language));
    let Some(reason) = form.words("reason", REASON, wanted, too_long) else {
        return asking.again(Shown { reason: form, ..Shown::default() }).await;
    };
    let decided = approve::send_back(&app, member.id, asking.id, &reason).await?;
    asking.decided(decided).await
}

/// Keeps why something that was found stays.
async fn say_why(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    let (asking, language) = (Asking { app: &app, frame: &frame, member: &member, id }, frame.language);
    asking.outlook().await?;
    let at = form.trimmed("veld").parse().map_err(|_| Failure::Unreadable)?;
    let field = checks::field(at);
    let why = plain_lines(form.value(&field)).trim().to_owned();
    if why.is_empty() || why.chars().count() > WHY {
        form.fault(field, say::why_wanted(language));
        return asking.again(Shown { why: form, ..Shown::default() }).await;
    }
    let refusal = match explain(&app, member.id, id, (form.trimmed("bevinding"), &why)).await? {
        Explained::Done => return Ok(Redirect::to(&format!("/beheer/nummers/{id}/verzenden#checks")).into_response()),
        Explained::NotFound => say::nothing_to_explain(language),
        Explained::NoDraft => say::explained_late(language),
    };
    asking.again(Shown { why: form, refusal: Some(refusal), ..Shown::default() }).await
}

async fn unschedule(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let done = schedule::unschedule(&app, member.id, asking.id).await?;
    asking.decided(if done { Decided::Done } else { Decided::TooLate }).await
}

async fn cancel(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let done = schedule::cancel(&app, member.id, asking.id).await?;
    asking.decided(if done { Decided::Done } else { Decided::TooLate }).await
}

async fn test((State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>) -> Result<Response, Failure> {
    let asking = Asking { app: &app, frame: &frame, member: &member, id };
    let outlook = asking.outlook().await?;
    let language = frame.language;
    if form.trimmed("to").is_empty() {
        let own = people::by_id(app.store.read(), member.person_id).await?;
        form.set("to", own.map(|person| person.address).unwrap_or_default());
    }
    let wrong = say::address_wanted(language).to_owned();
    let to = form.read("to", |text| EmailAddress::parse(text).map_err(|_| wrong));
    let Some(to) = to.filter(|_| outlook.issue.is_open()) else {
        return asking.again(Shown { test: form, ..Shown::default() }).await;
    };
    match test_mail::post_test(&app, member.id, asking.id, &to, language).await? {
        Tested::Posted => {
            Ok(Redirect::to(&format!("/beheer/nummers/{id}/verzenden?testmail=verstuurd")).into_response())
        }
        Tested::TooMany(wait) => Err(Failure::TooMany(wait)),
        Tested::Unwritable => {
            asking.again(Shown { test: form, refusal: Some(say::blocked(language)), ..Shown::default() }).await
        }
    }
}

/// The moment that the year plan names, at 9.30; when that has passed, the next working day.
fn proposed(outlook: &Outlook, now: Instant) -> Form {
    let today = date_of(now);
    let planned = parse_date(&outlook.issue.row.planned_on).filter(|date| *date > today);
    let next = today.iter_days().skip(1).take(15).find(|date| quiet(*date).is_none());
    match planned.or(next) {
        Some(date) => Form::with(&[("date", &date.format("%-d-%-m-%Y").to_string()), ("time", "9.30")]),
        None => Form::empty(),
    }
}

/// Reads the fields of the moment. A last time without a date is on the same day.
fn read_timing(form: &mut Form, now: Instant, language: Language) -> Option<Timing> {
    let send = if form.value("when") == "now" {
        Some(Moment::next_minute(now))
    } else {
        read_moment(form, ("date", "time"), language)
    };
    let (last_date, last_time) = (form.trimmed("last_date").to_owned(), form.trimmed("last_time").to_owned());
    let not_after = if last_date.is_empty() && last_time.is_empty() {
        None
    } else if last_date.is_empty() {
        let day = send?.wall.0.date().to_string();
        let moment = WallTime::parse(&day, &last_time).map(Moment::of);
        if moment.is_none() {
            form.fault("last_time", say::time_wanted(language));
        }
        moment
    } else {
        read_moment(form, ("last_date", "last_time"), language)
    };
    let timing = Timing { send: send?, not_after };
    if let Err(fault) = timing.check(now) {
        form.fault(say::field_of(fault), say::timing(fault, language));
    }
    form.is_clean().then_some(timing)
}

fn read_moment(form: &mut Form, (date, time): (&'static str, &'static str), language: Language) -> Option<Moment> {
    let day =
        form.read(date, |text| parse_date(text).ok_or_else(|| day_fault(text, say::date_wanted(language), language)));
    let day = day?.to_string();
    let wall = form.read(time, |text| WallTime::parse(&day, text).ok_or_else(|| say::time_wanted(language).to_owned()));
    wall.map(Moment::of)
}
