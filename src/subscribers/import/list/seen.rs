//! Which addresses stood in a list before, in little memory.

use std::hash::{BuildHasher as _, RandomState};

/// So many bits of a hash choose where it is kept.
const CHOOSING: u32 = 16;

/// Which addresses were seen, and which are out where the list comes from. Kept are a hash of 64 bits of each address, of
/// which two of two million share one once in ten million lists, and one of 16 bits of the name that came with it, so a
/// contradiction goes unnoticed once in 65,535 times. The first 16 bits of an address's hash say where the others are
/// kept: many short rows grow by themselves, where one large table would double and be there twice while it does.
#[derive(Default)]
pub(in crate::subscribers::import) struct Seen {
    hasher: RandomState,
    kept: Vec<Vec<u64>>,
    out: Vec<u64>,
}

/// How an address stands to those before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sight {
    New,
    Again,
    AgainWithAnotherName,
    /// Another row says that they left, or never confirmed, where the list comes from.
    Out,
}

impl Seen {
    /// Notes that an address is out.
    pub(super) fn note_out(&mut self, key: &str) {
        self.out.push(self.hasher.hash_one(key));
    }

    /// Says that all who are out were noted, so that they can be looked up.
    pub(super) fn all_out_are_known(&mut self) {
        self.out.sort_unstable();
        self.out.dedup();
        self.out.shrink_to_fit();
    }

    /// No name is 0, and no name contradicts none.
    fn hash_of_name(&self, name: &str) -> u64 {
        if name.is_empty() { 0 } else { self.hasher.hash_one(name) % 0xffff + 1 }
    }

    /// Looks at an address with its name, and keeps it.
    pub(super) fn look(&mut self, key: &str, name: &str) -> Sight {
        let hash = self.hasher.hash_one(key);
        if self.out.binary_search(&hash).is_ok() {
            return Sight::Out;
        }
        let (address, name) = (hash << CHOOSING, self.hash_of_name(name));
        if self.kept.is_empty() {
            self.kept.resize(1 << CHOOSING, Vec::new());
        }
        let place = usize::try_from(hash >> (u64::BITS - CHOOSING)).unwrap_or_default();
        let Some(kept) = self.kept.get_mut(place) else { return Sight::New };
        let known = kept.iter().find(|known| (**known ^ address) >> CHOOSING == 0).map(|known| known & 0xffff);
        match known {
            None => {
                kept.push(address | name);
                Sight::New
            }
            Some(known) if known != name && known != 0 && name != 0 => Sight::AgainWithAnotherName,
            Some(_) => Sight::Again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, Sight};

    #[test]
    fn s20_every_address_is_new_once() {
        let mut seen = Seen::default();
        let key = |number: u32| format!("p{number}@voorbeeld.nl");
        seen.note_out(&key(70_000));
        seen.note_out(&key(9));
        seen.all_out_are_known();
        let mut look = |number, name| seen.look(&key(number), name);
        for number in 100..60_000 {
            assert_eq!(look(number, "Anna"), Sight::New, "{number}");
        }
        for number in 100..60_000 {
            assert_eq!(look(number, if number % 2 == 0 { "Anna" } else { "" }), Sight::Again, "{number}");
        }
        assert_eq!(look(100, "Bas"), Sight::AgainWithAnotherName);
        assert_eq!((look(9, "Anna"), look(70_000, ""), look(9, "")), (Sight::Out, Sight::Out, Sight::Out));
    }
}
