//! Asking a resolver: the machine's, or that of the settings.
//!
//! Questions carry the DO bit, so that a resolver that validates says so (AD, RFC 4035). We believe that bit as far as
//! the way to the resolver can be believed, and say where it comes from.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::xfer::{DnsHandle as _, FirstAnswer as _};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsRequestOptions, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{NameServerPool, PoolContext, TlsConfig};
use tokio::time::timeout;

/// How long one question may take, with its second try.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// How long one try may take.
const TRY: Duration = Duration::from_millis(1_200);

/// What a resolver answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sender) enum Answer {
    /// Records, as text.
    Found {
        /// Each record: the strings of a TXT joined, `10 host` for an MX.
        records: Vec<String>,
        /// Whether the resolver vouches for them by DNSSEC.
        authentic: bool,
    },
    /// There is no such record, or no such name.
    Nothing,
    /// No answer came.
    TimedOut,
    /// The resolver could not find out (SERVFAIL, REFUSED), or cannot be reached.
    Failed,
}

/// A resolver.
#[derive(Clone)]
pub(in crate::sender) struct Resolver(NameServerPool<TokioRuntimeProvider>);

impl Resolver {
    /// The resolver at an address, or the machine's own.
    ///
    /// # Errors
    /// When the machine's configuration cannot be read.
    pub(in crate::sender) fn open(at: Option<SocketAddr>) -> anyhow::Result<Self> {
        let servers = if let Some(at) = at {
            vec![server(at)]
        } else {
            let (config, _) = hickory_resolver::system_conf::read_system_conf()
                .context("the machine's resolver is not configured; set SAMENSPRAAK_RESOLVER")?;
            config.name_servers().to_vec()
        };
        let mut options = ResolverOpts::default();
        options.timeout = TRY;
        options.attempts = 1;
        options.try_tcp_on_error = false;
        options.edns0 = true;
        let context = Arc::new(PoolContext::new(options, TlsConfig::new()?));
        Ok(Self(NameServerPool::from_config(servers, context, TokioRuntimeProvider::default())))
    }

    /// The TXT records of a name.
    pub(in crate::sender) async fn txt(&self, name: &str) -> Answer {
        self.ask(name, RecordType::TXT).await
    }

    /// The MX records of a name.
    pub(in crate::sender) async fn mx(&self, name: &str) -> Answer {
        self.ask(name, RecordType::MX).await
    }

    /// The TLSA records of a name.
    pub(in crate::sender) async fn tlsa(&self, name: &str) -> Answer {
        self.ask(name, RecordType::TLSA).await
    }

    /// The addresses of a name, of either kind.
    pub(in crate::sender) async fn addresses(&self, name: &str) -> Answer {
        match self.ask(name, RecordType::A).await {
            Answer::Nothing => self.ask(name, RecordType::AAAA).await,
            other => other,
        }
    }

    async fn ask(&self, name: &str, kind: RecordType) -> Answer {
        let Ok(mut name) = Name::from_ascii(name) else { return Answer::Nothing };
        name.set_fqdn(true);
        let mut options = DnsRequestOptions::default();
        options.use_edns = true;
        options.edns_set_dnssec_ok = true;
        options.recursion_desired = true;
        let asked = self.0.lookup(Query::query(name, kind), options).first_answer();
        let response = match timeout(PATIENCE, asked).await {
            Err(_) | Ok(Err(NetError::Timeout)) => return Answer::TimedOut,
            Ok(Err(NetError::Dns(DnsError::NoRecordsFound(none)))) => {
                return match none.response_code {
                    ResponseCode::NoError | ResponseCode::NXDomain => Answer::Nothing,
                    _ => Answer::Failed,
                };
            }
            Ok(Err(_)) => return Answer::Failed,
            Ok(Ok(response)) => response,
        };
        match response.response_code {
            ResponseCode::NoError | ResponseCode::NXDomain => {}
            _ => return Answer::Failed,
        }
        let records: Vec<String> = response.answers.iter().filter_map(|record| text_of(&record.data, kind)).collect();
        if records.is_empty() {
            return Answer::Nothing;
        }
        Answer::Found { records, authentic: response.authentic_data }
    }
}

fn server(at: SocketAddr) -> NameServerConfig {
    let on_port = |mut connection: ConnectionConfig| {
        connection.port = at.port();
        connection
    };
    let connections = vec![on_port(ConnectionConfig::udp()), on_port(ConnectionConfig::tcp())];
    NameServerConfig::new(at.ip(), true, connections)
}

/// A record as text, when it is of the kind that was asked.
fn text_of(data: &RData, kind: RecordType) -> Option<String> {
    match (data, kind) {
        (RData::TXT(txt), RecordType::TXT) => {
            let whole: Vec<u8> = txt.txt_data.iter().flat_map(|part| part.iter().copied()).collect();
            Some(String::from_utf8_lossy(&whole).into_owned())
        }
        (RData::MX(mx), RecordType::MX) => {
            let host = mx.exchange.to_ascii();
            let host = if host == "." { "." } else { host.trim_end_matches('.') };
            Some(format!("{} {host}", mx.preference))
        }
        (RData::TLSA(tlsa), RecordType::TLSA) => Some(tlsa.to_string()),
        (RData::A(address), RecordType::A) => Some(address.to_string()),
        (RData::AAAA(address), RecordType::AAAA) => Some(address.to_string()),
        _ => None,
    }
}
