//! A sheet as HTML and as plain text.

use super::Sheet;

impl Sheet {
    /// The HTML of the letter.
    #[must_use]
    pub fn html(&self) -> String {
        String::new()
    }

    /// The plain text of the letter.
    #[must_use]
    pub fn text(&self) -> String {
        String::new()
    }
}
