//! The images of the demo: three drawings, at the top of the articles of the issue that waits for approval.
//!
//! Raw SQL: the texts are known by their titles only.

use sea_orm::ConnectionTrait;

use super::content::texts;
use crate::app::App;
use crate::base::id::{ArticleId, MediaId, MemberId};
use crate::media::{self, About, Said, Taken};
use crate::store::sql;

/// A drawing: its name, what there is to see, its bytes.
type Drawing = (&'static str, &'static str, &'static [u8]);

const DRAWINGS: [Drawing; 3] = [
    (
        "Oefening met waterstof",
        "Twee brandweermensen kijken op een camera met warmtebeeld, bij twee opslagtanks.",
        include_bytes!("images/oefening.jpg"),
    ),
    ("Opslag in de wijk", "Rijtjeshuizen met een kast voor accu’s.", include_bytes!("images/wijk.jpg")),
    ("Haven", "Een schip aan de kade.", include_bytes!("images/haven.jpg")),
];

/// Where the articles of the issue that waits begin among all of them.
const FIRST: usize = 6;

/// Places the drawings, when the library is empty. One that cannot be read now, on a busy machine, is left out.
///
/// # Errors
/// The database's.
pub(super) async fn place(app: &App, by: MemberId) -> anyhow::Result<()> {
    if !media::names(app.store.read()).await?.is_empty() {
        return Ok(());
    }
    for ((name, alt, bytes), text) in DRAWINGS.into_iter().zip(texts().into_iter().skip(FIRST)) {
        let Taken::New { id, .. } = media::take(app, by, name, bytes.to_vec()).await? else { continue };
        media::describe(app, by, (id, 1), Said { name, alt, decorates: false, focus: None }).await?;
        show(app, id, text.title).await?;
    }
    Ok(())
}

async fn show(app: &App, image: MediaId, title: &str) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let shown =
        sql(&tx, "UPDATE articles SET picture_id = ? WHERE title = ? RETURNING id", [image.into(), title.into()]);
    for row in tx.query_all_raw(shown).await? {
        let article = ArticleId(row.try_get("", "id")?);
        media::used_in(&tx, About::Article(article), title, [image], app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}
