//! The log of a replica: the last entries of all there were. Older ones are in the registers only.

use super::registers::Entry;

/// Entries held.
pub const ROOM: u64 = 512;
/// Carried out entries that are kept for replicas that are a little behind.
const KEPT: u64 = 64;

pub struct Journal {
    /// Index of the first entry held, and the term of the one before.
    first: u64,
    term_before: u64,
    pub last: u64,
    entries: [Entry; ROOM as usize],
}

impl Journal {
    /// To be restarted before anything else.
    pub const fn new() -> Journal {
        Journal { first: 0, term_before: 0, last: 0, entries: [Entry::nothing(0); ROOM as usize] }
    }

    /// Holds nothing; what comes next follows this entry.
    pub fn restart(&mut self, index: u64, term: u64) {
        self.first = index + 1;
        self.term_before = term;
        self.last = index;
    }

    pub fn first(&self) -> u64 {
        self.first
    }

    pub fn is_full(&self) -> bool {
        self.last + 1 - self.first >= ROOM
    }

    pub fn entry(&self, index: u64) -> &Entry {
        &self.entries[(index % ROOM) as usize]
    }

    /// Term of an entry that is held, or of the one before the first.
    pub fn term(&self, index: u64) -> u64 {
        if index < self.first {
            self.term_before
        } else {
            self.entry(index).term
        }
    }

    pub fn last_term(&self) -> u64 {
        self.term(self.last)
    }

    /// Adds an entry; there must be room.
    pub fn append(&mut self, entry: Entry) {
        self.last += 1;
        self.entries[(self.last % ROOM) as usize] = entry;
    }

    /// Forgets entries after `index`.
    pub fn cut(&mut self, index: u64) {
        self.last = index;
    }

    /// First index of the term that the entry at `index` is of.
    pub fn first_of_term(&self, index: u64) -> u64 {
        let term = self.term(index);
        let mut at = index;
        while at > self.first && self.term(at - 1) == term {
            at -= 1;
        }
        at
    }

    /// Makes room when little is left: forgets what was carried out, but for a few.
    pub fn compact(&mut self, applied: u64) {
        if self.last + 1 - self.first > ROOM / 4 * 3 && applied > self.first + KEPT {
            let first = applied - KEPT + 1;
            self.term_before = self.term(first - 1);
            self.first = first;
        }
    }
}
