//! Papers: files that only some may read, such as the documents of a consultation and what organisations add to an answer.
//!
//! A paper is what its bytes are, whatever it is called. It stands on a shelf of its own, from which nothing is served but by a
//! handler that knows who asks, and only to be kept (never shown in a browser). A file with macros, with a password, or
//! that cannot be read whole is refused in words; what somebody may not know to be in it (comments, tracked changes, hidden
//! text or sheets) is remarked. A document is kept as it came, an image is written anew without what a camera put in it.
//!
//! Whoever keeps a paper refers to its row, and throws it away in the transaction in which nothing of theirs refers to it any more.

mod keep;
mod look;
mod texts;

pub use keep::{Paper, Ready, Received, keep_paper, papers, receive_paper, send_paper, throw_away_papers};
pub use look::{Remark, Unfit};
pub use texts::{PAPER_ENDINGS, paper_remarks, paper_size, why_unfit};
