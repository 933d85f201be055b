//! TLS to other servers: a certificate must be valid, and for the name that we asked for.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Whom we trust: the authorities of this machine, read when they are first needed, or those that were named. Clones
/// share what was read, so that connections resume each other's sessions.
#[derive(Clone, Default)]
pub struct Tls(Arc<OnceLock<Arc<ClientConfig>>>);

impl Tls {
    /// Trusts these authorities and no others.
    ///
    /// # Errors
    /// When a certificate cannot be read.
    pub fn trusting(authorities: impl IntoIterator<Item = CertificateDer<'static>>) -> anyhow::Result<Self> {
        let mut roots = RootCertStore::empty();
        for authority in authorities {
            roots.add(authority)?;
        }
        Ok(Self(Arc::new(OnceLock::from(Arc::new(config(roots)?)))))
    }

    /// Encrypts a connection to a host, within some time.
    ///
    /// # Errors
    /// When the host does not prove its name, or does not answer in time.
    pub async fn encrypt(
        &self,
        tcp: TcpStream,
        host: &str,
        patience: Duration,
    ) -> anyhow::Result<TlsStream<TcpStream>> {
        let name = ServerName::try_from(host.to_owned()).context("the server's name cannot be checked")?;
        timeout(patience, TlsConnector::from(self.config()?).connect(name, tcp))
            .await
            .context("the server did not answer in time")?
            .context("the server's certificate or TLS failed")
    }

    fn config(&self) -> anyhow::Result<Arc<ClientConfig>> {
        if let Some(config) = self.0.get() {
            return Ok(config.clone());
        }
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = Arc::new(config(roots)?);
        Ok(self.0.get_or_init(|| config).clone())
    }
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tls")
    }
}

fn config(roots: RootCertStore) -> anyhow::Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
