//! A dossier: the list, the form, the page.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::{Question, again, dossier, met, once, read, said, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::check::findings;
use crate::dossiers::deciding::{Listed, of_dossier, section};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::find::{self, Public};
use crate::dossiers::pages::forms::{self, Theirs};
use crate::dossiers::pages::{list as lists, overview as pages};
use crate::dossiers::texts;
use crate::dossiers::timeline::Timeline;
use crate::dossiers::{Made, Saved, ThemeColour, Wanted, make, save};
use crate::staff::{self, Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path};

/// All of them.
pub(super) async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let on = app.store.read();
    Ok(lists::list(&frame, &find::all(on).await?, &staff::names(on).await?))
}

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame) -> Markup {
    let mut form = Form::with(&[("once", &app.random.token()), ("language", frame.language.tag())]);
    for (number, colour) in (1..).zip([ThemeColour::Brand, ThemeColour::Info, ThemeColour::Good, ThemeColour::Warn]) {
        form.set(&format!("colour-{number}"), colour.word());
    }
    forms::dossier(&frame, &form, None, &Theirs::new())
}

/// Makes one.
pub(super) async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let once = once(&form)?;
    let Some(wanted) = read::wanted(&mut form, frame.language) else {
        return Ok(again(forms::dossier(&frame, &form, None, &Theirs::new())));
    };
    match make(&app, member.id, &wanted, &once).await? {
        Made::New(id) => Ok(to(&format!("/beheer/dossiers/{id}"), "bewaard")),
        Made::Before(id) => meeting(&app, &frame, id, (&wanted, form)).await,
    }
}

/// Words that met what is saved: it says the same already, or both are shown.
async fn meeting(
    app: &App,
    frame: &Frame,
    id: DossierId,
    (wanted, mut form): (&Wanted, Form),
) -> Result<Response, Failure> {
    let the = dossier(app, id).await?;
    if Wanted::of(&the) == *wanted {
        return Ok(to(&the.address(), "bewaard"));
    }
    form.set("version", the.row.version.to_string());
    Ok(met(forms::dossier(frame, &form, Some(&the), &theirs(&the, frame.language))))
}

/// A dossier as staff see it.
pub(super) async fn overview(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<DossierId>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let on = app.store.read();
    let names = find::names(&app, &the).await?;
    let (sought, cleared) = (find::sought(&the, &names), find::cleared(on, the.row.id).await?);
    let public = match find::public(on, the.row.id).await? {
        Some(Public::Open(public)) => findings(&public, &sought, &cleared),
        Some(Public::Withdrawn(_)) | None => Vec::new(),
    };
    let asked = of_dossier(on, the.row.id).await?;
    let page = pages::Overview {
        decisions: &section(&frame, &the.address(), &asked),
        told: &asked.iter().filter_map(Listed::told).collect(),
        found: findings(&Timeline::of(&the)?, &sought, &cleared).len(),
        public: &public,
        names: &names,
        members: &staff::names(on).await?,
        may_publish: staff::may(Some(&member), Access::Approver),
        said: said(&question, frame.language),
        the: &the,
    };
    Ok(pages::overview(&frame, &page).into_response())
}

/// The form of one that is there.
pub(super) async fn edit(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    Ok(forms::dossier(&frame, &read::form_of(&the), Some(&the), &Theirs::new()))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let Some(wanted) = read::wanted(&mut form, frame.language) else {
        return Ok(again(forms::dossier(&frame, &form, Some(&the), &Theirs::new())));
    };
    match save(&app, member.id, (the.row.id, version), &wanted).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::ThemeInUse(number) => {
            form.fault(
                format!("theme-{number}"),
                frame.language.pick(
                    "Bij dit thema staan gebeurtenissen. Geef die eerst een ander thema.",
                    "There are entries with this theme. Give those another theme first.",
                ),
            );
            Ok(again(forms::dossier(&frame, &form, Some(&the), &Theirs::new())))
        }
        Saved::Overtaken => meeting(&app, &frame, id, (&wanted, form)).await,
    }
}

fn theirs(the: &Dossier, language: Language) -> Theirs {
    let themes: Vec<_> =
        the.themes.iter().map(|theme| format!("{} ({})", theme.name, texts::colour(theme.colour, language))).collect();
    vec![
        (language.pick("Titel", "Title"), the.row.title.clone()),
        (language.pick("Samenvatting", "Summary"), the.row.summary.clone()),
        (language.pick("Thema’s", "Themes"), themes.join("\n")),
        (language.pick("Taal", "Language"), the.row.language.name().to_owned()),
    ]
}
