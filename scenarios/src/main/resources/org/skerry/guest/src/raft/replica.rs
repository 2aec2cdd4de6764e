//! raft/replica - one of several that keep the same registers and agree on every change of them, so that any minority may be lost: Raft.
//!
//! START: u32 own number, u32 replicas (at most 9), u32 clients (at most 32), u32 flags (1: restarted), then u64 each: nanoseconds between
//! beats of a leader, shortest wait for one, how much longer it may be, probes without a majority in sight before clients are told,
//! nanoseconds since the beginning of the run after which it rests.
//! Handles by name: replica0, ... (send, label own number + 1), client0, ... (send), clock, random, log; disk (a store: send, storage, read,
//! write), without which a restarted replica does not vote; watcher (send, label own number + 1), who hears of each new leader. The last two may be missing.
//! Receives: requests of clients through handles labelled 256 + number, and answers them; what replicas tell each other (`include/raft/wire.rs`).
//! Logs: when it becomes leader, loses its majority, sees none, is back; at the end its term and a digest of its registers.
#![no_std]

#[path = "../../include/raft/mod.rs"]
mod raft;

use raft::replica::Replica;
use skerry::State;

const BUGS: raft::Bugs = raft::NO_BUGS;

static REPLICA: State<Replica> = State::new(Replica::new());

#[no_mangle]
pub extern "C" fn start() {
    REPLICA.with(|replica| replica.start());
}

#[no_mangle]
pub extern "C" fn receive() {
    REPLICA.with(|replica| replica.receive());
}
