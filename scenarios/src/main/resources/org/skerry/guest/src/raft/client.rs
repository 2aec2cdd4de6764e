//! raft/client - reads, writes and swaps registers of a replicated service, one operation at a time, and logs its history.
//!
//! START: u32 own number, u32 replicas (at most 9), u32 operations, u32 registers, u32 reads per mille, u32 swaps per mille, then u64 each:
//! nanoseconds between operations on average, nanoseconds to wait for an answer, nanoseconds before asking again, operations per mille
//! that any replica is asked for first and not the one that answered the last time.
//! Handles by name: replica0, ... (send, label 256 + own number), clock, random, log.
//! Logs: "ask N OPERATION KEY VALUE EXPECTED at TIME" before operation N is sent for the first time, and "got N OUTCOME VALUE at TIME": outcome
//! ok, no (a swap whose register had another value), no-quorum (all replicas that answer say that they see no majority) or no-answer (none
//! answered). After the last two it may have happened or not. At the end, how often it had to ask again.
#![no_std]

#[path = "../../include/raft/wire.rs"]
mod wire;

use skerry::{granted as granted_as, kind, message, Handle, Line, State};
use wire::*;

const REPLICAS: usize = 9;
const REGISTERS: usize = 64;

/// Timers: an answer is late; time to ask again; time for the next operation.
const LATE: i64 = 1;
const AGAIN: i64 = 2;
const NEXT: i64 = 3;

/// Rounds of all replicas without any answer after which there is none.
const ROUNDS: u32 = 3;

struct Client {
    me: u64,
    replicas: usize,
    operations: u64,
    registers: u64,
    reads: u64,
    swaps: u64,
    pause: u64,
    patience: u64,
    backoff: u64,
    anywhere: u64,
    peers: [Handle; REPLICAS],
    clock: Handle,
    random: Handle,
    log: Handle,

    /// The operation under way; 0 when none is.
    number: u64,
    done: u64,
    open: bool,
    /// Whether the target has been asked and has neither answered nor been silent too long.
    asking: bool,
    operation: u64,
    key: u64,
    value: u64,
    expected: u64,
    target: usize,
    /// Replicas that have said since they last said anything else that there is no majority, and those that were silent or dead.
    without_quorum: u32,
    silent: u32,
    silences: u32,
    redirects: u32,
    repeats: u64,
    /// The last value seen of each register.
    seen: [u64; REGISTERS],
    packet: Packet,
    line: Line,
}

static CLIENT: State<Client> = State::new(Client {
    me: 0,
    replicas: 0,
    operations: 0,
    registers: 0,
    reads: 0,
    swaps: 0,
    pause: 0,
    patience: 0,
    backoff: 0,
    anywhere: 0,
    peers: [Handle(0); REPLICAS],
    clock: Handle(0),
    random: Handle(0),
    log: Handle(0),
    number: 0,
    done: 0,
    open: false,
    asking: false,
    operation: 0,
    key: 0,
    value: 0,
    expected: 0,
    target: 0,
    without_quorum: 0,
    silent: 0,
    silences: 0,
    redirects: 0,
    repeats: 0,
    seen: [0; REGISTERS],
    packet: Packet::new(),
    line: Line::new(),
});

#[no_mangle]
pub extern "C" fn start() {
    CLIENT.with(|client| client.start());
}

#[no_mangle]
pub extern "C" fn receive() {
    CLIENT.with(|client| match message::kind() {
        kind::TIMER => client.timer(message::read_u64(0) as i64),
        kind::USER => client.answered(),
        kind::REFUSED => client.refused(message::read_u64(0)),
        _ => {}
    });
}

impl Client {
    fn start(&mut self) {
        let small = |at: usize| message::read_u64(at * 4) as u32;
        self.me = small(0) as u64;
        self.replicas = (small(1) as usize).clamp(1, REPLICAS);
        self.operations = small(2) as u64;
        self.registers = (small(3) as u64).clamp(1, REGISTERS as u64);
        self.reads = small(4) as u64;
        self.swaps = small(5) as u64;
        self.pause = message::read_u64(24);
        self.patience = message::read_u64(32);
        self.backoff = message::read_u64(40);
        self.anywhere = message::read_u64(48);
        for replica in 0..self.replicas {
            self.peers[replica] = granted(b"replica", replica);
        }
        self.clock = granted_as("clock").unwrap_or(Handle::NONE);
        self.random = granted_as("random").unwrap_or(Handle::NONE);
        self.log = granted_as("log").unwrap_or(Handle::NONE);
        self.target = self.me as usize % self.replicas;
        self.rest();
    }

    fn draw(&mut self, below: u64) -> u64 {
        let mut bytes = [0; 8];
        self.random.random(&mut bytes).ok();
        u64::from_le_bytes(bytes) % below.max(1)
    }

    fn now(&self) -> u64 {
        self.clock.clock().unwrap_or(0)
    }

