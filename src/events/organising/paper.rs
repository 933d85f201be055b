//! Paper for the day, as pages that print well: a list to sign, and badges.

use axum::extract::State;
use maud::{Markup, html};

use super::super::event::NEEDS_FOR;
use super::super::find;
use super::super::making::known;
use super::pages::as_of;
use super::web::Row;
use crate::app::App;
use crate::base::id::EventId;
use crate::base::wall_time::{date_of, plain_date};
use crate::base::words::fold;
use crate::events::RegistrationState;
use crate::web::components::{DataTable, crumbs, page_head};
use crate::web::{Failure, Frame, Path, staff_page};

/// Prefixes of surnames, which do not count for the order.
const PREFIXES: [&str; 14] =
    ["van", "de", "der", "den", "het", "ten", "ter", "te", "in", "'t", "’t", "op", "von", "el"];

/// A name as a list sorts it: the surname without its prefix first. The same on every engine, because it is done here.
fn sorting(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let at = (1..words.len()).find(|at| !PREFIXES.contains(&fold(words[*at]).as_str())).unwrap_or(0);
    let (first, last) = words.split_at(at);
    (fold(&last.join(" ")), fold(&first.join(" ")))
}

async fn who_comes(app: &App, id: EventId) -> Result<(super::super::event::Event, find::Programme, Vec<Row>), Failure> {
    let (event, programme) = known(app, id).await?;
    let mut rows = find::everybody(app.store.read(), event.id).await?;
    rows.retain(|(row, _)| row.state == RegistrationState::Registered);
    rows.sort_by_cached_key(|(row, _)| (sorting(&row.name), row.id));
    Ok((event, programme, rows))
}

/// `GET …/presentielijst`
pub(super) async fn signing_list(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
) -> Result<Markup, Failure> {
    let (event, programme, rows) = who_comes(&app, id).await?;
    let language = frame.language;
    let title = language.pick("Presentielijst", "Signing list");
    let gone = plain_date(date_of(event.ends_at.plus(NEEDS_FOR)), language);
    let sub = format!("{}, {}. {}", event.title(language), event.days(language), as_of(app.clock.now(), language));
    let table = DataTable::new(title)
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Organisatie", "Organisation"))
        .column(language.pick("Workshops", "Workshops"))
        .column(language.pick("Handtekening", "Signature"))
        .rows(rows.iter().map(|(row, chosen)| {
            let codes = chosen.iter().filter_map(|id| programme.session(*id)).map(|session| session.code.as_str());
            vec![
                html! { (row.name) },
                html! { (row.organisation) },
                html! { (codes.collect::<Vec<_>>().join(", ")) },
                html! { span class="sign" {} },
            ]
        }));
    let list = format!("/beheer/bijeenkomsten/{}", event.id);
    Ok(staff_page(
        &frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/bijeenkomsten", language.pick("Bijeenkomsten", "Events")), (&list, event.title(language))], title))
            (page_head(title, Some(&sub), None))
            p class="screen-only muted" { (language.pick("Print deze pagina met uw browser (Ctrl+P).", "Print this page with your browser (Ctrl+P).")) }
            (table)
            p class="small" { (language.pick("Vernietig dit blad uiterlijk op ", "Destroy this sheet at the latest on ")) (gone) "." }
        },
    ))
}

/// `GET …/badges`
pub(super) async fn badges(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, programme, rows) = who_comes(&app, id).await?;
    let language = frame.language;
    let title = "Badges";
    let list = format!("/beheer/bijeenkomsten/{}", event.id);
    Ok(staff_page(
        &frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/bijeenkomsten", language.pick("Bijeenkomsten", "Events")), (&list, event.title(language))], title))
            (page_head(title, Some(&as_of(app.clock.now(), language)), None))
            p class="screen-only muted" { (language.pick("Acht van 95 bij 66 mm op een vel A4. Print deze pagina met uw browser, zonder marges.", "Eight of 95 by 66 mm on a sheet of A4. Print this page with your browser, without margins.")) }
            ul class="badges" {
                @for (row, chosen) in &rows {
                    li class="badge" {
                        b class="badge__name" { (row.name) }
                        span { (row.organisation) }
                        span class="small" {
                            @for session in chosen.iter().filter_map(|id| programme.session(*id)) { (session.code) " " (session.room) " " }
                        }
                    }
                }
            }
        },
    ))
}
