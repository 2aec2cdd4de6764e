//! What a replica does. Everything it says rests on what it has written down before.

use super::disk::{Disk, Record};
use super::journal::{Journal, ROOM};
use super::registers::{Entry, Registers, CLIENTS};
use super::wire::*;
use crate::BUGS;
use skerry::{exit, granted as granted_as, kind, message, Handle, Line};

pub const REPLICAS: usize = 9;
/// Entries in one message.
const BATCH: u64 = 32;
/// Entries that may wait for a majority; clients are told that the log is full beyond that.
const WAITING: u64 = ROOM / 2;
const READS: usize = 64;

/// Timers.
const ELECTION: i64 = 1;
const HEARTBEAT: i64 = 2;
const END: i64 = 3;
const PROBE: i64 = 4;

/// Flag of the arguments: there was another life before this one.
const RESTARTED: u32 = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Follower,
    Candidate,
    Leader,
}

/// A read that waits until a majority has said, after it came, that this is the leader.
#[derive(Clone, Copy)]
struct PendingRead {
    client: usize,
    number: u64,
    key: u64,
    /// What must have been carried out before.
    index: u64,
    round: u64,
}

/// What a leader knows of another replica.
#[derive(Clone, Copy)]
struct Peer {
    handle: Handle,
    /// The next entry to send, and the last one known to be there.
    next: u64,
    matched: u64,
    /// The last round answered.
    round: u64,
    /// Beats since the last answer, and since entries were sent that are not answered; 0: none are.
    silent: u64,
    waiting: u64,
    /// Whether its word counts.
    counts: bool,
}

pub struct Replica {
    me: usize,
    replicas: usize,
    heartbeat: u64,
    election: u64,
    spread: u64,
    /// Probes without a majority in sight after which clients are told.
    patience: u64,
    peers: [Peer; REPLICAS],
    clients: [Handle; CLIENTS],
    clock: Handle,
    random: Handle,
    log: Handle,
    watcher: Handle,

    term: u64,
    vote: u64,
    journal: Journal,
    registers: Registers,
    disk: Disk,
    /// Whether this replica may vote, stand and be counted: not if it has forgotten what it promised.
    counts: bool,

    role: Role,
    leader: usize,
    commit: u64,
    votes: u32,
    /// While no leader is known: whether everybody was asked who is there, who has answered, and how often it was no majority.
    probing: bool,
    heard: u32,
    lonely: u64,
    round: u64,
    reads: [PendingRead; READS],
    reads_waiting: usize,
    /// The first entry of this leader's term.
    term_start: u64,
    over: bool,

    came: Packet,
    out: Packet,
    line: Line,
}

const NOBODY: usize = usize::MAX;

impl Replica {
    /// All zeros, so that the module has no bytes for it; `start` does the rest.
    pub const fn new() -> Replica {
        Replica {
            me: 0,
            replicas: 0,
            heartbeat: 0,
            election: 0,
            spread: 0,
            patience: 0,
            peers: [Peer { handle: Handle(0), next: 0, matched: 0, round: 0, silent: 0, waiting: 0, counts: false };
                REPLICAS],
            clients: [Handle(0); CLIENTS],
            clock: Handle(0),
            random: Handle(0),
            log: Handle(0),
            watcher: Handle(0),
            term: 0,
            vote: 0,
            journal: Journal::new(),
            registers: Registers::new(),
            disk: Disk::new(),
            counts: false,
            role: Role::Follower,
            leader: 0,
            commit: 0,
            votes: 0,
            probing: false,
            heard: 0,
            lonely: 0,
            round: 0,
            reads: [PendingRead { client: 0, number: 0, key: 0, index: 0, round: 0 }; READS],
            reads_waiting: 0,
            term_start: 0,
            over: false,
            came: Packet::new(),
            out: Packet::new(),
            line: Line::new(),
        }
    }

