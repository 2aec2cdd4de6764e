//! A replica of a set of registers: Raft (Ongaro and Ousterhout, "In search of an understandable consensus algorithm", 2014).
//!
//! The module that includes this says with `BUGS` which mistakes it makes: none, or for tests of the checker some.

pub mod disk;
pub mod journal;
pub mod registers;
pub mod replica;
pub mod wire;

/// Mistakes that were made in real systems.
pub struct Bugs {
    /// A leader answers reads from its own registers without asking whether it still is one, and does not step down when it hears nobody.
    pub stale_leader: bool,
    /// A replica that is not the leader answers reads.
    pub local_reads: bool,
    /// Whoever asks gets a vote.
    pub votes_twice: bool,
    /// A leader commits entries of earlier terms by counting replicas.
    pub counts_old_terms: bool,
    /// An operation that is asked for again is carried out again.
    pub runs_twice: bool,
    /// What must not be forgotten is not written down.
    pub forgets: bool,
}

pub const NO_BUGS: Bugs = Bugs {
    stale_leader: false,
    local_reads: false,
    votes_twice: false,
    counts_old_terms: false,
    runs_twice: false,
    forgets: false,
};
