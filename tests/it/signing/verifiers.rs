//! Two judges of signatures that are not ours: the crate `mail-auth`, and `OpenDKIM` as Debian packages it.
//!
//! Neither asks the network. `opendkim -t` reads the public key from a file that its test setting names;
//! `opendkim-testmsg` could not be used, because it takes keys from the DNS only.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use mail_auth::common::parse::TxtRecordParser as _;
use mail_auth::common::verify::DomainKey;
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{
    AuthenticatedMessage, DkimResult, MX, MessageAuthenticator, Parameters, RecordSet, ResolverCache, Txt,
};

/// The public key under which mails are verified.
#[derive(Clone, Debug)]
pub struct Published {
    pub selector: String,
    pub domain: String,
    pub record: String,
}

impl Published {
    fn name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }
}

/// A resolver's memory that holds one key and never anything else.
struct Known<V>(HashMap<Box<str>, V>);

impl<V: Clone> ResolverCache<Box<str>, V> for Known<V> {
    fn get<Q>(&self, name: &Q) -> Option<V>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.get(name).cloned()
    }

    fn remove<Q>(&self, _: &Q) -> Option<V>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: V, _: Instant) {}
}

/// A memory of addresses, which verifying needs none of.
struct Nothing;

impl ResolverCache<IpAddr, RecordSet<Box<str>>> for Nothing {
    fn get<Q>(&self, _: &Q) -> Option<RecordSet<Box<str>>>
    where
        IpAddr: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn remove<Q>(&self, _: &Q) -> Option<RecordSet<Box<str>>>
    where
        IpAddr: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: IpAddr, _: RecordSet<Box<str>>, _: Instant) {}
}

/// A question with these memories.
type Asked<'x> = Parameters<
    'x,
    &'x AuthenticatedMessage<'x>,
    Known<Txt>,
    Known<RecordSet<MX>>,
    Known<RecordSet<Ipv4Addr>>,
    Known<RecordSet<Ipv6Addr>>,
    Nothing,
>;

/// Whether `mail-auth` verifies the one signature of a mail.
pub async fn mail_auth_accepts(mail: &str, published: &Published) -> bool {
    let key = DomainKey::parse(published.record.as_bytes()).unwrap();
    let txt =
        Known(HashMap::from([(format!("{}.", published.name()).into_boxed_str(), Txt::DomainKey(Arc::new(key)))]));
    // A resolver that knows no server: what is not in its memory is not found.
    let nobody = ResolverConfig::from_parts(None, Vec::new(), Vec::new());
    let judge = MessageAuthenticator::new(nobody, ResolverOpts::default()).unwrap();
    let message = AuthenticatedMessage::parse(mail.as_bytes()).unwrap();
    let asked = Asked {
        params: &message,
        cache_txt: Some(&txt),
        cache_mx: None,
        cache_ptr: None,
        cache_ipv4: None,
        cache_ipv6: None,
    };
    let verdicts = judge.verify_dkim(asked).await;
    assert_eq!(verdicts.len(), 1, "a mail has one signature");
    verdicts[0].result() == &DkimResult::Pass
}

/// Whether `OpenDKIM` verifies each of these mails.
pub fn opendkim_accepts(mails: &[String], published: &Published) -> Vec<bool> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("keys"), format!("{} {}\n", published.name(), published.record)).unwrap();
    std::fs::write(path("conf"), format!("Mode v\nTestPublicKeys {}\n", path("keys"))).unwrap();
    let files: Vec<String> = (0..mails.len()).map(|at| path(&format!("{at}.eml"))).collect();
    for (file, mail) in files.iter().zip(mails) {
        std::fs::write(file, mail).unwrap();
    }
    // Debian keeps daemons out of the PATH of people.
    let program =
        ["/usr/sbin/opendkim", "/usr/local/sbin/opendkim"].into_iter().find(|at| std::fs::exists(at).unwrap());
    let said = Command::new(program.unwrap_or("opendkim"))
        .args(["-x", &path("conf"), "-t", &files.join(",")])
        .output()
        .unwrap_or_else(|error| panic!("OpenDKIM judges our signatures: apt-get install opendkim ({error})"));
    let said = String::from_utf8_lossy(&said.stderr).into_owned() + &String::from_utf8_lossy(&said.stdout);
    let verdict_on = |file: &String| {
        let line = said
            .lines()
            .find(|line| line.contains(file.as_str()))
            .unwrap_or_else(|| panic!("no word on {file}: {said}"));
        let (good, bad) = (line.ends_with(" succeeded"), line.contains(" failed: "));
        assert!(good != bad, "{line}");
        good
    };
    files.iter().map(verdict_on).collect()
}
