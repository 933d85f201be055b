//! The policy of MTA-STS (RFC 8461 section 3): fetched as senders fetch it, and read.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant as Moment, timeout};
use tokio_rustls::client::TlsStream;

use crate::mail::Tls;
use crate::sender::finding::{Saying, Unshown};

/// How long the whole question may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest policy, in octets: what senders are advised to accept (section 3.3).
const LONGEST: usize = 64 * 1024;
/// The longest age, in seconds (section 3.2).
const OLDEST: u64 = 31_557_600;

/// What senders are asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sender) enum Mode {
    /// Deliver encrypted or not at all.
    Enforce,
    /// Deliver anyway, and report.
    Testing,
    /// Nothing.
    None,
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sender) struct Policy {
    pub(in crate::sender) mode: Mode,
    /// The names that mail servers may have; `*.` stands for one label.
    pub(in crate::sender) hosts: Vec<String>,
}

/// Fetches the policy that a host shows, over TLS with a valid certificate and without following a redirect, from the
/// first of its addresses that shows it. Each has its share of the time that is left.
///
/// # Errors
/// Why there is none: from the address that came furthest.
pub(in crate::sender) async fn fetch(tls: &Tls, host: &str, at: &[SocketAddr]) -> Result<String, Unshown> {
    let end = Moment::now() + PATIENCE;
    let mut furthest = Unshown::Silent;
    for (waiting, address) in (1..=at.len()).rev().zip(at) {
        let share = (end - Moment::now()) / u32::try_from(waiting).unwrap_or(u32::MAX);
        let asked = timeout(share, ask(tls, host, *address)).await;
        match asked.unwrap_or_else(|_| Err((Unshown::Silent, anyhow!("it did not answer in time")))) {
            Ok(text) => return Ok(text),
            Err((why, error)) => {
                tracing::info!(error = format!("{error:#}"), "the policy of MTA-STS cannot be read");
                furthest = furthest.max(why);
            }
        }
    }
    Err(furthest)
}

async fn ask(tls: &Tls, host: &str, at: SocketAddr) -> Result<String, (Unshown, anyhow::Error)> {
    let tcp = TcpStream::connect(at).await.map_err(|error| (Unshown::Closed, error.into()))?;
    // Whoever asks bounds it, so that silence is not taken for a bad certificate.
    let stream = tls.encrypt(tcp, host, 2 * PATIENCE).await.map_err(|error| (Unshown::Unproven, error))?;
    read_answer(TokioIo::new(stream), host).await.map_err(|error| (Unshown::Strange, error))
}

async fn read_answer(stream: TokioIo<TlsStream<TcpStream>>, host: &str) -> anyhow::Result<String> {
    let (mut asking, connection) = hyper::client::conn::http1::handshake(stream).await?;
    // It ends with the answer, or with the time that the question may take.
    let driving = tokio::spawn(connection);
    let request = Request::get("/.well-known/mta-sts.txt")
        .header(header::HOST, host)
        .header(header::CONNECTION, "close")
        .body(Empty::<Bytes>::new())?;
    let answer = asking.send_request(request).await?;
    if answer.status() != StatusCode::OK {
        bail!("it answered {}", answer.status());
    }
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ensure!(
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/plain"),
        "it is no plain text"
    );
    let body = Limited::new(answer.into_body(), LONGEST).collect().await;
    driving.abort();
    let body = body.map_err(|_| anyhow::anyhow!("it is longer than 64 kB or was cut off"))?;
    String::from_utf8(body.to_bytes().to_vec()).context("it is no text")
}

/// Reads a policy.
///
/// # Errors
/// The first thing that cannot be read, as a saying.
pub(in crate::sender) fn read(text: &str) -> Result<Policy, Saying> {
    let (mut version, mut mode, mut age, mut hosts) = (None, None, None, Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let strange = || Saying::Unreadable(line.chars().take(60).collect());
        let (key, value) = line.split_once(':').map(|(key, value)| (key.trim(), value.trim())).ok_or_else(strange)?;
        match key {
            "mx" => hosts.push(value.trim_end_matches('.').to_ascii_lowercase()),
            // Of any other field the first one counts (section 3.2).
            "version" if version.is_none() => version = Some(value == "STSv1"),
            "mode" if mode.is_none() => mode = Some(mode_of(value).ok_or_else(strange)?),
            "max_age" if age.is_none() => {
                let seconds = value.parse::<u64>().ok().filter(|seconds| *seconds <= OLDEST);
                age = Some(seconds.ok_or_else(strange)?);
            }
            // Later versions may say more.
            _ => {}
        }
    }
    let missing = |what: &str| Saying::Unreadable(what.to_owned());
    if version != Some(true) {
        return Err(missing("version: STSv1"));
    }
    let mode = mode.ok_or_else(|| missing("mode:"))?;
    age.ok_or_else(|| missing("max_age:"))?;
    if hosts.is_empty() && mode != Mode::None {
        return Err(missing("mx:"));
    }
    Ok(Policy { mode, hosts })
}

fn mode_of(word: &str) -> Option<Mode> {
    match word {
        "enforce" => Some(Mode::Enforce),
        "testing" => Some(Mode::Testing),
        "none" => Some(Mode::None),
        _ => None,
    }
}

/// Judges a policy beside the hosts that take mail.
pub(in crate::sender) fn judge(policy: &Policy, mail_hosts: &[String]) -> Vec<Saying> {
    let mode = match policy.mode {
        Mode::Enforce => Saying::StsFine,
        Mode::Testing => Saying::StsTesting,
        Mode::None => Saying::StsNone,
    };
    let left_out = mail_hosts.iter().filter(|host| !policy.hosts.iter().any(|pattern| covers(pattern, host)));
    let left_out: Vec<&str> = left_out.map(String::as_str).collect();
    if left_out.is_empty() || policy.mode == Mode::None {
        return vec![mode];
    }
    vec![Saying::StsLeavesOut(left_out.join(", "))]
}

/// Whether a pattern names a host: `*.` stands for exactly one label (section 4.1).
fn covers(pattern: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    match pattern.strip_prefix("*.") {
        Some(parent) => host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && rest == parent),
        None => pattern == host,
    }
}

/// Whether an address lies on the internet. A check never connects to what lies inside: a record that anyone may
/// publish would otherwise decide which of our own servers we talk to.
pub(in crate::sender) fn is_outside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_outside_v4(address),
        IpAddr::V6(address) => is_outside_v6(address),
    }
}

fn is_outside_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || first == 0
        || first >= 240
        || address.octets().starts_with(&[192, 0, 0])
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second)))
}

/// Only what is handed out for the internet, and not what carries an IPv4 address within (6to4, Teredo).
fn is_outside_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    (0x2000..0x4000).contains(&first) && first != 0x2002 && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
}
