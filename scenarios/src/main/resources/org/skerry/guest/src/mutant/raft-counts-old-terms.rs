//! mutant/raft-counts-old-terms - a replica as raft/replica with a mistake in it, which the checker of histories must notice: entries of earlier terms are committed by counting replicas.
#![no_std]

#[path = "../../include/raft/mod.rs"]
mod raft;

use raft::replica::Replica;
use skerry::State;

const BUGS: raft::Bugs = raft::Bugs { counts_old_terms: true, ..raft::NO_BUGS };

static REPLICA: State<Replica> = State::new(Replica::new());

#[no_mangle]
pub extern "C" fn start() {
    REPLICA.with(|replica| replica.start());
}

#[no_mangle]
pub extern "C" fn receive() {
    REPLICA.with(|replica| replica.receive());
}
