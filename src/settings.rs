//! Settings: the command line and the environment, read once. `--help` documents each.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::base::ReturnAddress;

/// Stakeholder communication and newsletters for Dutch public expertise centres.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages and send mail.
    Serve {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// Bring the database to today's shape first.
        #[arg(long)]
        migrate: bool,
    },
    /// Try it: a fictional centre in ./demo-data, with mails kept in files.
    Demo {
        /// The address to listen on.
        #[arg(long, env = "SAMENSPRAAK_BIND", default_value = "127.0.0.1:8080")]
        bind: SocketAddr,
        /// The folder for the demo's data.
        #[arg(long, default_value = "demo-data")]
        data: PathBuf,
    },
    /// Bring the database to today's shape.
    Migrate {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
    },
    /// Manage members of staff from the terminal.
    Staff {
        /// What to do.
        #[command(subcommand)]
        act: StaffAct,
    },
    /// Bring data in.
    Import {
        /// What to import.
        #[command(subcommand)]
        what: Import,
    },
    /// Take in one mail that came back, from the standard input: for the pipe of a mail server. Ends with 0 when it was
    /// taken and 75 when it must be tried again.
    Bounce {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// The address that the mail came to; may be given more than once. [default: what the mail says]
        #[arg(long, env = "ORIGINAL_RECIPIENT", hide_env_values = true)]
        recipient: Vec<String>,
        /// Listen for LMTP instead: <unix:/path/of/socket> or 127.0.0.1:port.
        #[arg(long)]
        lmtp: Option<String>,
    },
    /// List every route with who may enter it, as lines of JSON.
    #[command(hide = true)]
    Routes {
        /// With the demo's own.
        #[arg(long)]
        demo: bool,
    },
    /// Write a backup of everything, also while serving.
    Backup {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// The file to write. It holds the secret keys: keep it as safe as the database.
        file: PathBuf,
    },
    /// Restore a backup into an empty database.
    Restore {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// The backup to read.
        file: PathBuf,
    },
}

/// What can be done with members from the terminal.
#[derive(Debug, Subcommand)]
pub enum StaffAct {
    /// Add a member, or give an existing one a new way in; prints a link to set a password.
    Add {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// The member's e-mail address.
        #[arg(long)]
        address: String,
        /// The member's name.
        #[arg(long)]
        name: String,
        /// A role: editor, approver or administrator. May be given more than once.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
}

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Subscribers from a list: CSV, or a workbook (XLSX).
    Subscribers {
        /// Where things are.
        #[command(flatten)]
        settings: Settings,
        /// The file: `;`, `,`, `|` or tab; UTF-8, Windows-1252 or Mac Roman. Columns: e-mail address, and if you like name,
        /// language, topics, areas, and how people stand where the list comes from.
        file: PathBuf,
        /// The short name of the publication that they are subscribed to.
        #[arg(long)]
        publication: String,
        /// On which basis you may write to them, in your own words: it is kept as evidence.
        #[arg(long)]
        basis: String,
        /// Where the addresses come from: it is kept as evidence, and told to them when you send the information letter.
        #[arg(long, default_value = "")]
        source: String,
        /// When you obtained them, such as 2026-11-21.
        #[arg(long, default_value = "")]
        date: String,
        /// The program that the file is an export of: listmonk, mailchimp, laposta or phplist. [default: seen by its columns]
        #[arg(long)]
        preset: Option<String>,
        /// The sheet of a workbook. [default: the first that is visible and has a column of addresses]
        #[arg(long)]
        sheet: Option<String>,
        /// What a column is where its name does not say it: `4=aside` (about something else), `4=gone` (filled when somebody
        /// left), `4=standing` (says who may be written to), `4=topics` … May be repeated.
        #[arg(long = "column", value_name = "NUMBER=WHAT")]
        columns: Vec<String>,
        /// Whether people with this word in such a column may be written to: `Lid=in`, `Oud-lid=out`. May be repeated.
        #[arg(long = "means", value_name = "WORD=in|out")]
        means: Vec<String>,
        /// Check the file and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Leave wrong rows out instead of stopping.
        #[arg(long)]
        skip_wrong: bool,
    },
}