    pub fn start(&mut self) {
        self.log = granted_as("log").unwrap_or(Handle::NONE);
        self.leader = NOBODY;
        self.clients = [Handle::NONE; CLIENTS];
        self.journal.restart(0, 0);
        if message::size() < 56 {
            self.end("there are no arguments");
        }
        let word = |at: usize| message::read_u64(at * 8) as u32;
        let half = |at: usize| message::read_u64(at * 4) as u32;
        self.me = half(0) as usize % REPLICAS;
        self.replicas = half(1) as usize % (REPLICAS + 1);
        let clients = half(2) as usize % (CLIENTS + 1);
        let flags = half(3);
        self.heartbeat = word(2) as u64;
        self.election = word(3) as u64;
        self.spread = 1 + word(4) as u64;
        self.patience = word(5) as u64;
        let lifetime = message::read_u64(48);
        self.clock = granted_as("clock").unwrap_or(Handle::NONE);
        self.random = granted_as("random").unwrap_or(Handle::NONE);
        self.watcher = granted_as("watcher").unwrap_or(Handle::NONE);
        self.disk.handle = granted_as("disk").unwrap_or(Handle::NONE);
        for other in 0..self.replicas {
            self.peers[other].handle = granted(b"replica", other);
        }
        for client in 0..clients {
            self.clients[client] = granted(b"client", client);
        }
        if BUGS.forgets {
            self.disk.handle = Handle::NONE;
        }
        self.recall(flags & RESTARTED != 0);
        let now = self.clock.clock().unwrap_or(0);
        if lifetime > now {
            self.clock.set_timer((lifetime - now) as i64, END).ok();
            self.miss_leader();
            self.await_leader();
        } else {
            self.over = true;
        }
    }

    /// Reads what an earlier life has written down. One that wrote nothing down has forgotten its votes and what it agreed to.
    fn recall(&mut self, restarted: bool) {
        if !self.disk.open() {
            self.end("the disk does not answer");
        }
        let mut at = 0;
        while let Some((record, next)) = self.disk.record(at) {
            match record {
                Record::Vote(term, vote) => {
                    self.term = term;
                    self.vote = vote;
                }
                Record::Entry(index, entry) => {
                    if index > self.journal.last + 1 || self.journal.is_full() {
                        self.end("the disk has a gap");
                    }
                    self.journal.cut(index - 1);
                    self.journal.append(entry);
                }
                Record::Registers(from) => {
                    let disk = &self.disk;
                    self.registers.load(|word| disk.read(from + word));
                    self.journal.restart(self.registers.applied, self.registers.applied_term);
                    self.commit = self.registers.applied;
                }
            }
            at = next;
        }
        self.counts = !restarted || at > 0 || BUGS.forgets;
        if restarted {
            self.line.text("back in term ").number(self.term).text(" with entry ").number(self.journal.last);
            self.line.text(if self.counts { "" } else { ", without a vote" });
            self.line.log(self.log).ok();
        }
    }

    fn end(&mut self, why: &str) -> ! {
        self.line.text(why).log(self.log).ok();
        exit(1)
    }

    pub fn receive(&mut self) {
        if self.over {
            return;
        }
        match message::kind() {
            kind::TIMER => self.timer(message::read_u64(0) as i64),
            kind::USER => {
                self.came.receive();
                let label = message::label();
                if label >= CLIENT_LABEL {
                    self.asked((label - CLIENT_LABEL) as usize % CLIENTS);
                } else if label > 0 && label as usize <= self.replicas {
                    self.told(label as usize - 1);
                }
            }
            _ => {}
        }
        self.carry_out();
    }

    fn told(&mut self, from: usize) {
        match self.came.get(0) {
            APPEND => self.append(from),
            APPENDED => self.appended(from),
            VOTE => self.vote(from),
            VOTED => self.voted(from),
            SNAPSHOT => self.snapshot(from),
            THERE if self.counts => self.out.begin(HERE).send(self.peers[from].handle),
            HERE => self.heard |= 1 << from,
            _ => {}
        }
    }

    fn majority(&self) -> usize {
        self.replicas / 2 + 1
    }

    fn keep(&mut self) {
        if !self.disk.flush() {
            self.end("the disk does not answer");
        }
    }

    // ---- time

