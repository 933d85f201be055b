//! What the page of a question asks by itself: keep what is typed, and who else is here.

use axum::extract::State;

use super::presence::{note, others};
use super::web::{closed, no_choice, too_long};
use super::{Seat, Written, seat, type_along};
use crate::app::App;
use crate::base::Language;
use crate::consultations::find;
use crate::web::saving::State as How;
use crate::web::saving::{Told, Wish};
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

/// Its address.
pub(super) fn routes() -> Routes<App> {
    Routes::default().post("/consultaties/antwoord/{token}/vraag/{number}/vanzelf", Access::Holder, by_itself)
}

async fn by_itself(
    State(app): State<App>,
    frame: Frame,
    Path((token, number)): Path<(String, i64)>,
    Filled(form): Filled,
) -> Result<Told, Failure> {
    let wish = Wish::of(&form).ok_or(Failure::Unreadable)?;
    // A link that was revoked hears of nobody, and its page keeps what is on it.
    let Some(seat) = seat(&app, app.store.read(), &token).await? else { return Ok(ended(frame.language)) };
    let is_at = (wish != Wish::Leave).then_some(number);
    if is_at.is_none() || form.is_ticked("actief", "ja") {
        note(&app, &seat, is_at).await?;
    }
    let here = others(&seat, number, (app.clock.now(), frame.language));
    let told = match wish {
        Wish::Save => keep(&app, (&seat, &token, number), &form, frame.language).await?,
        Wish::Here => look(&app, (&seat, number), form.version()?, frame.language).await?,
        Wish::Leave => Told::new(How::Here, ""),
    };
    Ok(told.here(here))
}

/// Keeps what is typed, when nobody else saved since.
async fn keep(
    app: &App,
    (seat, token, number): (&Seat, &str, i64),
    form: &Form,
    language: Language,
) -> Result<Told, Failure> {
    Ok(match type_along(app, token, number, (form.version()?, form.value("words"))).await? {
        Written::Done(version) | Written::Same(version) => {
            Told::saved(language, app.clock.now()).field("version", version.to_string())
        }
        Written::Overtaken { by, at, .. } => Told::met(How::Met, language, (named(seat, &by, language), at)),
        Written::NotAChoice => Told::new(How::Faults, no_choice(language)),
        Written::TooLong => Told::new(How::Faults, too_long(language)),
        Written::Closed => Told::new(How::Waits, closed(language)),
        Written::Unknown => ended(language),
    })
}

/// Says when somebody else saved since the version that the page has.
async fn look(app: &App, (seat, number): (&Seat, i64), seen: i64, language: Language) -> Result<Told, Failure> {
    let question = seat.the.question(number).ok_or(Failure::NotFound)?;
    let newest = find::versions(app.store.read(), seat.invited.row.id, question).await?.into_iter().next();
    let newer = newest.filter(|row| row.version > seen && row.saved_by != seat.invitee.id);
    Ok(newer.map_or_else(
        || Told::new(How::Here, ""),
        |row| Told::met(How::Newer, language, (named(seat, seat.name_of(row.saved_by), language), row.saved_at)),
    ))
}

/// A name; of whoever was erased, nobody's.
fn named<'a>(seat: &Seat, name: &'a str, language: Language) -> &'a str {
    match name {
        "" => language.pick("Iemand anders", "Somebody else"),
        name if name == seat.invitee.name => language.pick("Uzelf op een andere plek", "Yourself elsewhere"),
        name => name,
    }
}

fn ended(language: Language) -> Told {
    let said = language.pick(
        "Niet bewaard: uw link is ingetrokken. Uw tekst blijft hier staan; kopieer hem en vraag uw secretaris of voorzitter.",
        "Not saved: your link was revoked. Your text stays here; copy it and ask your secretary or chair.",
    );
    Told::new(How::Waits, said)
}
