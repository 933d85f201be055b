//! `bounce`: takes in one mail that came back, or listens for them over LMTP.

use std::process::ExitCode;

use anyhow::Context;
use tokio::sync::watch;

use super::{at_terminal, serve};
use crate::returns;
use crate::settings::Settings;

/// "Try again later" in the words of sysexits.h. A mail server takes any other code for "never".
const TEMPFAIL: u8 = 75;

/// Takes in the mail on the standard input. Whatever goes wrong is ours and passes, so the mail server keeps the mail;
/// a mail that means nothing to us was taken all the same.
pub(super) async fn take_one(settings: Settings, to: &[String]) -> ExitCode {
    let taken = async {
        let app = at_terminal(settings).await?;
        let taken = returns::take_from(&app, to, std::io::stdin()).await;
        app.store.close().await;
        taken
    };
    match taken.await {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("samenspraak: the mail could not be taken in, hand it in again: {error:#}");
            ExitCode::from(TEMPFAIL)
        }
    }
}

/// Listens for LMTP until a signal says to stop.
pub(super) async fn listen(settings: Settings, place: &str) -> anyhow::Result<()> {
    let app = at_terminal(settings).await?;
    let listening = returns::listen(place).await?;
    let signals = serve::Signals::heed()?;
    println!("Samenspraak takes in returned mail on {place}");
    let (stop, stopping) = watch::channel(false);
    let door = tokio::spawn(returns::serve_lmtp(app.clone(), listening, stopping));
    signals.wait().await;
    let _ = stop.send(true);
    door.await.context("the LMTP door panicked")?;
    app.store.close().await;
    Ok(())
}
