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

    /// The rows after the one of a key, of rows that are all at hand: of what a centre has tens of.
    #[must_use]
    pub fn after(mut all: Vec<T>, after: Option<i64>, size: usize, key: impl Fn(&T) -> i64) -> Self {
        let begin = match after {
            None => 0,
            Some(after) => all.iter().position(|row| key(row) == after).map_or(all.len(), |at| at + 1),
        };
        Self::of(all.split_off(begin), size, key)
    }
}
