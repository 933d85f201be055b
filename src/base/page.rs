//! Long lists page by key, never by offset: the next page starts after the last row of this one.

/// A page of a long list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// The key after which the next page starts; `None` on the last.
    pub next: Option<i64>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were asked with one more than `size`, so that the surplus tells whether more follow.
    #[must_use]
    pub fn of(mut rows: Vec<T>, size: usize, key: impl Fn(&T) -> i64) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Self { rows, next }
    }
}
