//! The demo: a fictional centre with people, issues and a postbox, in a folder of its own.
//!
//! Everything in it is invented. Addresses are at domains that stand for examples, no mail leaves the machine, and all
//! times are counted back from today, so that the demo always looks current. It seeds an empty folder once, in one
//! transaction; a folder that was used before goes on where it was. It stands beside the rooms, not in their line, and
//! it alone may write rows that no verb makes: a past that never happened.

mod back;
mod chosen;
mod content;
mod founding;
mod parties;
mod people;
mod pictures;
mod postbox;
mod postbox_pages;
mod postbox_texts;
mod seed;
mod sent;
mod year;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::app::App;
use crate::command;
use crate::mail::{Carrier, Outlets};
use crate::rooms::rooms;
use crate::settings::Settings;
use crate::staff;
use crate::store;
use crate::web::{Access, Routes};

/// Runs the demo until a signal says to stop.
///
/// # Errors
/// A sentence for the person at the terminal: a port that is in use, a folder that cannot be written to.
pub async fn run(bind: SocketAddr, data: PathBuf) -> anyhow::Result<()> {
    let listener = command::listen(bind).await?;
    // With port 0 the machine chooses, and links must hold its choice.
    let bind = listener.local_addr().unwrap_or(bind);
    let app = open(bind, data.clone()).await?;
    store::migrate(&app.store).await.with_context(|| {
        format!("the demo data in {} cannot be used; remove the folder to begin again", data.display())
    })?;
    let who = seed::seed(&app).await?;
    pictures::place(&app, who.editor).await?;
    let signals = command::Signals::heed()?;
    println!("{}", greeting(&app, &who, &data).await?);
    command::serve_on(app, listener, signals).await
}

/// Opens the demo's house in a folder.
async fn open(bind: SocketAddr, data: PathBuf) -> anyhow::Result<App> {
    let postbox = data.join("postbus");
    std::fs::create_dir_all(&postbox)
        .with_context(|| format!("cannot make the folder {}; choose another with --data", postbox.display()))?;
    let mut settings = Settings::demo(bind, data);
    if bind.ip().is_unspecified() {
        // Nobody can open 0.0.0.0 in a browser.
        settings.base_url = Some(format!("http://localhost:{}", bind.port()));
    }
    App::open(settings, Outlets::single(Carrier::Folder(postbox)), rooms(), true).await
}

/// What the terminal says when the demo is ready.
async fn greeting(app: &App, who: &founding::Staff, data: &std::path::Path) -> anyhow::Result<String> {
    let site = app.base_url();
    let (editor, approver) =
        (staff::sign_in_link(app, who.editor).await?, staff::sign_in_link(app, who.approver).await?);
    Ok(format!(
        "Samenspraak, demonstratie. Alles is verzonnen en er gaat geen mail de deur uit.\n\n\
         \x20 Website              {site}\n\
         \x20 Postbus              {site}/postbus\n\
         \x20 Sanne (redacteur)    {editor}\n\
         \x20 Marieke (keurt goed) {approver}\n\n\
         Open de links in twee browsers, of in een gewoon en een privévenster.\n\
         Gegevens staan in {}. Stop met Ctrl+C.",
        data.display()
    ))
}

/// Fills an empty house with the demo's data: for tests and measurements that need a lived-in house.
///
/// # Errors
/// The database's.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    seed::seed(app).await.map(drop)
}

/// The demo's own pages: the postbox and the sign-in links.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/postbus", Access::Anyone, postbox::list)
        .get("/postbus/{name}", Access::Anyone, postbox::show)
        .machine_get("/postbus/{name}/mail", Access::Anyone, postbox::mail)
        .merge(staff::demo_routes())
}

#[cfg(test)]
mod tests;
