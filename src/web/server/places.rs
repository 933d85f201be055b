//! Room for connections: so many at once, and so many from one network.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::Ends;
use crate::web::limits::network_of;

/// Counts who is here.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    per_network: usize,
    proxies: Vec<IpAddr>,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_network: HashMap<String, usize>,
}

impl Taken {
    fn leave(&mut self, network: &str) {
        self.all = self.all.saturating_sub(1);
        if let Some(count) = self.by_network.get_mut(network) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_network.remove(network);
            }
        }
    }
}

/// A place that is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    network: String,
    taken: Arc<Mutex<Taken>>,
}

impl Places {
    pub(super) fn new(ends: &Ends) -> Self {
        let proxies = ends.proxies.iter().map(IpAddr::to_canonical).collect();
        Self { most: ends.connections, per_network: ends.per_network, proxies, taken: Arc::default() }
    }

    /// A place for somebody; `None` when there is no room for them. Behind a proxy there is everybody.
    pub(super) fn take(&self, peer: IpAddr) -> Option<Place> {
        let network = network_of(peer);
        let is_proxy = self.proxies.contains(&peer.to_canonical());
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let here = taken.by_network.get(&network).copied().unwrap_or_default();
        if taken.all >= self.most || (here >= self.per_network && !is_proxy) {
            return None;
        }
        taken.all += 1;
        taken.by_network.insert(network.clone(), here + 1);
        drop(taken);
        Some(Place { network, taken: self.taken.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).leave(&self.network);
    }
}
