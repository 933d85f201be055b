//! Checks of a rendered mail.
