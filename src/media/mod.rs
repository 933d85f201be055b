//! Images: what staff place, what is made of it, and where it stands; and papers.
//!
//! An image is taken in by its bytes: what it is, how large, which way up. Everything else of it (where and when it was
//! taken, by which camera) is dropped, and it is written anew in the sizes that pages and mails show. Each file stands in
//! the data folder under the hash of its bytes and is served at an address that never changes, without a login, because
//! that is what a mail needs. A file that something sent shows never goes; an image that nothing shows goes by itself
//! after a period. Whoever shows an image says so ([`uses`]), in the transaction in which it begins to.
//!
//! A sub-room, `papers`, keeps files that only some may read, for whoever has them: they stand on a shelf of their own.
//!
//! What the room does not do: it knows nothing of articles and issues but what they are called, makes nothing larger than
//! it was, and shows no byte that came in as it came in.

mod acts;
mod describe;
mod find;
mod forget;
mod logo;
mod pages;
mod papers;
mod picture;
mod room;
mod seek;
mod sweep;
mod take;
mod texts;
mod uses;
mod web;

pub use describe::{Described, Focus, Said, describe};
pub use find::{Image, images, last_changes, library, load, names};
pub use forget::{Removed, forget, remove};
pub use logo::make_logo;
pub use papers::{
    PAPER_ENDINGS, Paper, Ready, Received, Remark, Unfit, keep_paper, paper_remarks, paper_size, papers, receive_paper,
    send_paper, throw_away_papers, why_unfit,
};
pub use picture::{Made, Picture, Refusal, Size, make};
pub use room::ROOM;
pub use sweep::sweep;
pub use take::{LARGEST, Taken, take};
pub use uses::{About, keep, used_in};