    /// Waits for the next operation, or is done.
    fn rest(&mut self) {
        if self.number < self.operations {
            let pause = self.pause / 2 + self.draw(self.pause);
            self.clock.set_timer(pause as i64, NEXT).ok();
        } else {
            self.line.text("operations ").number(self.number).text(" answered ").number(self.done);
            self.line.text(" asked again ").number(self.repeats).log(self.log).ok();
        }
    }

    fn timer(&mut self, which: i64) {
        match which {
            NEXT => self.begin(),
            AGAIN if self.open => self.ask_again(),
            LATE if self.open => {
                self.silent |= 1 << self.target;
                self.silences += 1;
                self.try_another();
            }
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.number += 1;
        self.key = self.draw(self.registers);
        let kind = self.draw(1000);
        self.operation = match kind {
            _ if kind < self.reads => READ,
            _ if kind < self.reads + self.swaps => SWAP,
            _ => WRITE,
        };
        self.value = if self.operation == READ { 0 } else { (self.me + 1) << 32 | self.number };
        self.expected = if self.operation == SWAP { self.seen[self.key as usize] } else { 0 };
        if self.draw(1000) < self.anywhere {
            self.target = self.draw(self.replicas as u64) as usize;
        }
        self.open = true;
        self.without_quorum = 0;
        self.silent = 0;
        self.silences = 0;
        self.redirects = 0;
        let name = match self.operation {
            READ => " read ",
            WRITE => " write ",
            _ => " swap ",
        };
        let now = self.now();
        self.line.text("ask ").number(self.number).text(name).number(self.key).text(" ").number(self.value);
        self.line.text(" ").number(self.expected).text(" at ").number(now).log(self.log).ok();
        self.ask();
    }

    fn ask_again(&mut self) {
        self.repeats += 1;
        self.ask();
    }

    fn ask(&mut self) {
        self.packet.begin(REQUEST).put(self.number).put(self.operation).put(self.key);
        self.packet.put(self.value).put(self.expected).send(self.peers[self.target]);
        self.clock.set_timer(self.patience as i64, LATE).ok();
        self.asking = true;
    }

    fn answered(&mut self) {
        self.packet.receive();
        if self.packet.get(0) != ANSWER || !self.open || self.packet.get(1) != self.number {
            return;
        }
        let from = self.packet.get(5) as usize % REPLICAS;
        self.silences = 0;
        let instead = self.packet.get(4) as usize;
        let waited_for = self.asking && from == self.target;
        match self.packet.get(2) {
            DONE => self.finish(" ok "),
            NOT_SWAPPED => self.finish(" no "),
            _ if !waited_for => {} // late, and another has been asked
            NOT_LEADER if instead > 0 && instead <= self.replicas && self.redirects < 2 * self.replicas as u32 => {
                self.says_otherwise(from);
                self.redirects += 1;
                self.target = instead - 1;
                self.ask_again();
            }
            FULL => {
                self.says_otherwise(from);
                self.ask_later();
            }
            NO_QUORUM => {
                self.without_quorum |= 1 << from;
                self.try_another();
            }
            _ => {
                self.says_otherwise(from);
                self.try_another();
            }
        }
    }

    fn says_otherwise(&mut self, replica: usize) {
        self.without_quorum &= !(1 << replica);
        self.silent &= !(1 << replica);
    }

    /// A message could not be delivered: whoever it was for is dead.
    fn refused(&mut self, payload: u64) {
        let handle = Handle((payload >> 32) as i32);
        if self.open && self.asking && handle == self.peers[self.target] {
            self.silent |= 1 << self.target;
            self.silences += 1;
            self.try_another();
        }
    }

    fn try_another(&mut self) {
        let all = (1 << self.replicas) - 1;
        if self.without_quorum != 0 && self.without_quorum | self.silent == all {
            self.finish(" no-quorum ");
        } else if self.silences >= ROUNDS * self.replicas as u32 {
            self.finish(" no-answer ");
        } else {
            self.redirects = 0;
            self.target = (self.target + 1) % self.replicas;
            self.ask_later();
        }
    }

    fn ask_later(&mut self) {
        self.asking = false;
        self.clock.cancel_timer(LATE).ok();
        self.clock.set_timer(self.backoff as i64, AGAIN).ok();
    }

    fn finish(&mut self, outcome: &str) {
        self.clock.cancel_timer(LATE).ok();
        self.open = false;
        let answered = outcome == " ok " || outcome == " no ";
        let value = if answered && self.operation == READ { self.packet.get(3) } else { 0 };
        if answered {
            self.done += 1;
            if self.operation == READ {
                self.seen[self.key as usize] = value;
            } else if outcome == " ok " {
                self.seen[self.key as usize] = self.value;
            }
        }
        let now = self.now();
        self.line.text("got ").number(self.number).text(outcome).number(value);
        self.line.text(" at ").number(now).log(self.log).ok();
        self.rest();
    }
}
