//! The ways out for mail: one relay or several, each with its terms.

use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};

use super::carrier::Carrier;

/// One way out: a carrier and the terms on which it is used.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// What staff call it; also its key in the database.
    pub name: String,
    /// Who carries the mail away.
    pub carrier: Carrier,
    /// On which terms.
    pub terms: Terms,
}

/// The terms of an outlet, as its address gives them: `?weight=2&rate=36000&connections=10&from=example.nl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Its share of the connections, beside the weights of the others.
    pub weight: u16,
    /// The most mails per hour; `None` without a limit.
    pub per_hour: Option<u32>,
    /// The most connections for sendings to many; `None` when only its weight decides.
    pub connections: Option<u16>,
    /// It takes only mail from this domain, and that mail goes by no outlet without this rule.
    pub from: Option<String>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { weight: 1, per_hour: None, connections: None, from: None }
    }
}

/// All ways out of an installation; at least one.
#[derive(Clone, Debug)]
pub struct Outlets(Arc<[Outlet]>);

impl Outlets {
    /// One way out without terms.
    #[must_use]
    pub fn single(carrier: Carrier) -> Self {
        let name = carrier.name();
        Self(Arc::new([Outlet { name, carrier, terms: Terms::default() }]))
    }

    /// Reads the setting: one address, or several with white space between them.
    ///
    /// # Errors
    /// A sentence that says what is expected.
    pub fn parse(setting: &str, greeting: &str) -> anyhow::Result<Self> {
        if setting.starts_with("file:") {
            return Ok(Self::single(Carrier::parse(setting, greeting)?));
        }
        let outlets: Vec<Outlet> =
            setting.split_whitespace().map(|address| outlet(address, greeting)).collect::<Result<_, _>>()?;
        ensure!(
            !outlets.is_empty(),
            "SAMENSPRAAK_SMTP_URL is empty: say where mail goes, for instance smtp://localhost:25"
        );
        for (at, outlet) in outlets.iter().enumerate() {
            let twice = outlets.iter().take(at).any(|earlier| earlier.name == outlet.name);
            ensure!(
                !twice,
                "two relays in SAMENSPRAAK_SMTP_URL are called {}; tell them apart with ?name=",
                outlet.name
            );
        }
        Ok(Self(outlets.into()))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Outlet] {
        &self.0
    }

    /// Whether mail from a domain may go by the outlet at this place.
    #[must_use]
    pub fn may_carry(&self, at: usize, domain: &str) -> bool {
        let rule = |outlet: &Outlet| outlet.terms.from.as_deref().is_some_and(|from| from.eq_ignore_ascii_case(domain));
        let has_own = self.0.iter().any(rule);
        self.0.get(at).is_some_and(|outlet| if has_own { rule(outlet) } else { outlet.terms.from.is_none() })
    }

    /// The group of outlets that carries mail from a domain, named after the first of them; `None` when no outlet
    /// may.
    #[must_use]
    pub fn group_of(&self, domain: &str) -> Option<usize> {
        (0..self.0.len()).find(|at| self.may_carry(*at, domain))
    }

    /// The group of the outlet at this place: all with the same rule.
    #[must_use]
    pub fn group_at(&self, at: usize) -> usize {
        let rule = self.0.get(at).map(|outlet| &outlet.terms.from);
        self.0.iter().position(|outlet| Some(&outlet.terms.from) == rule).unwrap_or(at)
    }

    /// All groups.
    pub fn groups(&self) -> impl Iterator<Item = usize> + use<> {
        let firsts: Vec<usize> = (0..self.0.len()).filter(|at| self.group_at(*at) == *at).collect();
        firsts.into_iter()
    }

    /// How many of `total` connections the outlet at this place gets: its share by weight, at least one, at most its
    /// own limit.
    #[must_use]
    pub fn connections(&self, at: usize, total: u16) -> u16 {
        let weights: u32 = self.0.iter().map(|outlet| u32::from(outlet.terms.weight)).sum();
        let Some(outlet) = self.0.get(at) else { return 0 };
        let share = u32::from(total) * u32::from(outlet.terms.weight) / weights.max(1);
        let share = u16::try_from(share).unwrap_or(total).max(1);
        outlet.terms.connections.map_or(share, |most| share.min(most))
    }
}

