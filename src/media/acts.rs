//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Image, as the log names it.
pub const MEDIA: Thing = Thing { word: "media", name: Both("beeld", "image") };

acts! {
    MediaDescribe = "media.describe", MEDIA, "Beschreef een beeld", "Described an image";
    MediaRefocus = "media.refocus", MEDIA, "Koos wat van een beeld in beeld blijft", "Chose what of an image stays in view";
    MediaRemove = "media.remove", MEDIA, "Gooide een beeld weg", "Threw an image away";
    MediaTake = "media.take", MEDIA, "Plaatste een beeld", "Placed an image";
}
