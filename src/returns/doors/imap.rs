//! The mailbox: a folder of somebody's mail server that we look into every minute.
//!
//! A mail of ours is marked or moved away only after what it tells is committed; what is none of ours is left as it is
//! and counted. How far we read stands in the table of doors as the number of the last mail together with the validity
//! of such numbers (RFC 3501 section 2.3.1.1), so that nothing is read twice and a rebuilt mailbox is read anew. A crash
//! between commit and move reads a mail again, which changes nothing.

use std::time::Duration;

use anyhow::{Context, bail};
use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::app::App;
use crate::returns::door::{mark, note_fault, note_open, set_mark};
use crate::returns::{Door, LIMIT, Taken, take};
use crate::store::{self, Lease};

/// Mails that one look takes at most.
const MOST: usize = 500;
/// How long one look may take.
const PATIENCE: Duration = Duration::from_mins(4);

/// A mailbox and how to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    host: String,
    port: u16,
    security: Security,
    user: String,
    password: String,
    folder: String,
    /// Where mails of ours go; `None` marks them as seen and deleted.
    done: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    None,
    Implicit,
    StartTls,
}

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

impl Mailbox {
    /// Reads `imaps://user:password@host/FOLDER?done=FOLDER`, `imap://…?tls=required` (STARTTLS), or `imap://…` without
    /// TLS for a server on this machine.
    ///
    /// # Errors
    /// A sentence that says what is expected.
    pub fn parse(setting: &str) -> anyhow::Result<Self> {
        let expected = "SAMENSPRAAK_IMAP_URL must look like imaps://user:password@host/INBOX?done=Verwerkt";
        let url = url::Url::parse(setting).ok().context(expected)?;
        let pair = |wanted: &str| url.query_pairs().find(|(key, _)| key == wanted).map(|(_, value)| value.into_owned());
        let security = match (url.scheme(), pair("tls").as_deref()) {
            ("imaps", _) => Security::Implicit,
            ("imap", Some("required")) => Security::StartTls,
            ("imap", None) => Security::None,
            _ => bail!(expected),
        };
        let host = url.host_str().context(expected)?.trim_matches(['[', ']']).to_owned();
        let is_here =
            host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        if security == Security::None && !is_here {
            bail!("a password is only sent over TLS: use imaps:// or add ?tls=required to SAMENSPRAAK_IMAP_URL");
        }
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let folder = decode(url.path().trim_start_matches('/'));
        let names = [Some(&folder), pair("done").as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>();
        if names.iter().any(|name| name.chars().any(char::is_control) || !name.is_ascii()) {
            bail!("the folder's name in SAMENSPRAAK_IMAP_URL must be ASCII (modified UTF-7 for other letters)");
        }
        Ok(Self {
            port: url.port().unwrap_or(if security == Security::Implicit { 993 } else { 143 }),
            user: decode(url.username()),
            password: decode(url.password().context(expected)?),
            folder: if folder.is_empty() { "INBOX".to_owned() } else { folder },
            done: pair("done").filter(|name| !name.is_empty()),
            host,
            security,
        })
    }
}

/// Looks into the mailbox of the settings, when there is one. Of several processes one looks at a time.
///
/// # Errors
/// When the mailbox cannot be reached or the database does not answer; the fault stands with the door.
pub async fn look(app: &App) -> anyhow::Result<()> {
    let Some(setting) = &app.settings.imap_url else { return Ok(()) };
    let mailbox = Mailbox::parse(setting)?;
    let holder = app.random.token();
    let span = PATIENCE + Duration::from_secs(30);
    if store::lease(&app.store, "imap", &holder, app.clock.now(), span).await? == Lease::Taken {
        return Ok(());
    }
    let looked = match tokio::time::timeout(PATIENCE, look_into(app, &mailbox)).await {
        Ok(looked) => looked,
        Err(_) => Err(anyhow::anyhow!("the mailbox took too long")),
    };
    // Let go: the next look need not wait for the end of the lease.
    store::lease(&app.store, "imap", &holder, app.clock.now().minus(span), Duration::ZERO).await?;
    match &looked {
        Ok(()) => note_open(app, Door::Imap).await?,
        Err(error) => note_fault(app, Door::Imap, &format!("{error:#}").replace(&mailbox.password, "•")).await?,
    }
    looked
}

async fn look_into(app: &App, mailbox: &Mailbox) -> anyhow::Result<()> {
    let address = (mailbox.host.as_str(), mailbox.port);
    let tcp = TcpStream::connect(address).await.context("the mailbox cannot be reached")?;
    match mailbox.security {
        Security::None => read_all(app, mailbox, greeted(tcp).await?).await,
        Security::Implicit => {
            read_all(app, mailbox, greeted(app.tls.encrypt(tcp, &mailbox.host, PATIENCE).await?).await?).await
        }
        Security::StartTls => {
            let mut plain = greeted(tcp).await?;
            plain.run_command_and_check_ok("STARTTLS", None).await.context("the mailbox offers no STARTTLS")?;
            read_all(app, mailbox, Client::new(app.tls.encrypt(plain.into_inner(), &mailbox.host, PATIENCE).await?))
                .await
        }
    }
}

/// What IMAP runs on.
trait Stream: AsyncRead + AsyncWrite + Unpin + std::fmt::Debug + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + std::fmt::Debug + Send> Stream for T {}

async fn greeted<S: Stream>(stream: S) -> anyhow::Result<Client<S>> {
    let mut client = Client::new(stream);
    client.read_response().await?.context("the mailbox hung up")?;
    Ok(client)
}

/// Reads what came since the last look.
async fn read_all<S: Stream>(app: &App, mailbox: &Mailbox, client: Client<S>) -> anyhow::Result<()> {
    let session = client.login(&mailbox.user, &mailbox.password).await;
    let mut session = session.map_err(|(error, _)| error).context("the mailbox refused our name or password")?;
    let capabilities = session.capabilities().await?;
    let can = Can { moves: capabilities.has_str("MOVE"), expunges: capabilities.has_str("UIDPLUS") };
    if let Some(done) = &mailbox.done {
        // That it exists already is the usual case, and the move says when there is another reason.
        let _ = session.create(done).await;
    }
    let folder = session.select(&mailbox.folder).await.context("the mailbox has no such folder")?;
    let validity = i64::from(folder.uid_validity.context("the mailbox gives its mails no numbers")?);
    let last = match mark(app.store.read(), Door::Imap).await? {
        (mark, Some(known)) if known == validity => mark,
        _ => 0,
    };
    for uid in new_mails(&mut session, last).await? {
        read_one(app, mailbox, &mut session, uid, can).await?;
        let tx = app.store.begin_write().await?;
        set_mark(&tx, Door::Imap, i64::from(uid), Some(validity)).await?;
        tx.commit().await?;
    }
    session.logout().await.context("the mailbox did not say goodbye")?;
    Ok(())
}

#[derive(Clone, Copy, Debug)]
struct Can {
    moves: bool,
    expunges: bool,
}

/// The numbers of mails after the last one that was read, oldest first. `n:*` names the newest even when it is older.
async fn new_mails<S: Stream>(session: &mut Session<S>, last: i64) -> anyhow::Result<Vec<u32>> {
    let found = session.uid_search(format!("UID {}:* UNDELETED", last + 1)).await?;
    let mut new: Vec<u32> = found.into_iter().filter(|uid| i64::from(*uid) > last).collect();
    new.sort_unstable();
    new.truncate(MOST);
    Ok(new)
}

async fn read_one<S: Stream>(
    app: &App,
    mailbox: &Mailbox,
    session: &mut Session<S>,
    uid: u32,
    can: Can,
) -> anyhow::Result<()> {
    let number = uid.to_string();
    // PEEK leaves a mail that is none of ours unread.
    let query = format!("(UID BODY.PEEK[]<0.{LIMIT}>)");
    let fetched: Vec<_> = session.uid_fetch(&number, query).await?.try_collect().await?;
    let Some(mail) = fetched.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.body()) else {
        // It was taken away meanwhile.
        return Ok(());
    };
    // An answer of a person stays too: there may be more in it than the words that staff see.
    if matches!(take(app, Door::Imap, &[], mail).await?, Taken::NotOurs | Taken::Answered) {
        return Ok(());
    }
    put_away(mailbox, session, &number, can).await
}

async fn put_away<S: Stream>(
    mailbox: &Mailbox,
    session: &mut Session<S>,
    number: &str,
    can: Can,
) -> anyhow::Result<()> {
    match &mailbox.done {
        Some(done) if can.moves => {
            store_flags(session, number, "+FLAGS.SILENT (\\Seen)").await?;
            return session.uid_mv(number, done).await.context("the mail could not be moved");
        }
        Some(done) => session.uid_copy(number, done).await.context("the mail could not be copied")?,
        None => {}
    }
    store_flags(session, number, "+FLAGS.SILENT (\\Seen \\Deleted)").await?;
    // A plain EXPUNGE would also take what others marked.
    if can.expunges && mailbox.done.is_some() {
        let _: Vec<_> = session.uid_expunge(number).await?.try_collect().await?;
    }
    Ok(())
}

async fn store_flags<S: Stream>(session: &mut Session<S>, number: &str, flags: &str) -> anyhow::Result<()> {
    let _: Vec<_> = session.uid_store(number, flags).await?.try_collect().await?;
    Ok(())
}
