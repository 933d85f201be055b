//! Small pieces of page that every room draws with.
