//! The routes of the preferences.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate, NaiveTime};
use serde::Deserialize;

use super::change::{self, Opened, Stand};
use super::page::{self, Done, Page, Sentence};
use super::{Change, Changed, Pause, Preferences, texts};
use crate::app::App;
use crate::base::id::AreaId;
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::{WallTime, date_of, day_fault, parse_date};
use crate::base::{Instant, Language};
use crate::centre::{self, Publication};
use crate::subscribers::links::{LeftWhat, undo_token};
use crate::subscribers::pages::address;
use crate::subscribers::subscriber::{self, Delta, LONGEST_PAUSE};
use crate::subscribers::texts as shared;
use crate::subscribers::web::{Offer, after_leaving, expired_preferences, masked, named, offer, these, unlisted};
use crate::web::components::Tone;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The pages behind the link to the preferences; they stand in both languages.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/voorkeuren/{token}", Access::Holder, show)
        .post("/voorkeuren/{token}", Access::Holder, save)
        .post("/voorkeuren/{token}/af", Access::Holder, leave_one)
        .post("/voorkeuren/{token}/alles", Access::Holder, leave_all)
}

/// What the address says was done just now: words of ours. The sentences are about what stands, whatever it says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    bewaard: Vec<String>,
}

async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Asked(said): Asked<Said>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let stand = match change::look(&app, &token).await? {
        Opened::Of(stand) => stand,
        Opened::Expired => return Ok(expired_preferences(&frame)),
        Opened::Unknown => return Err(Failure::LinkUnknown),
    };
    let offer = offer(&app).await?;
    let form = filled_in(&stand, &offer, app.clock.now());
    let done = done(&app, frame.language, &stand, &offer, &said.bewaard).await?;
    Ok(draw(&frame, &token, (&stand, &form, &offer), done))
}

/// The form as it stands for a person: what they receive is ticked, because they ticked it.
fn filled_in(stand: &Stand, offer: &Offer, now: Instant) -> Form {
    let (person, chosen) = (&stand.person, &stand.chosen);
    let pause = person.paused_until.filter(|until| *until > now);
    let pause = pause.map(|until| date_of(until).to_string()).unwrap_or_default();
    let mut form = Form::empty();
    for (field, shown, value) in [
        ("name", "had_name", person.name.as_str()),
        ("language", "had_language", person.language.tag()),
        ("pause", "had_pause", pause.as_str()),
    ] {
        form.add(field, value);
        form.add(shown, value);
    }
    for publication in offer.publications.iter().filter(|one| stand.active.contains(&one.id())) {
        form.add("publication", publication.row.slug.as_str());
        form.add("had", publication.row.slug.as_str());
    }
    for topic in offer.topics.iter().filter(|topic| chosen.topics.contains(&topic.id())) {
        form.add("topic", topic.row.slug.as_str());
        form.add("had_topic", topic.row.slug.as_str());
    }
    for area in offer.areas.iter().filter(|area| chosen.areas.contains(&area.id())) {
        form.add("area", area.row.slug.as_str());
        form.add("had_area", area.row.slug.as_str());
    }
    for region in offer.areas.iter().flat_map(|area| &area.regions).filter(|one| chosen.areas.contains(&one.id())) {
        form.add("region", region.row.slug.as_str());
        form.add("had_area", region.row.slug.as_str());
    }
    form
}

fn draw(frame: &Frame, token: &str, (stand, form, offer): (&Stand, &Form, &Offer), done: Option<Done>) -> Response {
    let masked = masked(&stand.person);
    let consent = shared::consent(&frame.centre_name, frame.language);
    let received = these(offer.publications.clone(), &stand.active);
    let page = Page { token, masked: &masked, form, offer, received: &received, consent: &consent, done };
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, page::page(frame, &page)).into_response()
}

