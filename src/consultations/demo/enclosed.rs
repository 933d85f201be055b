//! The files of the demo, and what came by telephone.

use std::fmt::Write as _;

use anyhow::ensure;

use crate::app::App;
use crate::base::id::{ConsultationId, InvitationId, MemberId};
use crate::base::wall_time::date_of;
use crate::consultations::{Added, Dates, Entered, Entering, EntrySource, Placed, Titled, attach, enter, find, place};

/// A PDF of one page with a title and a line (ISO 32000), without the letters that its font does not have.
fn pdf(title: &str, line: &str) -> Vec<u8> {
    let shown = |text: &str| text.replace(['(', ')', '\\'], "");
    let content = format!("BT /F1 20 Tf 60 760 Td ({}) Tj /F1 12 Tf 0 -40 Td ({}) Tj ET", shown(title), shown(line));
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut text, mut table) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", text.len());
        let _ = writeln!(text, "{number} 0 obj\n{object}\nendobj");
    }
    let at = text.len();
    let _ = write!(
        text,
        "xref\n0 6\n0000000000 65535 f \n{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    );
    text.into_bytes()
}

/// Puts a document on a consultation.
pub(super) async fn document(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (title, line): (&str, &str),
) -> anyhow::Result<()> {
    let placed = place(app, by, id, (&Titled::New(title.to_owned()), pdf(title, line))).await?;
    ensure!(placed == Placed::Done(1), "the document of the demo: {placed:?}");
    Ok(())
}

/// Puts a newer version of its document on an open consultation.
pub(super) async fn newer(app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<()> {
    let Some(the) = find::consultation(app.store.read(), id).await? else { return Ok(()) };
    for one in &the.documents {
        let bytes = pdf(&one.row.title, "2.1 De uitslag is er binnen vijf werkdagen.");
        place(app, by, id, (&Titled::VersionOf(one.row.id), bytes)).await?;
    }
    Ok(())
}

/// Adds an attachment to the answer of a link.
pub(super) async fn attachment(app: &App, token: &str) -> anyhow::Result<()> {
    let bytes = pdf("Vragen aan onze leden", "Zeven van de tien leden kregen de uitslag nooit te zien.");
    let added = attach(app, token, "Vragen aan onze leden", bytes).await?;
    ensure!(added == Added::Done, "the attachment of the demo: {added:?}");
    Ok(())
}

/// Enters what an organisation added by telephone.
pub(super) async fn telephoned(
    app: &App,
    by: MemberId,
    (id, of): (ConsultationId, InvitationId),
) -> anyhow::Result<()> {
    let words = "Schriftelijk en in een gesprek. Alleen een brief wordt niet gelezen. Geef mensen ook een week om erover na te denken.";
    let dates = Dates { written: None, sent: None, received: date_of(app.clock.now()) };
    let entering = Entering { source: EntrySource::Phone, dates, words: vec![(1, words.to_owned())], scan: None };
    let entered = enter(app, by, (id, of), &entering).await?;
    ensure!(matches!(entered, Entered::Done(_)), "the entry of the demo: {entered:?}");
    Ok(())
}
