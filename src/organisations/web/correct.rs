//! Correcting where somebody stands, at an organisation or in a body: both have the same form.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{again, bodies, contacts, read, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{BodyId, ContactId, OrganisationId, SeatId};
use crate::organisations::correct as correcting;
use crate::organisations::find::{self, Placed};
use crate::organisations::pages::people::{self as pages, Correcting};
use crate::organisations::{Corrected, Place, Standing, correct, texts};
use crate::staff::{Member, Posted};
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

/// The pages of correcting.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/organisaties/{id}/contacten/{contact}/wijzigen", editor, ask_contact)
        .post("/beheer/organisaties/{id}/contacten/{contact}/wijzigen", editor, contact)
        .get("/beheer/gremia/{id}/leden/{seat}/wijzigen", editor, ask_seat)
        .post("/beheer/gremia/{id}/leden/{seat}/wijzigen", editor, seat)
}

/// Whose standing a page is about, with the page above it.
struct Found {
    page: Correcting,
    place: Place,
    standing: Standing,
}

impl Found {
    fn form(&self) -> Form {
        let Standing { name, role, term, organisation } = &self.standing;
        Form::with(&[
            ("name", name.as_deref().unwrap_or_default()),
            ("role", role),
            ("organisation", &organisation.map(|id| id.to_string()).unwrap_or_default()),
            ("from_on", &term.from.to_string()),
            ("until_on", &term.until.map(|day| day.to_string()).unwrap_or_default()),
            ("mark", &self.standing.mark()),
        ])
    }
}

async fn stands(app: &App, place: Place) -> Result<Standing, Failure> {
    correcting::standing(app.store.read(), place).await?.ok_or(Failure::NotFound)
}

fn named<Id>(who: &Placed<Id>) -> String {
    if who.name.is_empty() { who.address.clone() } else { format!("{}, {}", who.name, who.address) }
}

async fn find_contact(app: &App, id: OrganisationId, contact: ContactId) -> Result<Found, Failure> {
    let row = contacts::known(app, id).await?;
    let who = contacts::contact_of(app, &row, contact).await?;
    let place = Place::Contact(who.id);
    let standing = stands(app, place).await?;
    let page = Correcting {
        above: contacts::address(&row),
        here: format!("{}/contacten/{}/wijzigen", contacts::address(&row), who.id),
        name: row.name,
        who: named(&who),
        is_named_by_us: standing.name.is_some(),
        choice: None,
    };
    Ok(Found { page, place, standing })
}

async fn find_seat(app: &App, frame: &Frame, id: BodyId, seat: SeatId) -> Result<Found, Failure> {
    let on = app.store.read();
    let row = bodies::known(app, id).await?;
    let who = bodies::seat_of(app, &row, seat).await?;
    let mut choice = find::to_choose(on).await?;
    // One that ended is no choice for others, but it may stay what it is.
    let ended = who.organisation.filter(|id| choice.iter().all(|(known, _)| known != id));
    choice.extend(find::names_of(on, ended.into_iter(), frame.language).await?);
    let place = Place::Seat(who.id);
    let standing = stands(app, place).await?;
    let page = Correcting {
        above: bodies::address(row.id),
        here: format!("{}/leden/{}/wijzigen", bodies::address(row.id), who.id),
        name: row.name,
        who: named(&who),
        is_named_by_us: standing.name.is_some(),
        choice: Some(choice),
    };
    Ok(Found { page, place, standing })
}

async fn ask_contact(
    State(app): State<App>,
    frame: Frame,
    Path((id, contact)): Path<(OrganisationId, ContactId)>,
) -> Result<Markup, Failure> {
    let found = find_contact(&app, id, contact).await?;
    Ok(pages::correct(&frame, &found.form(), &found.page))
}

async fn ask_seat(
    State(app): State<App>,
    frame: Frame,
    Path((id, seat)): Path<(BodyId, SeatId)>,
) -> Result<Markup, Failure> {
    let found = find_seat(&app, &frame, id, seat).await?;
    Ok(pages::correct(&frame, &found.form(), &found.page))
}

async fn contact(
    (State(app), frame, member, Path((id, contact)), Filled(form)): Posted<(OrganisationId, ContactId)>,
) -> Result<Response, Failure> {
    let found = find_contact(&app, id, contact).await?;
    save(&app, &frame, &member, form, found).await
}

async fn seat(
    (State(app), frame, member, Path((id, seat)), Filled(form)): Posted<(BodyId, SeatId)>,
) -> Result<Response, Failure> {
    let found = find_seat(&app, &frame, id, seat).await?;
    save(&app, &frame, &member, form, found).await
}

async fn save(app: &App, frame: &Frame, member: &Member, mut form: Form, found: Found) -> Result<Response, Failure> {
    let language = frame.language;
    let Found { page, place, standing: stood } = found;
    if let Some(standing) = standing(&mut form, &page, &stood, language) {
        match correct(app, member.id, place, (form.value("mark"), &standing)).await? {
            Corrected::Done => return Ok(to(&page.above, "bewaard")),
            Corrected::Twice => form.fault("from_on", texts::twice(language)),
            Corrected::Overtaken => {
                form.set("mark", stands(app, place).await?.mark());
                form.fault("role", texts::overtaken(language));
            }
        }
    }
    Ok(again(pages::correct(frame, &form, &page)))
}

/// What the form says. What it has no field for stays.
fn standing(form: &mut Form, page: &Correcting, stood: &Standing, language: Language) -> Option<Standing> {
    let mut standing = read::standing(form, language);
    let organisation = match &page.choice {
        Some(choice) => read::on_behalf_of(form, choice, language),
        None => stood.organisation,
    };
    if let Some(standing) = &mut standing {
        standing.organisation = organisation;
        standing.name = standing.name.take().filter(|_| page.is_named_by_us);
    }
    standing.filter(|_| form.is_clean())
}
