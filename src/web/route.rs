//! Routes that know who may enter.
//!
//! Every room declares its routes here with the access that they need. The list is what the guard enforces, what the
//! role matrix tests and what the browser run visits, so no page escapes any of the three.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use serde::Serialize;

/// Who may enter a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Everyone.
    Anyone,
    /// Whoever holds a link: the handler checks the token in the path.
    Holder,
    /// A program that holds a key: the handler checks the `Authorization` header.
    Key,
    /// A signed-in member of staff, whatever the role.
    Member,
    /// A member who writes.
    Editor,
    /// A member who approves and sends.
    Approver,
    /// A member who manages members and settings.
    Administrator,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path with its parameters, as axum writes it.
    pub path: String,
    /// Who may enter.
    pub access: Access,
    /// Whether it answers other programs (feeds, health, one-click leaving) instead of drawing a page.
    pub machine: bool,
}

/// A router and the list of what is in it.
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<Route>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Adds a page.
    #[must_use]
    pub fn get<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("GET", path, access, false, get(handler))
    }

    /// Adds an act.
    #[must_use]
    pub fn post<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("POST", path, access, false, post(handler))
    }

    /// Adds something that other programs read.
    #[must_use]
    pub fn machine_get<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("GET", path, access, true, get(handler))
    }

    /// Adds an act that other programs do, without a page of ours before it: it is exempt from the cross-site check.
    #[must_use]
    pub fn machine_post<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("POST", path, access, true, post(handler))
    }

    fn add(mut self, method: &'static str, path: &str, access: Access, machine: bool, to: MethodRouter<S>) -> Self {
        self.router = self.router.route(path, to);
        self.list.push(Route { method, path: path.to_owned(), access, machine });
        self
    }

    /// Joins two sets of routes.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// The same routes once more below a prefix, such as `/en`.
    #[must_use]
    pub fn also_below(mut self, prefix: &'static str) -> Self {
        let below = self.list.iter().map(|route| {
            let path = if route.path == "/" { prefix.to_owned() } else { format!("{prefix}{}", route.path) };
            Route { path, ..route.clone() }
        });
        let list: Vec<_> = self.list.iter().cloned().chain(below).collect();
        self.router = self.router.clone().nest(prefix, self.router);
        self.list = list;
        self
    }

    /// The router and the list.
    pub fn into_parts(self) -> (Router<S>, Vec<Route>) {
        (self.router, self.list)
    }
}
