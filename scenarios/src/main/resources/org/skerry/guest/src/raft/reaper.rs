//! raft/reaper - stops replicas, or puts fresh ones in their places, at given times.
//!
//! START: u32 deeds (at most 16), u32 replicas (at most 9), then for each deed u64 nanoseconds since the beginning of the run, u32 what (0 stop,
//! 1 restart), u32 whom (a replica, or 100: whoever was the last to become leader, if it
//! lives, or 101: the first that lives and is not, and for 100 if nobody leads), then the arguments of a
//! replica, for those that are restarted: own number and flags are set.
//! Handles by name: replica0, ... (control), replica (image: spawn), clock, log. Receives: from a replica through a handle labelled its number + 1
//! that it is leader now. Logs: what it does.
#![no_std]

#[path = "../../include/raft/wire.rs"]
mod wire;

use skerry::{granted as granted_as, kind, message, Handle, Line, State};

const DEEDS: usize = 16;
const REPLICAS: usize = 9;
const RESTART: u32 = 1;
const LEADER: u32 = 100;
const FOLLOWER: u32 = 101;
/// Bytes of a replica's arguments.
const ARGUMENTS: usize = 56;
const RESTARTED: u8 = 1;

#[derive(Clone, Copy)]
struct Deed {
    what: u32,
    whom: u32,
}

struct Reaper {
    deeds: [Deed; DEEDS],
    replicas: usize,
    peers: [Handle; REPLICAS],
    stopped: u32,
    leader: usize,
    arguments: [u8; ARGUMENTS],
    line: Line,
}

static REAPER: State<Reaper> = State::new(Reaper {
    deeds: [Deed { what: 0, whom: 0 }; DEEDS],
    replicas: 0,
    peers: [Handle(0); REPLICAS],
    stopped: 0,
    leader: 0,
    arguments: [0; ARGUMENTS],
    line: Line::new(),
});

#[no_mangle]
pub extern "C" fn start() {
    REAPER.with(|reaper| reaper.start());
}

#[no_mangle]
pub extern "C" fn receive() {
    REAPER.with(|reaper| match message::kind() {
        kind::TIMER => reaper.act(message::read_u64(0) as usize % DEEDS),
        kind::USER => reaper.leader = message::label().clamp(1, REPLICAS as i64) as usize - 1,
        _ => {}
    });
}

impl Reaper {
    fn start(&mut self) {
        let first = message::read_u64(0);
        let count = (first as u32 as usize).min(DEEDS);
        self.replicas = (first >> 32) as usize % (REPLICAS + 1);
        let clock = granted_as("clock").unwrap_or(Handle::NONE);
        for replica in 0..self.replicas {
            self.peers[replica] = wire::granted(b"replica", replica);
        }
        for deed in 0..count {
            let at = 8 + deed * 16;
            let what = message::read_u64(at + 8);
            self.deeds[deed] = Deed { what: what as u32, whom: (what >> 32) as u32 };
            clock.set_timer(message::read_u64(at) as i64, deed as i64).ok();
        }
        message::read_from(8 + count * 16, &mut self.arguments);
    }

    fn act(&mut self, deed: usize) {
        let deed = self.deeds[deed];
        let whom = match deed.whom {
            LEADER if self.stopped & 1 << self.leader == 0 => self.leader,
            LEADER => self.follower(),
            FOLLOWER => self.follower(),
            replica => replica as usize % REPLICAS,
        };
        let target = self.peers[whom];
        if deed.what == RESTART {
            self.arguments[0] = whom as u8;
            self.arguments[12] |= RESTARTED;
            let image = granted_as("replica").unwrap_or(Handle::NONE);
            let done = target.restart(image, &self.arguments, &[]);
            self.line.text(if done.is_ok() { "restarts replica" } else { "may not restart replica" });
        } else {
            self.stopped |= 1 << whom;
            self.line.text(if target.stop().is_ok() { "stops replica" } else { "may not stop replica" });
        }
        self.line.number(whom as u64).log(granted_as("log").unwrap_or(Handle::NONE)).ok();
    }

    fn follower(&self) -> usize {
        let lives = |replica: &usize| *replica != self.leader && self.stopped & 1 << replica == 0;
        (0..self.replicas).find(lives).unwrap_or(0)
    }
}
