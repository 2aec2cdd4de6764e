//! mutant/raft-stale-leader - a replica as raft/replica with a mistake in it, which the checker of histories must notice: a leader answers reads without asking whether it still is one.
#![no_std]

#[path = "../../include/raft/mod.rs"]
mod raft;

use raft::replica::Replica;
use skerry::State;

const BUGS: raft::Bugs = raft::Bugs { stale_leader: true, ..raft::NO_BUGS };

static REPLICA: State<Replica> = State::new(Replica::new());

#[no_mangle]
pub extern "C" fn start() {
    REPLICA.with(|replica| replica.start());
}

#[no_mangle]
pub extern "C" fn receive() {
    REPLICA.with(|replica| replica.receive());
}