    fn timer(&mut self, which: i64) {
        match which {
            ELECTION if self.role != Role::Leader => self.timed_out(),
            HEARTBEAT if self.role == Role::Leader => self.beat(),
            PROBE if self.leader == NOBODY => self.probe(),
            END => self.finish(),
            _ => {}
        }
    }

    fn await_leader(&mut self) {
        let mut bytes = [0; 8];
        self.random.random(&mut bytes).ok();
        let wait = self.election + u64::from_le_bytes(bytes) % self.spread;
        self.clock.set_timer(wait as i64, ELECTION).ok();
    }

    /// Neither heard of a leader nor won an election in time.
    fn timed_out(&mut self) {
        if self.leader != NOBODY {
            self.miss_leader();
        }
        self.await_leader();
        if self.counts {
            self.stand();
        }
    }

    /// No leader is known any more. Whoever votes for others may never stand itself, so a clock of its own says when there is no majority.
    fn miss_leader(&mut self) {
        self.leader = NOBODY;
        self.probing = false;
        self.lonely = 0;
        self.clock.set_timer((self.election + self.spread) as i64, PROBE).ok();
    }

    fn find_leader(&mut self, leader: usize) {
        if self.leader == NOBODY {
            self.clock.cancel_timer(PROBE).ok();
        }
        self.leader = leader;
        self.lonely = 0;
    }

    fn probe(&mut self) {
        if self.probing {
            let alone = (self.heard.count_ones() as usize) + 1 < self.majority();
            self.lonely = if alone { self.lonely + 1 } else { 0 };
            if self.lonely == self.patience {
                self.line.text("no majority in term ").number(self.term).log(self.log).ok();
            }
        }
        self.probing = true;
        self.heard = 0;
        self.out.begin(THERE);
        for other in 0..self.replicas {
            if other != self.me {
                self.out.send(self.peers[other].handle);
            }
        }
        self.clock.set_timer((self.election + self.spread) as i64, PROBE).ok();
    }

    fn stand(&mut self) {
        self.term += 1;
        self.vote = self.me as u64 + 1;
        self.role = Role::Candidate;
        self.votes = 1 << self.me;
        self.disk.vote(self.term, self.vote);
        self.keep();
        self.out.begin(VOTE).put(self.term).put(self.journal.last).put(self.journal.last_term());
        for other in 0..self.replicas {
            if other != self.me {
                self.out.send(self.peers[other].handle);
            }
        }
        self.won();
    }

    fn won(&mut self) {
        if (self.votes.count_ones() as usize) < self.majority() {
            return;
        }
        self.role = Role::Leader;
        self.find_leader(self.me);
        self.reads_waiting = 0;
        self.clock.cancel_timer(ELECTION).ok();
        for peer in self.peers.iter_mut() {
            peer.next = self.journal.last + 1;
            peer.matched = 0;
            peer.round = 0;
            peer.silent = 0;
            peer.waiting = 0;
            peer.counts = true;
        }
        let now = self.clock.clock().unwrap_or(0);
        self.line.text("leader of term ").number(self.term).text(" at ").number(now).log(self.log).ok();
        self.out.begin(LEADER).put(self.term).send(self.watcher);
        self.journal.append(Entry::nothing(self.term));
        self.term_start = self.journal.last;
        self.disk.entry(self.journal.last, self.journal.entry(self.journal.last));
        self.keep();
        self.count();
        self.call_all();
        self.clock.set_timer(self.heartbeat as i64, HEARTBEAT).ok();
    }

    fn beat(&mut self) {
        let limit = self.election / self.heartbeat + 1;
        let mut in_touch = 1;
        for other in 0..self.replicas {
            if other != self.me {
                let peer = &mut self.peers[other];
                peer.silent += 1;
                if peer.waiting > 0 {
                    peer.waiting += 1;
                    if peer.waiting > 3 {
                        peer.waiting = 0;
                        peer.next = peer.matched + 1;
                    }
                }
                in_touch += (peer.silent <= limit && peer.counts) as usize;
            }
        }
        if in_touch < self.majority() && !BUGS.stale_leader {
            self.line.text("lost the majority in term ").number(self.term).log(self.log).ok();
            self.follow_nobody();
            return;
        }
        self.call_all();
        self.clock.set_timer(self.heartbeat as i64, HEARTBEAT).ok();
    }