/// What was done, in sentences. A word that does not fit what stands says nothing.
async fn done(
    app: &App,
    language: Language,
    stand: &Stand,
    offer: &Offer,
    words: &[String],
) -> Result<Option<Done>, Failure> {
    let on = app.store.read();
    let person = &stand.person;
    let paused = person.paused_until.filter(|until| *until > app.clock.now());
    let mut sentences: Vec<Sentence> = Vec::new();
    for word in words {
        let sentence = match word.as_str() {
            "naam" => Some(texts::named(&person.name, language).into()),
            "taal" => {
                Some(person.language.pick(texts::in_dutch(language), texts::in_english(language)).to_owned().into())
            }
            "pauze" => paused.map(|until| texts::paused(until, language).into()),
            "hervat" => paused.is_none().then(|| texts::resumed(language).to_owned().into()),
            "onderwerpen" => {
                let names = centre::names_of_topics(on, &stand.chosen.topics, language).await?;
                Some(texts::topics(&names, language).into())
            }
            "gebieden" => {
                let names = centre::names_of_areas(on, &stand.chosen.areas, language).await?;
                Some(texts::areas(&names, language).into())
            }
            word => about_publication(app, word, stand, offer, language),
        };
        sentences.extend(sentence);
    }
    let has = |word: &str| words.iter().any(|said| said == word);
    Ok(match words {
        [] => None,
        _ if has("deels") => Some(Done { tone: Tone::Warn, title: texts::saved_without(language), sentences }),
        _ if has("niets") || sentences.is_empty() => Some(Done {
            tone: Tone::Info,
            title: texts::nothing_changed(language),
            sentences: vec![texts::nothing_changed_lead(language).to_owned().into()],
        }),
        _ => Some(Done { tone: Tone::Good, title: texts::saved(language), sentences }),
    })
}

fn about_publication(app: &App, word: &str, stand: &Stand, offer: &Offer, language: Language) -> Option<Sentence> {
    let find = |slug: &str| offer.publications.iter().find(|one| one.row.slug == slug);
    let is_active = |one: &&Publication| stand.active.contains(&one.id());
    if let Some(slug) = word.strip_prefix("bij-") {
        let joined = find(slug).filter(is_active)?;
        return Some(texts::joined(joined.name(language), language).into());
    }
    let left = find(word.strip_prefix("af-")?).filter(|one| !is_active(one))?;
    let can_undo = stand.can_undo.contains(&left.id());
    let undo = can_undo.then(|| undo_token(app, &stand.person, LeftWhat::One(left.id())));
    Some(Sentence { text: texts::left(left.name(language), language), undo })
}

