//! The route of growth.

use axum::extract::State;
use axum::response::IntoResponse;
use chrono::{Datelike, Months, NaiveDate};

use super::count::{EVERYONE, kept};
use super::page::{self, Growth, Month, Page};
use crate::app::App;
use crate::base::Language;
use crate::base::wall_time::{date_of, month};
use crate::centre;
use crate::store::tables::growth::Model;
use crate::subscribers::leave::reasons_since;
use crate::web::{Access, Failure, Frame, Routes};

/// So many months are shown.
const SHOWN: u32 = 24;

/// The page of growth.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default().get("/beheer/groei", Access::Member, growth)
}

async fn growth(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let this_month = date_of(app.clock.now()).with_day(1).unwrap_or_default();
    let first = this_month.checked_sub_months(Months::new(SHOWN - 1)).unwrap_or(this_month);
    let rows = kept(on, &key(first)).await?;
    let mut growths = Vec::new();
    let everyone = language.pick("Alle abonnees", "All subscribers").to_owned();
    growths.extend(grown(EVERYONE, everyone, &rows, this_month, language));
    for publication in centre::publications(on).await? {
        let name = publication.name(language).to_owned();
        growths.extend(grown(publication.id().0, name, &rows, this_month, language));
    }
    let year = this_month.checked_sub_months(Months::new(11)).unwrap_or(this_month);
    let reasons = reasons_since(on, &key(year)).await?;
    let reasons: Vec<_> = reasons.into_iter().map(|(why, many)| (why.said(language), many)).collect();
    let counted_at = rows.iter().map(|row| row.counted_at).max();
    Ok(page::page(&frame, &Page { growths: &growths, counted_at, reasons: &reasons }))
}

fn key(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// The months of one publication up to this one. In a month that nobody counted, nothing changed.
fn grown(id: i64, name: String, rows: &[Model], until: NaiveDate, language: Language) -> Option<Growth> {
    let mut own = rows.iter().filter(|row| row.publication_id == id).peekable();
    let mut day = NaiveDate::parse_from_str(&format!("{}-01", own.peek()?.month), "%Y-%m-%d").ok()?;
    let (mut months, mut total) = (Vec::new(), 0);
    while day <= until {
        let named = format!("{} {}", month(day.month(), language), day.year());
        let row = own.next_if(|row| row.month == key(day));
        total = row.map_or(total, |row| row.total);
        let (joined, gone) = row.map_or((0, 0), |row| (row.joined, row.gone));
        months.push(Month { name: named, joined, gone, total });
        day = day.checked_add_months(Months::new(1))?;
    }
    Some(Growth { name, months })
}