    fn finish(&mut self) {
        self.over = true;
        self.clock.cancel_timer(ELECTION).ok();
        self.clock.cancel_timer(HEARTBEAT).ok();
        self.clock.cancel_timer(PROBE).ok();
        self.line.text("term ").number(self.term).text(" carried out ").number(self.registers.applied);
        self.line.text(" registers ").number(self.registers.digest()).log(self.log).ok();
    }

    // ---- elections

    fn follow(&mut self, leader: usize) {
        self.step_down();
        self.find_leader(leader);
        self.await_leader();
    }

    fn follow_nobody(&mut self) {
        self.step_down();
        self.miss_leader();
        self.await_leader();
    }

    fn step_down(&mut self) {
        if self.role == Role::Leader {
            self.clock.cancel_timer(HEARTBEAT).ok();
            self.reads_waiting = 0;
        }
        self.role = Role::Follower;
    }

    /// There is a later term: whoever was leader is none any more.
    fn enter(&mut self, term: u64) {
        if term > self.term {
            self.term = term;
            self.vote = 0;
            self.disk.vote(term, 0);
            if self.role == Role::Leader {
                self.follow_nobody();
            } else if self.leader != NOBODY {
                self.miss_leader();
            }
            self.role = Role::Follower;
        }
    }

    fn vote(&mut self, from: usize) {
        if !self.counts {
            return;
        }
        self.enter(self.came.get(1));
        let (index, term) = (self.came.get(2), self.came.get(3));
        let last = self.journal.last_term();
        let complete = term > last || term == last && index >= self.journal.last;
        let free = self.vote == 0 || self.vote == from as u64 + 1 || BUGS.votes_twice;
        let granted = self.came.get(1) == self.term && free && complete && self.role != Role::Leader;
        if granted {
            self.vote = from as u64 + 1;
            self.disk.vote(self.term, self.vote);
            self.await_leader();
        }
        self.keep();
        self.out.begin(VOTED).put(self.term).put(granted as u64).send(self.peers[from].handle);
    }

    fn voted(&mut self, from: usize) {
        self.enter(self.came.get(1));
        self.keep();
        if self.role == Role::Candidate && self.came.get(1) == self.term && self.came.get(2) == 1 {
            self.votes |= 1 << from;
            self.won();
        }
    }

    // ---- replication: the leader's side

    /// A new round: everybody hears of this leader, and gets what they lack.
    fn call_all(&mut self) {
        self.round += 1;
        for other in 0..self.replicas {
            if other != self.me {
                self.send_to(other);
            }
        }
    }

    /// Entries that a replica lacks, or none while others are under way to it.
    fn send_to(&mut self, other: usize) {
        let peer = &mut self.peers[other];
        if peer.next < self.journal.first() {
            if peer.waiting == 0 {
                peer.waiting = 1;
                self.out.begin(SNAPSHOT).put(self.term).put(self.round);
                for at in 0..Registers::WORDS {
                    self.out.put(self.registers.word(at));
                }
                self.out.send(peer.handle);
            }
            return;
        }
        let before = peer.next - 1;
        self.out.begin(APPEND).put(self.term).put(before).put(self.journal.term(before));
        self.out.put(self.commit).put(self.round);
        if peer.waiting == 0 && before < self.journal.last {
            peer.waiting = 1;
            let until = self.journal.last.min(before + BATCH);
            for index in before + 1..=until {
                for word in self.journal.entry(index).words() {
                    self.out.put(word);
                }
            }
        }
        self.out.send(peer.handle);
    }

    fn appended(&mut self, from: usize) {
        self.enter(self.came.get(1));
        self.keep();
        if self.role != Role::Leader || self.came.get(1) != self.term {
            return;
        }
        let fits = self.came.get(2) == 1;
        let index = self.came.get(3);
        let carried = self.came.get(6) > 0;
        let peer = &mut self.peers[from];
        peer.silent = 0;
        peer.counts = self.came.get(5) == 1;
        peer.round = peer.round.max(self.came.get(4));
        if fits {
            peer.matched = peer.matched.max(index);
            peer.next = peer.next.max(index + 1);
        } else {
            peer.next = index.max(peer.matched + 1).min(self.journal.last + 1);
        }
        if carried || !fits {
            peer.waiting = 0;
        }
        if peer.waiting == 0 && peer.next <= self.journal.last {
            self.send_to(from);
        }
        self.count();
    }