/// Where things are.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The folder for what the installation keeps.
    #[arg(long, env = "SAMENSPRAAK_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// The database: <sqlite://PATH> or postgres://… [default: a file in the data folder]
    #[arg(long, env = "SAMENSPRAAK_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The file with the secret keys, made once. With several nodes: the same on all. [default: in the data folder]
    #[arg(long, env = "SAMENSPRAAK_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// The relay: <smtp://host:25>, <smtps://user:password@host>, <smtp://user:password@host:587?tls=required>, or <file:FOLDER>.
    /// Several with spaces between them, each with its terms: `?name=main&weight=3&rate=36000&connections=10&from=centre.example`
    /// (its share, mails per hour, most connections, and the one sender's domain that it serves)
    #[arg(long, env = "SAMENSPRAAK_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The address to listen on.
    #[arg(long, env = "SAMENSPRAAK_BIND", default_value = "127.0.0.1:8080")]
    pub bind: SocketAddr,
    /// The outside address of the site, as readers see it. Links in mails start with it. [default: from the bind address]
    #[arg(long, env = "SAMENSPRAAK_BASE_URL")]
    pub base_url: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed.
    #[arg(long, env = "SAMENSPRAAK_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Connections to the relay for sendings to many; two more are kept for letters that a person waits for.
    #[arg(long, env = "SAMENSPRAAK_CONNECTIONS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub connections: u16,
    /// The most mails per minute from this process to one recipient domain. [default: no limit]
    #[arg(long, env = "SAMENSPRAAK_DOMAIN_RATE", value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub domain_rate: Option<u32>,
    /// A sending is held when this share of its last 200 mails was refused for good, in per cent; 100 never holds.
    #[arg(long, env = "SAMENSPRAAK_HOLD_AT_REFUSED", default_value_t = 20, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub hold_at_refused: u8,
    /// The private RSA key that signs mail (PEM, 2048 bits or more), when it is not made on the staff pages.
    #[arg(long, env = "SAMENSPRAAK_DKIM_KEY_FILE")]
    pub dkim_key_file: Option<PathBuf>,
    /// The selector under which the public half of that key stands in the DNS: SELECTOR._domainkey.DOMAIN
    #[arg(long, env = "SAMENSPRAAK_DKIM_SELECTOR", default_value = "samenspraak")]
    pub dkim_selector: String,
    /// Where undeliverable mail comes back to, such as <bounces+{token}@bounces.example.nl>, or <{token}@bounces.example.nl>
    /// where that whole domain is one mailbox. [default: bounces+{token} at the sender's own domain]
    #[arg(long, env = "SAMENSPRAAK_BOUNCE_ADDRESS")]
    pub bounce_address: Option<ReturnAddress>,
    /// The resolver that the domain check asks, such as 127.0.0.1:53. [default: that of the machine]
    #[arg(long, env = "SAMENSPRAAK_RESOLVER")]
    pub resolver: Option<SocketAddr>,
    /// Where to listen for mail that comes back, over LMTP: <unix:/path/of/socket> or 127.0.0.1:port. [default: nowhere]
    #[arg(long, env = "SAMENSPRAAK_LMTP_BIND")]
    pub lmtp_bind: Option<String>,
    /// The mailbox with mail that comes back: <imaps://user:password@host/INBOX?done=FOLDER>. [default: none]
    #[arg(long, env = "SAMENSPRAAK_IMAP_URL", hide_env_values = true)]
    pub imap_url: Option<String>,
    /// Log as lines of JSON.
    #[arg(long, env = "SAMENSPRAAK_LOG_JSON")]
    pub log_json: bool,
}

impl Settings {
    /// The settings of a demo in a folder.
    #[must_use]
    pub fn demo(bind: SocketAddr, data: PathBuf) -> Self {
        Self {
            smtp_url: Some(format!("file:{}", data.join("postbus").display())),
            data_dir: data,
            database_url: None,
            secret_file: None,
            bind,
            base_url: None,
            trusted_proxies: Vec::new(),
            connections: 4,
            domain_rate: None,
            hold_at_refused: 20,
            dkim_key_file: None,
            dkim_selector: "samenspraak".to_owned(),
            bounce_address: None,
            resolver: None,
            lmtp_bind: None,
            imap_url: None,
            log_json: false,
        }
    }

    /// The address of the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        let in_folder = || format!("sqlite://{}", self.data_dir.join("samenspraak.db").display());
        self.database_url.clone().unwrap_or_else(in_folder)
    }

    /// The place of the secret file.
    #[must_use]
    pub fn secret_file(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data_dir.join("secret.json"))
    }

    /// The name of the site's host, by which relays are greeted (RFC 5321 section 4.1.1.1).
    #[must_use]
    pub fn host(&self) -> String {
        let url = url::Url::parse(&self.base_url()).ok();
        let host = url.as_ref().and_then(url::Url::host).map(|host| match host {
            url::Host::Domain(name) => name.to_owned(),
            url::Host::Ipv4(number) => format!("[{number}]"),
            url::Host::Ipv6(number) => format!("[IPv6:{number}]"),
        });
        host.unwrap_or_else(|| "localhost".to_owned())
    }

    /// The outside address without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        match &self.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.bind),
        }
    }
}
