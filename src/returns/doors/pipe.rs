//! The pipe: the mail server runs us with one mail on the standard input.

use std::io::Read;

use crate::app::App;
use crate::returns::{Door, LIMIT, Taken, take};

/// Reads one mail to its end and takes it in. Of a mail longer than [`LIMIT`] the rest is read and dropped, because a
/// mail server whose pipe closes early believes that we failed.
///
/// # Errors
/// When the mail cannot be read or the database does not answer: the mail server keeps the mail and tries again.
pub async fn take_from(app: &App, to: &[String], input: impl Read + Send + 'static) -> anyhow::Result<Taken> {
    let mail = tokio::task::spawn_blocking(move || read_to_end(input)).await??;
    take(app, Door::Pipe, to, without_envelope_line(&mail)).await
}

fn read_to_end(mut input: impl Read) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    input.by_ref().take(LIMIT as u64).read_to_end(&mut mail)?;
    std::io::copy(&mut input, &mut std::io::sink())?;
    Ok(mail)
}

/// The `From ` line that some mail servers put before a mail (mbox) is no part of it.
fn without_envelope_line(mail: &[u8]) -> &[u8] {
    if !mail.starts_with(b"From ") {
        return mail;
    }
    mail.iter().position(|byte| *byte == b'\n').and_then(|at| mail.get(at + 1..)).unwrap_or(mail)
}
