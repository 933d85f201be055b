//! What a check found, as it is kept: words of ours with numbers, so that a page says it in either language.

use serde::{Deserialize, Serialize};

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Who may send for the domain (RFC 7208).
    Spf,
    /// The public half of a signing key (RFC 6376).
    Dkim,
    /// What receivers do with mail that neither proves (RFC 9989).
    Dmarc,
    /// Where mail for the domain goes.
    Mx,
    /// That mail to the domain comes encrypted, by certificate (RFC 8461).
    MtaSts,
    /// Where reports about encryption go (RFC 8460).
    TlsRpt,
    /// That mail to the domain comes encrypted, by DNSSEC (RFC 7672).
    Dane,
}

/// How a finding weighs. The worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As it should be.
    Good,
    /// Not there, and one can do without.
    Optional,
    /// It could not be looked up.
    Unknown,
    /// It works, and should be better.
    Warn,
    /// Mail is refused or distrusted because of it.
    Bad,
}

/// Why a host does not show the policy of MTA-STS. Whoever came furthest comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unshown {
    /// It did not answer in time.
    Silent,
    /// It takes no connection.
    Closed,
    /// It has no valid certificate for its name, or speaks no TLS.
    Unproven,
    /// It answered with something else than a policy.
    Strange,
}

/// One thing that a check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saying {
    /// There is no such record.
    Missing,
    /// There are more records where one may stand.
    Several(usize),
    /// The resolver did not answer.
    NoAnswer,
    /// The resolver could not find out.
    ResolverFailed,
    /// The record cannot be read; at this word.
    Unreadable(String),

    /// SPF ends in this and takes so many lookups.
    SpfFine { end: String, lookups: usize },
    /// SPF takes more than ten lookups.
    SpfTooMany(usize),
    /// SPF lets everyone send.
    SpfOpen,
    /// SPF says nothing about others.
    SpfToothless,
    /// SPF includes a name without a record.
    SpfVoid(String),

    /// The key is ours.
    KeyFine,
    /// Another key stands there.
    KeyOther,
    /// The key has fewer than 2048 bits.
    KeyShort(usize),
    /// The key was revoked.
    KeyRevoked,
    /// The record says that it is only a test.
    KeyTesting,
    /// The record does not allow what we do with the key.
    KeyForbids(String),

    /// Receivers are asked for this.
    DmarcFine(String),
    /// Receivers are asked for nothing.
    DmarcNone,
    /// It is only a test, so it counts one level lower.
    DmarcTesting,
    /// The record is that of a domain above.
    DmarcAbove(String),
    /// Nobody gets reports.
    DmarcNoReports,
    /// These tags have no meaning any more.
    DmarcRemoved(String),

    /// Mail goes to so many hosts.
    MxFine(usize),
    /// The domain says that it takes no mail.
    MxNull,

    /// The policy is enforced and names every mail server.
    StsFine,
    /// The policy asks senders to report only.
    StsTesting,
    /// The policy asks nothing.
    StsNone,
    /// The policy leaves these mail servers out.
    StsLeavesOut(String),
    /// The host does not show the policy, or not as it should.
    StsNotShown { host: String, why: Unshown },
    /// The host has an address that is not on the internet.
    StsInside(String),
    /// The host with the policy is not there.
    StsNoHost(String),

    /// Reports go there.
    RptFine,

    /// So many hosts have it, and the resolver vouches for it.
    DaneFine(usize),
    /// The records are there, and the resolver does not vouch for them.
    DaneUnsigned,
    /// These hosts have none.
    DaneSome(String),
    /// There is no mail host to look at.
    DaneNoMx,
}

impl Saying {
    /// How it weighs by itself.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::SpfFine { .. }
            | Self::KeyFine
            | Self::DmarcFine(_)
            | Self::DmarcAbove(_)
            | Self::MxFine(_)
            | Self::StsFine
            | Self::RptFine
            | Self::DaneFine(_) => Level::Good,
            Self::DaneNoMx => Level::Optional,
            Self::NoAnswer | Self::ResolverFailed | Self::StsNotShown { why: Unshown::Silent, .. } => Level::Unknown,
            Self::SpfToothless
            | Self::KeyTesting
            | Self::DmarcNone
            | Self::DmarcTesting
            | Self::DmarcNoReports
            | Self::DmarcRemoved(_)
            | Self::StsTesting
            | Self::StsNone
            | Self::DaneUnsigned
            | Self::DaneSome(_) => Level::Warn,
            Self::Missing
            | Self::Several(_)
            | Self::Unreadable(_)
            | Self::SpfTooMany(_)
            | Self::SpfOpen
            | Self::SpfVoid(_)
            | Self::KeyOther
            | Self::KeyShort(_)
            | Self::KeyRevoked
            | Self::KeyForbids(_)
            | Self::MxNull
            | Self::StsNoHost(_)
            | Self::StsLeavesOut(_)
            | Self::StsNotShown { .. }
            | Self::StsInside(_) => Level::Bad,
        }
    }
}

/// What was found at one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// The name that was asked.
    pub name: String,
    /// What stands there, as it came.
    pub found: Vec<String>,
    /// What there is to say.
    pub says: Vec<Saying>,
}

impl Finding {
    /// The weight of the worst that it says. What one can do without is not missed.
    #[must_use]
    pub fn level(&self) -> Level {
        let is_extra = matches!(self.subject, Subject::MtaSts | Subject::TlsRpt | Subject::Dane);
        let of = |saying: &Saying| match saying {
            Saying::Missing if is_extra => Level::Optional,
            other => other.level(),
        };
        self.says.iter().map(of).max().unwrap_or(Level::Unknown)
    }
}