/// Saves preferences, and shows the page again in the language that was chosen.
async fn save(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let offer = offer(&app).await?;
    let Some(wanted) = read(&mut form, &offer, &frame, app.clock.now()) else {
        return match change::look(&app, &token).await? {
            Opened::Of(stand) => Ok(draw(&frame, &token, (&stand, &form, &offer), None)),
            Opened::Expired => Ok(expired_preferences(&frame)),
            Opened::Unknown => Err(Failure::LinkUnknown),
        };
    };
    if !wanted.publications.added.is_empty() && form.value("had_words") != sha256_hex(wanted.consent.1.as_bytes()) {
        return match change::look(&app, &token).await? {
            Opened::Of(stand) => {
                let sentences = vec![texts::words_changed_lead(frame.language).to_owned().into()];
                let done = Done { tone: Tone::Info, title: texts::words_changed(frame.language), sentences };
                let page = draw(&frame, &token, (&stand, &form, &offer), Some(done));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Opened::Expired => Ok(expired_preferences(&frame)),
            Opened::Unknown => Err(Failure::LinkUnknown),
        };
    }
    let (what, is_blocked) = match change::change(&app, &token, &wanted).await? {
        Changed::Saved(what) => (what, false),
        Changed::Blocked(what) => (what, true),
        Changed::Expired => return Ok(expired_preferences(&frame)),
        Changed::Unknown => return Err(Failure::LinkUnknown),
    };
    let language = wanted.language.unwrap_or(frame.language);
    let query = query(&what, is_blocked, &offer).map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    Ok(Redirect::to(&format!("{}/voorkeuren/{token}?{query}", language.prefix())).into_response())
}

/// The words with which the page then says what is otherwise.
fn query(what: &[Change], is_blocked: bool, offer: &Offer) -> Result<String, serde_html_form::ser::Error> {
    let slug = |id| offer.publications.iter().find(|one| one.id() == id).map_or("", |one| one.row.slug.as_str());
    let word = |change: &Change| match change {
        Change::Name => "naam".to_owned(),
        Change::Language => "taal".to_owned(),
        Change::Paused => "pauze".to_owned(),
        Change::Resumed => "hervat".to_owned(),
        Change::Topics => "onderwerpen".to_owned(),
        Change::Areas => "gebieden".to_owned(),
        Change::Joined(id) => format!("bij-{}", slug(*id)),
        Change::Left(id) => format!("af-{}", slug(*id)),
    };
    let mut words: Vec<String> = what.iter().map(word).collect();
    if is_blocked {
        words.push("deels".to_owned());
    } else if words.is_empty() {
        words.push("niets".to_owned());
    }
    let pairs: Vec<(&str, String)> = words.into_iter().map(|word| ("bewaard", word)).collect();
    serde_html_form::to_string(pairs)
}

/// What differs between what the page showed and what came back.
fn read(form: &mut Form, offer: &Offer, frame: &Frame, now: Instant) -> Option<Preferences> {
    let name = subscriber::name(form.value("name"));
    if let Err(fault) = name {
        form.fault("name", shared::name_fault(fault, frame.language));
    }
    let missing = || texts::language_missing(frame.language).to_owned();
    let language = form.read("language", |tag| Language::from_tag(tag).ok_or_else(missing));
    let pause = read_pause(form, frame.language, now);
    let showed = |field: &str, value: &str| form.is_ticked(field, value);
    let (name, language) = (name.ok()?, language?);
    let name = (!showed("had_name", &name)).then_some(name);
    let language = (!showed("had_language", language.tag())).then_some(language);
    let areas = |fields: &[&str]| -> Vec<AreaId> {
        let is_ticked = |slug: &str| fields.iter().any(|field| form.is_ticked(field, slug));
        let whole = offer.areas.iter().filter(|area| is_ticked(&area.row.slug)).map(centre::Area::id);
        let regions = offer.areas.iter().flat_map(|area| &area.regions);
        whole.chain(regions.filter(|one| is_ticked(&one.row.slug)).map(centre::Region::id)).collect()
    };
    let topics = |field: &str| -> Vec<_> {
        offer.topics.iter().filter(|topic| form.is_ticked(field, &topic.row.slug)).map(centre::Topic::id).collect()
    };
    let publications = |field: &str| named(form, field, &offer.publications);
    Some(Preferences {
        name,
        language,
        publications: Delta::between(&publications("had"), &publications("publication")),
        topics: Delta::between(&topics("had_topic"), &topics("topic")),
        areas: Delta::between(&areas(&["had_area"]), &areas(&["area", "region"])),
        pause: pause?,
        consent: (frame.language, shared::consent(&frame.centre_name, frame.language)),
    })
}

fn read_pause(form: &mut Form, language: Language, now: Instant) -> Option<Pause> {
    if form.trimmed("pause") == form.trimmed("had_pause") {
        return Some(Pause::AsItIs);
    }
    let today = date_of(now);
    let last = today.checked_add_days(Days::new(LONGEST_PAUSE)).unwrap_or(NaiveDate::MAX);
    form.read("pause", |text| match text {
        "" => Ok(Pause::Over),
        text => {
            let day = parse_date(text).filter(|day| *day > today && *day <= last);
            let day = day.ok_or_else(|| day_fault(text, texts::pause_fault(language), language))?;
            Ok(Pause::Until(WallTime(day.and_time(NaiveTime::MIN)).resolve().instant()))
        }
    })
}

/// Leaves one publication by its button.
async fn leave_one(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let offer = offer(&app).await?;
    let named = named(&form, "publication", &offer.publications);
    let Some(publication) = named.first() else {
        // Without a publication nothing is left; the page is where one can choose.
        return Ok(Redirect::to(&address(&frame, &format!("/voorkeuren/{token}"))).into_response());
    };
    after_leaving(&frame, change::leave(&app, &token, Some(*publication)).await?)
}

/// Leaves everything.
async fn leave_all(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    after_leaving(&frame, change::leave(&app, &token, None).await?)
}
