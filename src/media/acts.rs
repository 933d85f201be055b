//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Image, as the log names it.
pub const MEDIA: Thing = Thing { word: "media", name: Both("beeld", "image") };

acts! {
    Describe = "media.describe", MEDIA, "Beschreef een beeld", "Described an image";
    Refocus = "media.refocus", MEDIA, "Koos wat van een beeld in beeld blijft", "Chose what of an image stays in view";
    Remove = "media.remove", MEDIA, "Gooide een beeld weg", "Threw an image away";
    Take = "media.take", MEDIA, "Plaatste een beeld", "Placed an image";
}
