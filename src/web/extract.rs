//! What a handler asks of a request. Each fails as one of our pages, never with a framework's own text.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::form::Form;
use super::layout::Frame;
use super::server::why_broken;

/// The largest form of a member of staff: an article of some hundred pages.
pub const FORM_LIMIT: usize = 2 * 1024 * 1024;
/// The largest form of everybody else. As many of them as there is room for connections fit into memory.
pub const PUBLIC_FORM_LIMIT: usize = 64 * 1024;

/// A submitted form.
#[derive(Debug)]
pub struct Filled(pub Form);

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        // The guard wrote on the face who is there.
        let is_staff = request.extensions().get::<Frame>().is_some_and(|frame| frame.member.is_some());
        let most = if is_staff { FORM_LIMIT } else { PUBLIC_FORM_LIMIT };
        let bytes = to_bytes(request.into_body(), most).await.map_err(|error| why_broken(&error))?;
        Form::parse(&bytes).map(Self).map_err(|_| Failure::Unreadable)
    }
}

/// What stands behind the question mark. Every field of `T` should have a default.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        if percent_encoding::percent_decode_str(query).any(|byte| byte == 0) {
            return Err(Failure::Unreadable);
        }
        serde_html_form::from_str(query).map(Self).map_err(|_| Failure::Unreadable)
    }
}

/// What stands in a path, as numbers, ids or words; what does not fit is no page.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    #[expect(clippy::disallowed_types, reason = "its one home")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(read)| Self(read)).map_err(|_| Failure::NotFound)
    }
}

/// Whether a path can be read: UTF-8, without the NUL character, which PostgreSQL cannot hold. None of ours is otherwise.
#[must_use]
pub fn is_readable(path: &str) -> bool {
    percent_encoding::percent_decode_str(path).decode_utf8().is_ok_and(|text| !text.contains('\0'))
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        // The face layer made it before any handler runs.
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Broken)
    }
}

/// The network that a request comes from, as limits count it. The face layer makes it.
#[derive(Clone, Debug)]
pub struct Network(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Network {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Broken)
    }
}
