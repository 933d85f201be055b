//! Rules: dates as people write them, and names in what goes public.

mod names;
mod when;
