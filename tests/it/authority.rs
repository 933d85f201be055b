//! An authority of a test's own, and a front that speaks TLS with its certificates before a server that does not.

use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Whoever trusts it believes the names that it vouches for.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// How a front begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// With TLS.
    AtOnce,
    /// In the open, with SMTP's STARTTLS.
    Asked,
    /// The same, with an answer to a question that nobody asked yet.
    Pushed,
}

/// A front, for as long as the test runs.
pub struct Front {
    pub port: u16,
    /// What was said before TLS.
    open: Arc<Mutex<String>>,
}

impl Authority {
    pub fn found() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub fn certificate(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    /// What a server with a certificate for a name speaks; one that ended long ago when it `has_expired`.
    pub fn acceptor(&self, name: &str, has_expired: bool) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        if has_expired {
            params.not_after = rcgen::date_time_ymd(2020, 1, 1);
        }
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

impl Front {
    /// Stands before the server on a port of this machine.
    pub async fn before(port: u16, acceptor: TlsAcceptor, beginning: Beginning) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let front = Self { port: listener.local_addr().unwrap().port(), open: Arc::default() };
        let open = front.open.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, port, acceptor.clone(), beginning, open.clone()));
            }
        });
        front
    }

    pub fn said_in_the_open(&self) -> String {
        self.open.lock().unwrap().clone()
    }
}

/// A client that turns away ends its own conversation only.
async fn serve(
    mut client: TcpStream,
    port: u16,
    acceptor: TlsAcceptor,
    beginning: Beginning,
    open: Arc<Mutex<String>>,
) -> Option<()> {
    if beginning != Beginning::AtOnce {
        client.write_all(b"220 front\r\n").await.ok()?;
        let greeting = line(&mut client).await?;
        client.write_all(b"250-front\r\n250 STARTTLS\r\n").await.ok()?;
        let asked = line(&mut client).await?;
        open.lock().unwrap().push_str(&(greeting + &asked));
        let pushed = if beginning == Beginning::Pushed { "250 believe me\r\n" } else { "" };
        client.write_all(format!("220 go\r\n{pushed}").as_bytes()).await.ok()?;
    }
    let mut client = acceptor.accept(client).await.ok()?;
    let mut server = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    if beginning != Beginning::AtOnce {
        // The greeting was said in the open already.
        line(&mut server).await?;
    }
    tokio::io::copy_bidirectional(&mut client, &mut server).await.ok().map(drop)
}

async fn line(stream: &mut TcpStream) -> Option<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        line.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(line).ok()
}
