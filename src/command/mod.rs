//! What the binary's subcommands do. Each file is one subcommand.

mod bounce;
mod keep;
mod serve;

use std::process::ExitCode;

use anyhow::Context;
use rustix::fs::Mode;

use crate::app::App;
use crate::mail::{Carrier, Outlets};
use crate::rooms::rooms;
use crate::settings::{Cli, Command, Import, Settings, StaffAct};
use crate::store::{self, Store};
use crate::subscribers::AtTerminal;
use crate::{demo, staff, subscribers, telemetry};

pub use serve::{Signals, listen, serve_on};

/// Does what the command line says, and gives the code with which the process ends.
///
/// # Errors
/// A sentence for the person at the terminal.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let json = matches!(&cli.command, Command::Serve { settings, .. } if settings.log_json);
    telemetry::start(json);
    // What this process makes is nobody else's, whatever it was started with.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the runtime cannot start")?;
    let done = runtime.block_on(async {
        match cli.command {
            Command::Bounce { settings, recipient, lmtp: None } => Ok(bounce::take_one(settings, &recipient).await),
            command => dispatch(command).await.map(|()| ExitCode::SUCCESS),
        }
    });
    // A thread that still works at something nobody waits for does not keep the process.
    runtime.shutdown_background();
    done
}

async fn dispatch(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { settings, migrate } => serve::serve(settings, migrate).await,
        Command::Demo { bind, data } => demo::run(bind, data).await,
        Command::Migrate { settings } => migrate(&settings).await,
        Command::Staff { act: StaffAct::Add { settings, address, name, roles } } => {
            staff::add_from_terminal(&at_terminal(settings).await?, &address, &name, &roles).await
        }
        Command::Import { what } => import(what).await,
        Command::Bounce { settings, lmtp, .. } => bounce::listen(settings, &lmtp.unwrap_or_default()).await,
        Command::Routes { demo } => list_routes(demo),
        Command::Backup { settings, file } => keep::back_up(settings, &file).await,
        Command::Restore { settings, file } => keep::restore(&settings, &file).await,
    }
}

async fn import(what: Import) -> anyhow::Result<()> {
    let Import::Subscribers {
        settings,
        file,
        publication,
        basis,
        source,
        date,
        preset,
        sheet,
        columns,
        means: meanings,
        dry_run,
        skip_wrong,
    } = what;
    let app = at_terminal(settings).await?;
    let asked =
        AtTerminal { file, publication, basis, source, date, preset, sheet, columns, meanings, dry_run, skip_wrong };
    let imported = subscribers::import_from_terminal(&app, &asked).await;
    app.store.close().await;
    imported
}

async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    let store = Store::open(&settings.database_url()).await?;
    store::migrate(&store).await?;
    println!("The database is up to date.");
    Ok(())
}

fn list_routes(demo: bool) -> anyhow::Result<()> {
    for route in crate::routes::routes(&rooms(), demo).into_parts().1 {
        println!("{}", serde_json::to_string(&route)?);
    }
    Ok(())
}

/// The house for a subcommand that works beside a running server: it writes mail into the ledger and carries none.
async fn at_terminal(settings: Settings) -> anyhow::Result<App> {
    let nowhere = Outlets::single(Carrier::Folder(settings.data_dir.join("postbus")));
    let app = App::open(settings, nowhere, rooms(), false).await?;
    must_be_migrated(&app.store).await?;
    Ok(app)
}

async fn must_be_migrated(store: &Store) -> anyhow::Result<()> {
    if store::is_migrated(store).await? {
        return Ok(());
    }
    anyhow::bail!(
        "the database is not of today's shape; run `samenspraak migrate` first, or `samenspraak serve --migrate`"
    )
}