    /// Commits what a majority has; of earlier terms only what lies before an entry of this one.
    fn count(&mut self) {
        let mut have = [0; REPLICAS];
        for other in 0..self.replicas {
            let peer = &self.peers[other];
            have[other] = if other == self.me {
                self.journal.last
            } else if peer.counts {
                peer.matched
            } else {
                0
            };
        }
        let everywhere = middle(&mut have, self.replicas);
        if everywhere > self.commit && (self.journal.term(everywhere) == self.term || BUGS.counts_old_terms) {
            self.commit = everywhere;
        }
    }

    // ---- replication: a follower's side

    fn append(&mut self, from: usize) {
        self.enter(self.came.get(1));
        if self.role == Role::Leader {
            return; // an old one's; there is only one of each term
        }
        let before = self.came.get(2);
        let count = (self.came.length().saturating_sub(6) / Entry::WORDS) as u64;
        let mut fits = false;
        let mut index = 0;
        if self.came.get(1) == self.term {
            self.follow(from);
            if before > self.journal.last {
                index = self.journal.last + 1;
            } else if before + 1 >= self.journal.first() && self.journal.term(before) != self.came.get(3) {
                index = self.journal.first_of_term(before).max(self.commit + 1);
            } else {
                fits = true;
                index = self.take(before, count);
                self.commit = self.commit.max(self.came.get(4).min(index));
            }
        }
        self.keep();
        self.agree(from, fits, index, self.came.get(5), count);
    }

    /// Takes the entries that are not here yet; those that contradict them go. Returns up to where this replica now agrees.
    fn take(&mut self, before: u64, count: u64) -> u64 {
        let mut index = before;
        for i in 0..count {
            let at = 6 + i as usize * Entry::WORDS;
            let entry = Entry::of(|word| self.came.get(at + word));
            if index + 1 >= self.journal.first() {
                if index < self.journal.last && self.journal.term(index + 1) != entry.term {
                    if index < self.commit && !has_bugs() {
                        self.end("an entry that was committed is contradicted");
                    }
                    self.journal.cut(index);
                }
                if index == self.journal.last {
                    if self.journal.is_full() {
                        return index;
                    }
                    self.journal.append(entry);
                    self.disk.entry(index + 1, &entry);
                }
            }
            index += 1;
        }
        index
    }

    fn snapshot(&mut self, from: usize) {
        self.enter(self.came.get(1));
        if self.role == Role::Leader {
            return;
        }
        let applied = self.came.get(3);
        let mut fits = false;
        if self.came.get(1) == self.term {
            self.follow(from);
            fits = true;
            if applied > self.commit {
                let came = &self.came;
                self.registers.load(|word| came.get(3 + word));
                self.journal.restart(self.registers.applied, self.registers.applied_term);
                self.commit = applied;
                self.write_anew();
            }
        }
        self.keep();
        self.agree(from, fits, applied, self.came.get(2), 1);
    }

    fn agree(&mut self, from: usize, fits: bool, index: u64, round: u64, count: u64) {
        self.out.begin(APPENDED).put(self.term).put(fits as u64).put(index).put(round);
        self.out.put(self.counts as u64).put(count).send(self.peers[from].handle);
    }

    fn write_anew(&mut self) {
        self.disk.begin_anew(&self.registers);
        self.disk.vote(self.term, self.vote);
        for index in self.registers.applied + 1..=self.journal.last {
            self.disk.entry(index, self.journal.entry(index));
        }
    }

    // ---- clients

