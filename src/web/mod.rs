//! The shared face: layout, components, forms.

pub mod components;
pub mod form;
pub mod layout;
pub mod texts;
