//! Members who go: shut out and let in again, and what is forgotten of those who left or never came.

pub(super) mod disable;
pub(super) mod forget;
