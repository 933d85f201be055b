//! Looking everything up at once, and keeping what was found.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use tokio::time::timeout;

use super::dns::{Resolver, dane, dkim, dmarc, mail_hosts, spf, transport};
use super::facts::Facts;
use super::finding::{Finding, Saying, Subject};
use super::records::dkim_name;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::sender::acts::Act;
use crate::store::tables::domain_checks;

/// How long a whole check may take: someone looks at a page meanwhile.
const PATIENCE: Duration = Duration::from_secs(6);

type Looking<'a> = Pin<Box<dyn Future<Output = Vec<Finding>> + Send + 'a>>;

/// Looks up every record and keeps what was found.
///
/// # Errors
/// The database's. A resolver that fails is a finding.
pub(super) async fn check(app: &App, member: MemberId, facts: &Facts) -> anyhow::Result<()> {
    let findings = look(app, facts).await;
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let row = domain_checks::ActiveModel {
        id: Set(1),
        checked_at: Set(now),
        findings: Set(serde_json::to_string(&findings)?),
    };
    let again = OnConflict::column(domain_checks::Column::Id)
        .update_columns([domain_checks::Column::CheckedAt, domain_checks::Column::Findings])
        .to_owned();
    domain_checks::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    let note = Note::of(Act::Check, 0).with(format!("records={}", findings.len()));
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(())
}

async fn look(app: &App, facts: &Facts) -> Vec<Finding> {
    let resolver = match Resolver::open(app.settings.resolver) {
        Ok(resolver) => resolver,
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the resolver cannot be used");
            return asked(facts)
                .into_iter()
                .map(|(subject, name)| gone(subject, name, Saying::ResolverFailed))
                .collect();
        }
    };
    let mut all: Vec<Looking<'_>> = Vec::new();
    for domain in facts.domains() {
        all.push(within(vec![(Subject::Spf, domain.to_owned())], one(spf::look(&resolver, domain))));
        let hosts = vec![(Subject::Mx, domain.to_owned()), (Subject::Dane, domain.to_owned())];
        all.push(within(hosts, look_at_hosts(&resolver, domain)));
        let sts = vec![(Subject::MtaSts, format!("_mta-sts.{domain}"))];
        all.push(within(sts, one(transport::look_sts(&resolver, &app.tls, domain))));
        let reports = vec![(Subject::TlsRpt, format!("_smtp._tls.{domain}"))];
        all.push(within(reports, one(transport::look_reports(&resolver, domain))));
    }
    for domain in &facts.senders {
        all.push(within(vec![(Subject::Dmarc, format!("_dmarc.{domain}"))], one(dmarc::look(&resolver, domain))));
    }
    all.push(Box::pin(async {
        let keys = facts.keys.iter().map(|(selector, public)| look_at_key(&resolver, &facts.senders, selector, public));
        join_all(keys).await.concat()
    }));
    join_all(all).await.concat()
}

/// Every question that a check asks.
fn asked(facts: &Facts) -> Vec<(Subject, String)> {
    super::records::records(facts).iter().map(|record| (record.subject, record.asked().to_owned())).collect()
}

async fn one(looking: impl Future<Output = Finding>) -> Vec<Finding> {
    vec![looking.await]
}

/// Ends a look that takes too long, and says so for everything that it was about.
fn within<'a>(about: Vec<(Subject, String)>, looking: impl Future<Output = Vec<Finding>> + Send + 'a) -> Looking<'a> {
    Box::pin(async move {
        match timeout(PATIENCE, looking).await {
            Ok(findings) => findings,
            Err(_) => about.into_iter().map(|(subject, name)| gone(subject, name, Saying::NoAnswer)).collect(),
        }
    })
}

fn gone(subject: Subject, name: String, saying: Saying) -> Finding {
    Finding { subject, name, found: Vec::new(), says: vec![saying] }
}

async fn look_at_hosts(resolver: &Resolver, domain: &str) -> Vec<Finding> {
    let (finding, hosts, authentic) = mail_hosts::look(resolver, domain).await;
    // Hosts that could not be looked up are not hosts that are not there.
    let unknown = finding.says.iter().find(|saying| matches!(saying, Saying::NoAnswer | Saying::ResolverFailed));
    let dane = match unknown {
        Some(saying) => gone(Subject::Dane, domain.to_owned(), saying.clone()),
        None => dane::look(resolver, domain, &hosts, authentic).await,
    };
    vec![finding, dane]
}

async fn look_at_key(resolver: &Resolver, senders: &[String], selector: &str, public: &str) -> Vec<Finding> {
    let look = |domain: &String| {
        let name = dkim_name(selector, domain);
        async move {
            match timeout(PATIENCE, dkim::look(resolver, &name, public)).await {
                Ok(finding) => finding,
                Err(_) => gone(Subject::Dkim, name, Saying::NoAnswer),
            }
        }
    };
    join_all(senders.iter().map(look)).await
}

/// Looks up one key for every sender.
pub(super) async fn look_for_key(app: &App, senders: &[String], selector: &str, public: &str) -> Vec<Finding> {
    match Resolver::open(app.settings.resolver) {
        Ok(resolver) => look_at_key(&resolver, senders, selector, public).await,
        Err(_) => vec![gone(Subject::Dkim, selector.to_owned(), Saying::ResolverFailed)],
    }
}
