//! What a replica must not forget, in an external store: one object, to which records are added. A record is in the store before anything is
//! said that rests on it. Now and then the object is replaced by one that says the same in fewer words; the store does that at once or not at all.
//!
//! Records, in words: 1, term, vote; 2, index, entry (what had this index or a higher one is gone); 3, registers (so is all before them).

use super::registers::{Entry, Registers};
use super::wire::{bytes, bytes_mut};
use skerry::Handle;

const VOTE: u64 = 1;
const ENTRY: u64 = 2;
const REGISTERS: u64 = 3;

/// Words of a request of the store before its bytes, the name (8 bytes) included, and of an answer.
const HEAD: usize = 4;
const ANSWER: usize = 3;
const NAME: u64 = u64::from_le_bytes(*b"raft-log");
const READ: u64 = 1;
const WRITE: u64 = 2;
const TRUNCATE: u64 = 1;
const NOT_FOUND: i16 = -1;

const ROOM: usize = 4096;
/// Words after which the object is written anew; below a log of 512 entries of 7 words, and the longest answer of the store.
const LONG: usize = 3072;

pub struct Disk {
    pub handle: Handle,
    /// Words of the object.
    size: usize,
    /// Words that wait behind the head of the request.
    waiting: usize,
    anew: bool,
    words: [u64; HEAD + ROOM],
}

/// What a record said.
pub enum Record {
    Vote(u64, u64),
    Entry(u64, Entry),
    /// Where the words of the registers begin.
    Registers(usize),
}

impl Disk {
    /// To be given a handle before anything else.
    pub const fn new() -> Disk {
        Disk { handle: Handle(0), size: 0, waiting: 0, anew: false, words: [0; HEAD + ROOM] }
    }

    fn is_there(&self) -> bool {
        self.handle.0 >= 0
    }

    fn put(&mut self, word: u64) {
        if let Some(place) = self.words.get_mut(HEAD + self.waiting) {
            *place = word;
            self.waiting += 1;
        }
    }

    pub fn vote(&mut self, term: u64, vote: u64) {
        if self.is_there() {
            self.put(VOTE);
            self.put(term);
            self.put(vote);
        }
    }

    pub fn entry(&mut self, index: u64, entry: &Entry) {
        if self.is_there() {
            self.put(ENTRY);
            self.put(index);
            entry.words().iter().for_each(|word| self.put(*word));
        }
    }

    /// Whether the object should be written anew.
    pub fn is_long(&self) -> bool {
        self.is_there() && self.size + self.waiting > LONG
    }

    /// What is put from now on takes the place of all before.
    pub fn begin_anew(&mut self, registers: &Registers) {
        if self.is_there() {
            self.waiting = 0;
            self.anew = true;
            self.put(REGISTERS);
            for at in 0..Registers::WORDS {
                self.put(registers.word(at));
            }
        }
    }

    /// Writes what waits; false if the store did not take it.
    pub fn flush(&mut self) -> bool {
        if self.waiting == 0 {
            return true;
        }
        let offset = if self.anew { 0 } else { self.size };
        let flags = if self.anew { TRUNCATE } else { 0 };
        let length = self.waiting;
        self.head(WRITE, flags, offset, length);
        let mut answer = [0; ANSWER];
        let request = bytes(&self.words).get(..(HEAD + length) * 8).unwrap_or_default();
        let done = self.handle.call(request, &[], bytes_mut(&mut answer)).is_ok() && status(answer[0]) == 0;
        self.size = offset + length;
        self.waiting = 0;
        self.anew = false;
        done
    }

    /// Reads the object; false if the store does not answer. Of one that is not there nothing is read.
    pub fn open(&mut self) -> bool {
        if !self.is_there() {
            return true;
        }
        self.head(READ, 0, 0, ROOM - ANSWER);
        let mut request = [0; HEAD];
        request.copy_from_slice(&self.words[..HEAD]);
        let handle = self.handle;
        let came = match handle.call(bytes(&request), &[], bytes_mut(&mut self.words)) {
            Ok(came) => came.len() / 8,
            Err(_) => 0,
        };
        let status = status(self.words[0]);
        self.size = if status == 0 && came > ANSWER { came - ANSWER } else { 0 };
        came >= ANSWER && (status == 0 || status == NOT_FOUND)
    }

    /// The record that begins at `at` of what was read, and where the next one does.
    pub fn record(&self, at: usize) -> Option<(Record, usize)> {
        if at >= self.size {
            return None;
        }
        match self.read(at) {
            VOTE => Some((Record::Vote(self.read(at + 1), self.read(at + 2)), at + 3)),
            ENTRY => {
                let entry = Entry::of(|word| self.read(at + 2 + word));
                Some((Record::Entry(self.read(at + 1), entry), at + 2 + Entry::WORDS))
            }
            REGISTERS => Some((Record::Registers(at + 1), at + 1 + Registers::WORDS)),
            _ => None,
        }
    }

    /// A word that was read.
    pub fn read(&self, at: usize) -> u64 {
        if at < self.size {
            self.words[(ANSWER + at) % (HEAD + ROOM)]
        } else {
            0
        }
    }

    fn head(&mut self, operation: u64, flags: u64, offset: usize, words: usize) {
        self.words[0] = operation | flags << 8 | 8 << 16;
        self.words[1] = offset as u64 * 8;
        self.words[2] = words as u64 * 8;
        self.words[3] = NAME;
    }
}

fn status(first_word: u64) -> i16 {
    (first_word >> 16) as i16
}
