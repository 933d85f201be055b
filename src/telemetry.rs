//! Logs: to the terminal, as text or as lines of JSON. No address, name or token ever stands in a line.

use tracing_subscriber::EnvFilter;

/// Starts logging; a second call does nothing.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_env("SAMENSPRAAK_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn,tokio_cron_scheduler=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start, as tests make, finds the first one's logs and leaves them.
    let _ = if json { logs.json().try_init() } else { logs.try_init() };
}
