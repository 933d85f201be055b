//! The handles that live as long as the process. `App` knows no room.

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use tokio::sync::Notify;

use crate::base::{Clock, Random, Secrets};
use crate::mail::{Outlets, Signer, Signing, SigningKey, Tls, dkim};
use crate::room;
use crate::settings::Settings;
use crate::store::{Shelf, Store, Whole};
use crate::web;

/// What a room of this house says of itself.
pub type Room = room::Room<App>;
/// What may be so of a person, as a room of this house says it.
pub type Mark = room::Mark<App>;
/// A list of this house.
pub type List<T, X = ()> = web::list::List<App, T, X>;
/// The rooms of this house in their line.
pub type Rooms = room::Rooms<App>;

/// The handles of one process. Cloning is cheap: all of them are shared.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where randomness comes from.
    pub random: Random,
    /// The secret keys.
    pub secrets: Arc<Secrets>,
    /// The rooms, for whoever needs something of each of them.
    pub rooms: Rooms,
    /// The ways out for mail.
    pub outlets: Outlets,
    /// Whom we trust to be who they say.
    pub tls: Tls,
    /// Who signs mail.
    pub signing: Signing,
    /// Where things are.
    pub settings: Arc<Settings>,
    /// Rung when there is mail to send.
    pub mail_waits: Arc<Notify>,
    /// Whether this is the demo.
    pub demo: bool,
}

impl App {
    /// Opens the database and the secret file and keeps the ways out for mail.
    ///
    /// # Errors
    /// A sentence for the person at the terminal about what cannot be opened and what to do.
    pub async fn open(settings: Settings, outlets: Outlets, rooms: Rooms, demo: bool) -> anyhow::Result<Self> {
        let random = Random::from_machine()?;
        let signing = open_signing(&settings)?;
        let store = Store::open(&settings.database_url()).await?;
        let secrets = open_secrets(&settings.secret_file(), &random)?;
        close_to_others(store.file(), &settings.secret_file());
        Ok(Self {
            store,
            clock: Clock::Machine,
            random,
            secrets: Arc::new(secrets),
            rooms,
            outlets,
            tls: Tls::default(),
            signing,
            settings: Arc::new(settings),
            mail_waits: Arc::new(Notify::new()),
            demo,
        })
    }

    /// The outside address without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.settings.base_url()
    }

    /// Where files stand.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        Shelf::of(&self.settings.data_dir)
    }

    /// All that a backup of this house holds.
    #[must_use]
    pub fn whole(&self) -> Whole<'_> {
        Whole { store: &self.store, shelf: self.shelf(), tables: self.rooms.backed_up() }
    }

    /// Whether readers reach us over https, which decides about cookies and HSTS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url().starts_with("https://")
    }
}

/// Reads the signing key that the settings name; without one, nobody signs until the staff pages say who.
fn open_signing(settings: &Settings) -> anyhow::Result<Signing> {
    let Some(file) = &settings.dkim_key_file else { return Ok(Signing::default()) };
    let pem = fs::read(file).with_context(|| format!("cannot read the signing key {}", file.display()))?;
    if !dkim::is_selector(&settings.dkim_selector) {
        bail!("SAMENSPRAAK_DKIM_SELECTOR is no selector: small letters, digits and hyphens, for instance nieuws2026");
    }
    let key = SigningKey::from_pem(&pem).with_context(|| format!("{} cannot sign mail", file.display()))?;
    Ok(Signing::from_file(Signer::new(settings.dkim_selector.clone(), key)))
}

/// Closes to others what an earlier start, with a wider umask, left open to them: the database with its log, and the secret
/// file. What is not ours to change stays as its owner wants it.
fn close_to_others(database: Option<&Path>, secret_file: &Path) {
    let beside = |file: &Path, end: &str| PathBuf::from(format!("{}{end}", file.display()));
    let of_database = database.iter().flat_map(|file| ["", "-wal", "-shm"].map(|end| beside(file, end)));
    for file in of_database.chain([secret_file.to_owned()]) {
        let Ok(known) = fs::metadata(&file) else { continue };
        if known.permissions().mode() & 0o077 != 0
            && let Err(error) = fs::set_permissions(&file, Permissions::from_mode(0o600))
        {
            tracing::warn!(error = %error, "a file of ours is open to others and cannot be closed");
        }
    }
}

/// Reads the secret file, or makes it with mode 0600 when it is not there. Two processes that start at once agree:
/// only one of them can link its file to the name.
///
/// # Errors
/// When it cannot be read or made, or holds something else.
pub fn open_secrets(file: &Path, random: &Random) -> anyhow::Result<Secrets> {
    if !file.exists() {
        let made = serde_json::to_vec_pretty(&Secrets::make(random))?;
        keep_secrets(file, &made)?;
    }
    let bytes = fs::read(file).with_context(|| format!("cannot read the secret file {}", file.display()))?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is not a secret file of Samenspraak; restore it from a backup", file.display()))
}

/// Writes a secret file that is not there yet. An existing one is left alone.
///
/// # Errors
/// When its folder cannot be written to.
pub fn keep_secrets(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let cannot = || format!("cannot write the secret file {}; is its folder writable?", file.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    // A temporary file is made with mode 0600.
    let mut beside = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    beside.write_all(bytes).with_context(cannot)?;
    beside.as_file().sync_all().with_context(cannot)?;
    match beside.persist_noclobber(file) {
        Err(error) if !file.exists() => Err(error.error).with_context(cannot),
        _ => Ok(()),
    }
}
