//! Messages between replicas, clients and whoever watches: words of 8 bytes, the kind first.
#![allow(dead_code)] // not everybody who includes this says everything

use skerry::{message, Handle};

/// From a leader: term, index and term of the entry before, commit, round, then five words for each entry.
pub const APPEND: u64 = 1;
/// Answer: term, whether it fits, index up to which the follower agrees (or where to try next), round, whether it counts.
pub const APPENDED: u64 = 2;
/// From a candidate: term, index and term of its last entry.
pub const VOTE: u64 = 3;
/// Answer: term, whether granted.
pub const VOTED: u64 = 4;
/// From a leader: term, round, then the registers as words.
pub const SNAPSHOT: u64 = 5;
/// From a client: number, operation, key, value, expected.
pub const REQUEST: u64 = 6;
/// Answer: number, status, value, replica to ask instead plus one, replica that answers.
pub const ANSWER: u64 = 7;
/// To whoever watches: term.
pub const LEADER: u64 = 8;
/// Who is there, and the answer.
pub const THERE: u64 = 9;
pub const HERE: u64 = 10;

/// Operations; an entry of a log is one of these, too.
pub const NOTHING: u64 = 0;
pub const READ: u64 = 1;
pub const WRITE: u64 = 2;
pub const SWAP: u64 = 3;

/// Statuses of an answer: done; a swap whose register had another value; ask another; ask later; ask later, the log is full;
/// there is no majority.
pub const DONE: u64 = 0;
pub const NOT_SWAPPED: u64 = 1;
pub const NOT_LEADER: u64 = 2;
pub const NO_LEADER: u64 = 3;
pub const FULL: u64 = 4;
pub const NO_QUORUM: u64 = 5;

/// Labels of clients' handles begin here; a replica's label is its number plus one.
pub const CLIENT_LABEL: i64 = 256;

const MOST_WORDS: usize = 512;

/// A message that is being written or read.
pub struct Packet {
    length: usize,
    words: [u64; MOST_WORDS],
}

impl Packet {
    pub const fn new() -> Packet {
        Packet { length: 0, words: [0; MOST_WORDS] }
    }

    /// An empty message of a kind.
    pub fn begin(&mut self, kind: u64) -> &mut Packet {
        self.length = 0;
        self.put(kind)
    }

    pub fn put(&mut self, word: u64) -> &mut Packet {
        if let Some(place) = self.words.get_mut(self.length) {
            *place = word;
            self.length += 1;
        }
        self
    }

    /// Words written or received.
    pub fn length(&self) -> usize {
        self.length
    }

    /// A word; 0 beyond the end.
    pub fn get(&self, at: usize) -> u64 {
        match self.words.get(at) {
            Some(word) if at < self.length => *word,
            _ => 0,
        }
    }

    /// Takes the message being handled.
    pub fn receive(&mut self) {
        self.length = message::read(bytes_mut(&mut self.words)).len() / 8;
    }

    /// A refusal comes later as a message of its own, and is of no interest: whoever does not answer is asked again.
    pub fn send(&self, to: Handle) {
        to.send(self.bytes()).ok();
    }

    fn bytes(&self) -> &[u8] {
        bytes(&self.words).get(..self.length * 8).unwrap_or_default()
    }
}

/// Words as the bytes of a message; WebAssembly is little-endian.
pub fn bytes(words: &[u64]) -> &[u8] {
    unsafe { core::slice::from_raw_parts(words.as_ptr() as *const u8, words.len() * 8) }
}

pub fn bytes_mut(words: &mut [u64]) -> &mut [u8] {
    unsafe { core::slice::from_raw_parts_mut(words.as_mut_ptr() as *mut u8, words.len() * 8) }
}

/// The handle granted as `name` and a number below a hundred.
pub fn granted(name: &[u8], number: usize) -> Handle {
    let mut text = [0; 16];
    let mut length = name.len();
    text[..length].copy_from_slice(name);
    if number >= 10 {
        text[length] = b'0' + (number / 10) as u8;
        length += 1;
    }
    text[length] = b'0' + (number % 10) as u8;
    match core::str::from_utf8(&text[..length + 1]) {
        Ok(text) => skerry::granted(text).unwrap_or(Handle::NONE),
        Err(_) => Handle::NONE,
    }
}
