//! The shared face: who may enter which route, what every page has around it, forms, failures, headers.
//!
//! `web` knows no room and no `App`: what it needs of them is handed to it by the layers in `routes.rs`.

pub mod blocks;
pub mod components;
pub mod cookie;
pub mod csrf;
pub mod download;
pub mod ending;
pub mod extract;
pub mod failure;
pub mod files;
pub mod form;
pub mod guest;
pub mod headers;
pub mod kept;
pub mod layout;
pub mod limits;
pub mod list;
pub mod one_form;
pub mod route;
pub mod saving;
pub mod server;
pub mod texts;
pub mod upload;

pub use extract::{Asked, AskedForm, FORM_LIMIT, Filled, Network, PUBLIC_FORM_LIMIT, Path, is_readable};
pub use failure::{Failure, again_after, too_many};
pub use form::Form;
pub use layout::{Frame, framed_page, plain_page, public_page, published_page, staff_page};
pub use route::{Access, Route, Routes};
