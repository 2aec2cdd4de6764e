//! The state machine that is replicated: registers, and for each client what its last operation came to, so that one that is asked for
//! again is not carried out again.

use super::wire::{DONE, NOTHING, NOT_SWAPPED, SWAP};

pub const KEYS: usize = 64;
pub const CLIENTS: usize = 32;

/// An entry of the log.
#[derive(Clone, Copy)]
pub struct Entry {
    pub term: u64,
    /// Operation, client and the client's number of it.
    what: u64,
    pub key: u64,
    pub value: u64,
    pub expected: u64,
}

impl Entry {
    pub const WORDS: usize = 5;

    pub const fn nothing(term: u64) -> Entry {
        Entry { term, what: NOTHING, key: 0, value: 0, expected: 0 }
    }

    pub fn new(term: u64, operation: u64, client: usize, number: u64) -> Entry {
        Entry { term, what: operation | (client as u64) << 8 | number << 16, key: 0, value: 0, expected: 0 }
    }

    pub fn words(&self) -> [u64; Entry::WORDS] {
        [self.term, self.what, self.key, self.value, self.expected]
    }

    pub fn of(word: impl Fn(usize) -> u64) -> Entry {
        Entry { term: word(0), what: word(1), key: word(2), value: word(3), expected: word(4) }
    }

    pub fn operation(&self) -> u64 {
        self.what & 255
    }

    pub fn client(&self) -> usize {
        (self.what >> 8 & 255) as usize
    }

    pub fn number(&self) -> u64 {
        self.what >> 16
    }
}

/// What a client's operation came to.
#[derive(Clone, Copy)]
pub struct Session {
    pub number: u64,
    pub status: u64,
}

pub struct Registers {
    /// Index and term of the last entry that was carried out.
    pub applied: u64,
    pub applied_term: u64,
    values: [u64; KEYS],
    sessions: [Session; CLIENTS],
}

impl Registers {
    pub const WORDS: usize = 2 + KEYS + 2 * CLIENTS;

    pub const fn new() -> Registers {
        Registers {
            applied: 0,
            applied_term: 0,
            values: [0; KEYS],
            sessions: [Session { number: 0, status: 0 }; CLIENTS],
        }
    }

    pub fn value(&self, key: u64) -> u64 {
        self.values[key as usize % KEYS]
    }

    pub fn session(&self, client: usize) -> Session {
        self.sessions[client % CLIENTS]
    }

    /// Carries out the next entry.
    pub fn apply(&mut self, entry: &Entry) {
        self.applied += 1;
        self.applied_term = entry.term;
        if entry.operation() == NOTHING {
            return;
        }
        let known = self.session(entry.client());
        if entry.number() <= known.number && !crate::BUGS.runs_twice {
            return;
        }
        let register = &mut self.values[entry.key as usize % KEYS];
        let fits = entry.operation() != SWAP || *register == entry.expected;
        if fits {
            *register = entry.value;
        }
        self.sessions[entry.client() % CLIENTS] =
            Session { number: entry.number(), status: if fits { DONE } else { NOT_SWAPPED } };
    }

    pub fn word(&self, at: usize) -> u64 {
        match at {
            0 => self.applied,
            1 => self.applied_term,
            _ if at < 2 + KEYS => self.values[at - 2],
            _ => {
                let session = self.session((at - 2 - KEYS) / 2);
                if at % 2 == 0 {
                    session.number
                } else {
                    session.status
                }
            }
        }
    }

    /// Becomes what `word` said of another one.
    pub fn load(&mut self, word: impl Fn(usize) -> u64) {
        self.applied = word(0);
        self.applied_term = word(1);
        for key in 0..KEYS {
            self.values[key] = word(2 + key);
        }
        for client in 0..CLIENTS {
            let at = 2 + KEYS + 2 * client;
            self.sessions[client] = Session { number: word(at), status: word(at + 1) };
        }
    }

    /// A number that differs where registers do, for the log.
    pub fn digest(&self) -> u64 {
        let mut digest = 0;
        for at in 2..Registers::WORDS {
            digest = (digest ^ self.word(at)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            digest ^= digest >> 29;
        }
        digest >> 16
    }
}