    fn asked(&mut self, client: usize) {
        let number = self.came.get(1);
        let operation = self.came.get(2);
        if self.role != Role::Leader {
            if BUGS.local_reads && operation == READ {
                let value = self.registers.value(self.came.get(3));
                self.answer(client, number, DONE, value);
                return;
            }
            let known = self.leader != NOBODY && self.leader != self.me;
            let status = match known {
                true => NOT_LEADER,
                false if self.lonely >= self.patience => NO_QUORUM,
                false => NO_LEADER,
            };
            self.answer(client, number, status, 0);
        } else if operation == READ {
            self.asked_to_read(client, number);
        } else if operation == WRITE || operation == SWAP {
            self.asked_to_change(client, number, operation);
        }
    }

    fn asked_to_read(&mut self, client: usize, number: u64) {
        let key = self.came.get(3);
        if BUGS.stale_leader || BUGS.local_reads {
            let value = self.registers.value(key);
            self.answer(client, number, DONE, value);
        } else if self.reads_waiting == READS {
            self.answer(client, number, FULL, 0);
        } else {
            self.call_all();
            let index = self.commit.max(self.term_start);
            self.reads[self.reads_waiting] = PendingRead { client, number, key, index, round: self.round };
            self.reads_waiting += 1;
        }
    }

    fn asked_to_change(&mut self, client: usize, number: u64, operation: u64) {
        let known = self.registers.session(client);
        if known.number >= number && !BUGS.runs_twice {
            if known.number == number {
                self.answer(client, number, known.status, 0);
            }
        } else if self.journal.last - self.commit >= WAITING || self.journal.is_full() {
            self.answer(client, number, FULL, 0);
        } else {
            let mut entry = Entry::new(self.term, operation, client, number);
            entry.key = self.came.get(3);
            entry.value = self.came.get(4);
            entry.expected = self.came.get(5);
            self.journal.append(entry);
            self.disk.entry(self.journal.last, &entry);
            self.keep();
            self.count();
            for other in 0..self.replicas {
                if other != self.me && self.peers[other].waiting == 0 {
                    self.send_to(other);
                }
            }
        }
    }

    /// Carries out what is committed, and answers what waits for it.
    fn carry_out(&mut self) {
        while self.registers.applied < self.commit {
            let entry = *self.journal.entry(self.registers.applied + 1);
            self.registers.apply(&entry);
            if self.role == Role::Leader && entry.operation() != NOTHING {
                let session = self.registers.session(entry.client());
                if session.number == entry.number() {
                    self.answer(entry.client(), entry.number(), session.status, 0);
                }
            }
        }
        self.answer_reads();
        self.journal.compact(self.registers.applied);
        if self.disk.is_long() {
            self.write_anew();
            self.keep();
        }
    }

    fn answer_reads(&mut self) {
        let mut rounds = [0; REPLICAS];
        for other in 0..self.replicas {
            let peer = &self.peers[other];
            rounds[other] = if other == self.me {
                self.round
            } else if peer.counts {
                peer.round
            } else {
                0
            };
        }
        let round = middle(&mut rounds, self.replicas);
        let mut left = 0;
        for i in 0..self.reads_waiting {
            let read = self.reads[i];
            if read.round <= round && read.index <= self.registers.applied {
                let value = self.registers.value(read.key);
                self.answer(read.client, read.number, DONE, value);
            } else {
                self.reads[left] = read;
                left += 1;
            }
        }
        self.reads_waiting = left;
    }

    fn answer(&mut self, client: usize, number: u64, status: u64, value: u64) {
        let instead = if self.leader == NOBODY { 0 } else { self.leader as u64 + 1 };
        self.out.begin(ANSWER).put(number).put(status).put(value).put(instead);
        self.out.put(self.me as u64).send(self.clients[client]);
    }
}

/// The largest number that a majority of the first `count` reaches.
fn middle(numbers: &mut [u64; REPLICAS], count: usize) -> u64 {
    for i in 1..count {
        let mut at = i;
        while at > 0 && numbers[at - 1] < numbers[at] {
            numbers.swap(at - 1, at);
            at -= 1;
        }
    }
    numbers[count / 2]
}

const fn has_bugs() -> bool {
    BUGS.stale_leader
        || BUGS.local_reads
        || BUGS.votes_twice
        || BUGS.counts_old_terms
        || BUGS.runs_twice
        || BUGS.forgets
}