fn outlet(address: &str, greeting: &str) -> anyhow::Result<Outlet> {
    let url = url::Url::parse(address).context("an address in SAMENSPRAAK_SMTP_URL cannot be read")?;
    let carrier = Carrier::parse(address, greeting)?;
    let (mut name, mut terms) = (carrier.name(), Terms::default());
    for (key, value) in url.query_pairs() {
        match key.as_ref() {
            "tls" if value == "required" => {}
            "auth" if value == "xoauth2" => {}
            "name" if is_name(&value) => name = value.clone().into_owned(),
            "weight" => terms.weight = whole(&key, &value, 1_000)?,
            "rate" => terms.per_hour = Some(whole(&key, &value, 100_000_000)?),
            "connections" => terms.connections = Some(whole(&key, &value, 200)?),
            "from" if value.contains('.') && !value.contains('@') => terms.from = Some(value.to_lowercase()),
            _ => bail!(
                "SAMENSPRAAK_SMTP_URL has {key}={value}, which is not understood; possible are tls=required, auth=xoauth2, name=, weight=, \
                 rate= (mails per hour), connections= and from= (a domain)"
            ),
        }
    }
    Ok(Outlet { name, carrier, terms })
}

fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter))
}

fn whole<N: TryFrom<u32>>(key: &str, value: &str, most: u32) -> anyhow::Result<N> {
    let number =
        value.parse().ok().filter(|number| (1..=most).contains(number)).and_then(|number| N::try_from(number).ok());
    number
        .with_context(|| format!("{key}= in SAMENSPRAAK_SMTP_URL must be a whole number from 1 to {most}, not {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(setting: &str) -> Outlets {
        Outlets::parse(setting, "localhost").expect("the setting is right")
    }

    #[test]
    fn d12_one_address_is_one_outlet_without_terms() {
        let outlets = read("smtp://relay.example.nl:25");
        assert_eq!(outlets.all().len(), 1);
        assert_eq!(outlets.all()[0].name, "relay.example.nl:25");
        assert_eq!(outlets.all()[0].terms, Terms::default());
        assert_eq!(outlets.connections(0, 10), 10);
        assert!(outlets.may_carry(0, "whatever.example"));
    }

    #[test]
    fn d12_weights_share_the_connections_and_limits_hold() {
        let outlets = read(
            "smtp://a.example:25?name=a&weight=3 smtp://b.example:25?name=b\nsmtp://c.example:25?name=c&connections=1&weight=4",
        );
        let shares: Vec<_> = (0..3).map(|at| outlets.connections(at, 16)).collect();
        assert_eq!(shares, [6, 2, 1]);
        assert_eq!(outlets.connections(1, 1), 1, "everyone keeps at least one");
    }

    #[test]
    fn d12_mail_of_a_domain_goes_where_its_rule_says_and_nowhere_else() {
        let outlets = read("smtp://a.example:25?from=Centrum.example smtp://b.example:25");
        assert!(outlets.may_carry(0, "centrum.example") && !outlets.may_carry(1, "centrum.example"));
        assert!(!outlets.may_carry(0, "ander.example") && outlets.may_carry(1, "ander.example"));
        assert!(read("smtp://a.example:25?from=centrum.example").group_of("ander.example").is_none());
    }

    #[test]
    fn d11_the_rate_is_one_number_of_mails_per_hour() {
        assert_eq!(read("smtp://a.example:25?rate=3600").all()[0].terms.per_hour, Some(3_600));
    }

    #[test]
    fn d12_what_is_not_understood_is_said() {
        for (setting, words) in [
            ("smtp://a.example?wait=2", "wait=2"),
            ("smtp://a.example?weight=0", "from 1 to 1000"),
            ("smtp://a.example?rate=veel", "not veel"),
            ("smtp://a.example?from=ik@centrum.example", "from="),
            ("smtp://a.example smtp://a.example", "tell them apart"),
            ("", "is empty"),
        ] {
            let error = Outlets::parse(setting, "localhost").expect_err(setting);
            assert!(format!("{error:#}").contains(words), "{setting:?}: {error:#}");
        }
    }

    #[test]
    fn a_folder_may_have_spaces_in_its_name() {
        assert_eq!(read("file:/tmp/mijn post").all().len(), 1);
    }
}
