//! What of a room goes into a backup.

/// The tables of a room that a backup keeps, by the names of their entities. What is not named is left out, for good reasons
/// only: it ends by itself within a day, or may not lie about.
macro_rules! backed_up {
    ($($table:ident),+ $(,)?) => {
        &[$($crate::store::Kept::of::<$crate::store::tables::$table::Entity>()),+]
    };
}
pub(crate) use backed_up;
