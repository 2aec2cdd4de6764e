//! The guest contract of Skerry, version 1, for Rust: no dependencies, no allocation, no formatting code.
//!
//! `docs/CONTRACT.md` is the authority for what each function does and for every error; `docs/ACTORS.md` builds a first
//! actor. An actor is a `cdylib` that exports `receive` (and `start` if it likes):
//!
//! ```ignore
//! #![no_std]
//! #[no_mangle]
//! pub extern "C" fn receive() {}
//! ```
//!
//! A panic traps, and a trap ends the actor. Indexing a slice can panic, and may then pull text into the module that
//! nobody reads: prefer `get`.
#![no_std]
#![deny(missing_docs)]

use core::cell::{Cell, UnsafeCell};

/// Largest payload of a message, in bytes.
pub const MAX_MESSAGE_BYTES: usize = 65536;
/// Most handles in one message.
pub const MAX_HANDLES: usize = 8;
/// Longest line of the log, in bytes.
pub const MAX_LOG_BYTES: usize = 1024;

#[link(wasm_import_module = "skerry_v1")]
extern "C" {
    fn message_kind() -> i32;
    fn message_size() -> i32;
    fn message_label() -> i64;
    fn message_read(to: *mut u8, offset: usize, length: usize) -> i32;
    fn message_handles(to: *mut Handle, max: usize) -> i32;
    fn send(to: Handle, payload: *const u8, length: usize, handles: *const Handle, count: usize) -> i32;
    fn call(
        to: Handle,
        payload: *const u8,
        length: usize,
        handles: *const Handle,
        count: usize,
        reply: *mut u8,
        reply_capacity: usize,
    ) -> i32;
    fn reply_handles(to: *mut Handle, max: usize) -> i32;
    #[link_name = "reply"]
    fn import_reply(payload: *const u8, length: usize, handles: *const Handle, count: usize) -> i32;
    #[link_name = "reply_handle"]
    fn import_reply_handle() -> i32;
    #[link_name = "granted"]
    fn import_granted(name: *const u8, length: usize) -> i32;
    #[link_name = "self_handle"]
    fn import_self_handle() -> Handle;
    fn attenuate(from: Handle, rights: u32, label: i64) -> i32;
    #[link_name = "drop"]
    fn import_drop(handle: Handle) -> i32;
    fn revoke(handle: Handle) -> i32;
    fn handle_rights(handle: Handle) -> i32;
    fn spawn(image: Handle, arguments: *const u8, length: usize, handles: *const Handle, count: usize) -> i32;
    fn monitor(target: Handle) -> i32;
    fn demonitor(target: Handle) -> i32;
    fn attest(target: Handle, nonce: *const u8, length: usize) -> i32;
    fn link(target: Handle) -> i32;
    fn unlink(target: Handle) -> i32;
    #[link_name = "trap_exits"]
    fn import_trap_exits(on: i32) -> i32;
    fn stop(target: Handle) -> i32;
    fn restart(
        target: Handle,
        image: Handle,
        arguments: *const u8,
        length: usize,
        handles: *const Handle,
        count: usize,
    ) -> i32;
    #[link_name = "become"]
    fn import_become(name: *const u8, length: usize) -> i32;
    #[link_name = "exit"]
    fn import_exit(code: i32) -> !;
    fn clock(clock: Handle) -> i64;
    fn timer_set(clock: Handle, nanoseconds: i64, token: i64) -> i32;
    fn timer_cancel(clock: Handle, token: i64) -> i32;
    fn random(random: Handle, to: *mut u8, length: usize) -> i32;
    fn log(log: Handle, text: *const u8, length: usize) -> i32;
    fn window_read(window: Handle, offset: i64, to: *mut u8, length: usize) -> i32;
    fn window_write(window: Handle, offset: i64, from: *const u8, length: usize) -> i32;
    fn window_cas(window: Handle, offset: i64, expected: i64, desired: i64) -> i64;
}

/// Why an operation was refused: a number below zero. The contract may add some.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Status(pub i32);

impl Status {
    /// No handle of that number in this actor's table; `granted`: no such name.
    pub const BAD_HANDLE: Status = Status(-1);
    /// The handle lacks the right, or its kind cannot do that.
    pub const NO_RIGHT: Status = Status(-2);
    /// Longer than the contract allows.
    pub const TOO_LONG: Status = Status(-3);
    /// More than [`MAX_HANDLES`].
    pub const TOO_MANY_HANDLES: Status = Status(-4);
    /// No free slot in this actor's handle table.
    pub const TABLE_FULL: Status = Status(-5);
    /// The message being handled is no call, or was answered already.
    pub const NO_REPLY_EXPECTED: Status = Status(-6);
    /// The target has ended or trapped.
    pub const TARGET_DEAD: Status = Status(-7);
    /// The capability was revoked.
    pub const REVOKED: Status = Status(-8);
    /// No exported function of that name without parameters and results.
    pub const NO_SUCH_HANDLER: Status = Status(-9);
    /// Derived too often.
    pub const TOO_DEEP: Status = Status(-10);
    /// No place for another actor.
    pub const NO_ROOM: Status = Status(-11);
    /// An argument outside its range.
    pub const BAD_ARGUMENT: Status = Status(-12);
}

/// What an operation answers.
pub type Result<T> = core::result::Result<T, Status>;

/// Kinds of messages, see [`message::kind`].
pub mod kind {
    /// From an actor.
    pub const USER: i32 = 0;
    /// The first message of every actor: its arguments, and for a spawned one its handles.
    pub const START: i32 = 1;
    /// Something sent or spawned was refused later: `i32 status, i32 handle`.
    pub const REFUSED: i32 = 3;
    /// A revocation is complete: `i32 0, i32 handle`.
    pub const REVOKED: i32 = 4;
    /// A monitored actor has ended or lost its state: `i32` one of [`super::ending`], `i32 handle`, `i32 code`.
    pub const ENDED: i32 = 5;
    /// A timer is due: `i64 token`.
    pub const TIMER: i32 = 6;
    /// What runs where somebody asked: `i32 status, i32 handle, i32` rules that are broken, `i32 0`, then the evidence.
    pub const EVIDENCE: i32 = 7;
    /// An actor that this one is linked to has begun anew, as asked: `i32 0, i32 handle`.
    pub const RESTARTED: i32 = 8;
}

/// Why an actor was monitored to end.
pub mod ending {
    /// By itself; the code is that of `exit`.
    pub const EXITED: i32 = 0;
    /// The code is the class of the fault.
    pub const TRAPPED: i32 = 1;
    /// By a holder of CONTROL.
    pub const STOPPED: i32 = 2;
    /// Another program takes its place; it is monitored still.
    pub const RESET: i32 = 3;
    /// It had ended before it was monitored.
    pub const GONE: i32 = 4;
    /// One that it was linked to ended abnormally.
    pub const LINKED: i32 = 5;
}

/// Bits of [`Handle::rights`] and [`Handle::attenuate`].
pub mod rights {
    /// Send to the target.
    pub const SEND: u32 = 1;
    /// Pass the capability on.
    pub const GRANT: u32 = 2;
    /// Create actors from the target image.
    pub const SPAWN: u32 = 4;
    /// Read the clock.
    pub const CLOCK: u32 = 8;
    /// Draw random bytes.
    pub const RANDOM: u32 = 16;
    /// Write to the log.
    pub const LOG: u32 = 32;
    /// Read the window.
    pub const READ: u32 = 64;
    /// Write the window.
    pub const WRITE: u32 = 128;
    /// Be told when the target ends.
    pub const MONITOR: u32 = 256;
    /// Stop the target, or put another program in its place.
    pub const CONTROL: u32 = 512;
    /// Use the store; READ and WRITE say what for.
    pub const STORAGE: u32 = 1024;
}

/// The message being handled.
pub mod message {
    use super::Handle;

    /// One of [`super::kind`], or a kind this version does not know.
    pub fn kind() -> i32 {
        unsafe { super::message_kind() }
    }

    /// Bytes of the payload.
    pub fn size() -> usize {
        unsafe { super::message_size() as usize }
    }

    /// Label of the capability the message was sent through; 0 for none.
    pub fn label() -> i64 {
        unsafe { super::message_label() }
    }

    /// Copies the payload, as much as fits, and returns what was copied.
    pub fn read(to: &mut [u8]) -> &mut [u8] {
        read_from(0, to)
    }

    /// Copies the payload from `offset`, as much as fits, and returns what was copied: nothing at and after its end.
    pub fn read_from(offset: usize, to: &mut [u8]) -> &mut [u8] {
        let copied = unsafe { super::message_read(to.as_mut_ptr(), offset, to.len()) };
        super::first(to, copied)
    }

    /// The number that begins at `offset` of the payload, little-endian; bytes beyond the end count as zero.
    pub fn read_u64(offset: usize) -> u64 {
        let mut bytes = [0; 8];
        read_from(offset, &mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// The handles that came with the message, as many as fit. One that found no slot is `TABLE_FULL`.
    pub fn handles(to: &mut [Handle]) -> &mut [Handle] {
        let came = unsafe { super::message_handles(to.as_mut_ptr(), to.len()) };
        super::first(to, came)
    }
}

/// An index into this actor's own table of capabilities; a number below zero names nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Handle(pub i32);

impl Handle {
    /// This actor.
    pub const SELF: Handle = Handle(0);
    /// No handle.
    pub const NONE: Handle = Handle(-1);

    /// Sends bytes and no handles.
    pub fn send(self, payload: &[u8]) -> Result<()> {
        self.send_with(payload, &[])
    }

    /// Sends bytes, and copies of capabilities that have GRANT.
    pub fn send_with(self, payload: &[u8], handles: &[Handle]) -> Result<()> {
        done(unsafe { send(self, payload.as_ptr(), payload.len(), handles.as_ptr(), handles.len()) })
    }

    /// Sends, waits in mid-turn for the reply, and returns as much of it as fits into `reply`.
    pub fn call<'a>(self, payload: &[u8], handles: &[Handle], reply: &'a mut [u8]) -> Result<&'a mut [u8]> {
        let length = number(unsafe {
            call(
                self,
                payload.as_ptr(),
                payload.len(),
                handles.as_ptr(),
                handles.len(),
                reply.as_mut_ptr(),
                reply.len(),
            )
        })?;
        Ok(first(reply, length))
    }

    /// A handle with those of `rights` that this one has; `label` counts only where none is set yet.
    pub fn attenuate(self, rights: u32, label: i64) -> Result<Handle> {
        handle(unsafe { attenuate(self, rights, label) })
    }

    /// Forgets this handle (import `drop`).
    pub fn forget(self) -> Result<()> {
        done(unsafe { import_drop(self) })
    }

    /// Kills this capability and everything derived from it.
    pub fn revoke(self) -> Result<()> {
        done(unsafe { revoke(self) })
    }

    /// The rights of this handle, as bits.
    pub fn rights(self) -> Result<u32> {
        Ok(number(unsafe { handle_rights(self) })? as u32)
    }

    /// Asks for a new actor of this image; the handle is a promise of it.
    pub fn spawn(self, arguments: &[u8], handles: &[Handle]) -> Result<Handle> {
        handle(unsafe { spawn(self, arguments.as_ptr(), arguments.len(), handles.as_ptr(), handles.len()) })
    }

    /// Asks for an ENDED message when the target ends or loses its state.
    pub fn monitor(self) -> Result<()> {
        done(unsafe { monitor(self) })
    }

    /// Asks for none any more.
    pub fn demonitor(self) -> Result<()> {
        done(unsafe { demonitor(self) })
    }

    /// Asks what runs there, by an EVIDENCE message that bears this nonce of 8 to 64 bytes.
    pub fn attest(self, nonce: &[u8]) -> Result<()> {
        done(unsafe { attest(self, nonce.as_ptr(), nonce.len()) })
    }

    /// Asks that the abnormal end of one be the end of the other; needs CONTROL.
    pub fn link(self) -> Result<()> {
        done(unsafe { link(self) })
    }

    /// Asks for that no longer.
    pub fn unlink(self) -> Result<()> {
        done(unsafe { unlink(self) })
    }

    /// Asks for the end of the target.
    pub fn stop(self) -> Result<()> {
        done(unsafe { stop(self) })
    }

    /// Asks for a program of this image in the place of the target, which keeps its identity.
    pub fn restart(self, image: Handle, arguments: &[u8], handles: &[Handle]) -> Result<()> {
        done(unsafe {
            restart(self, image, arguments.as_ptr(), arguments.len(), handles.as_ptr(), handles.len())
        })
    }

    /// Nanoseconds of simulated time since the run began.
    pub fn clock(self) -> Result<u64> {
        let time = unsafe { clock(self) };
        if time < 0 {
            Err(Status(time as i32))
        } else {
            Ok(time as u64)
        }
    }

    /// Asks for a TIMER message so many nanoseconds from now; it takes the place of the timer with this token.
    pub fn set_timer(self, nanoseconds: i64, token: i64) -> Result<()> {
        done(unsafe { timer_set(self, nanoseconds, token) })
    }

    /// Takes the timer with this token back, if there is one.
    pub fn cancel_timer(self, token: i64) -> Result<()> {
        done(unsafe { timer_cancel(self, token) })
    }

    /// Fills `to` from this actor's own seeded stream.
    pub fn random(self, to: &mut [u8]) -> Result<()> {
        done(unsafe { random(self, to.as_mut_ptr(), to.len()) })
    }

    /// Writes one line of UTF-8 to the log of the run.
    pub fn log(self, text: &[u8]) -> Result<()> {
        done(unsafe { log(self, text.as_ptr(), text.len()) })
    }

    /// Copies from a shared window.
    pub fn window_read(self, offset: i64, to: &mut [u8]) -> Result<()> {
        done(unsafe { window_read(self, offset, to.as_mut_ptr(), to.len()) })
    }

    /// Copies to a shared window.
    pub fn window_write(self, offset: i64, from: &[u8]) -> Result<()> {
        done(unsafe { window_write(self, offset, from.as_ptr(), from.len()) })
    }

    /// Compares and swaps 8 aligned bytes of a shared window; returns what was found. Traps on a bad handle or offset.
    pub fn window_cas(self, offset: i64, expected: i64, desired: i64) -> i64 {
        unsafe { window_cas(self, offset, expected, desired) }
    }
}

/// The handle that deployment granted under this name.
pub fn granted(name: &str) -> Result<Handle> {
    handle(unsafe { import_granted(name.as_ptr(), name.len()) })
}

/// This actor, as the machine says it: always [`Handle::SELF`].
pub fn self_handle() -> Handle {
    unsafe { import_self_handle() }
}

/// Asks to be told of ends along links and to survive them, or no longer.
pub fn trap_exits(on: bool) -> Result<()> {
    done(unsafe { import_trap_exits(i32::from(on)) })
}

/// Answers the call being handled, once.
pub fn reply(payload: &[u8], handles: &[Handle]) -> Result<()> {
    done(unsafe { import_reply(payload.as_ptr(), payload.len(), handles.as_ptr(), handles.len()) })
}

/// Takes the right to answer the call being handled, for a later turn or for somebody else.
pub fn reply_handle() -> Result<Handle> {
    handle(unsafe { import_reply_handle() })
}

/// The handles that came with the last reply, as many as fit.
pub fn handles_of_reply(to: &mut [Handle]) -> &mut [Handle] {
    let came = unsafe { reply_handles(to.as_mut_ptr(), to.len()) };
    first(to, came)
}

/// Chooses the exported function that handles the next messages (import `become`).
pub fn become_handler(name: &str) -> Result<()> {
    done(unsafe { import_become(name.as_ptr(), name.len()) })
}

/// Ends this actor; what the turn has sent so far stays sent.
pub fn exit(code: i32) -> ! {
    unsafe { import_exit(code) }
}

fn done(status: i32) -> Result<()> {
    number(status).map(|_| ())
}

fn handle(answer: i32) -> Result<Handle> {
    number(answer).map(Handle)
}

fn number(answer: i32) -> Result<i32> {
    if answer < 0 {
        Err(Status(answer))
    } else {
        Ok(answer)
    }
}

/// As much of the slice as was filled. The contract never fills more; `came` may be more than there was room for.
fn first<T>(slice: &mut [T], came: i32) -> &mut [T] {
    let length = slice.len().min(came as usize);
    slice.get_mut(..length).unwrap_or_default()
}

/// What an actor remembers from turn to turn, or a buffer too large for its stack: put it in a `static`.
///
/// An actor has one thread and handles one message at a time, which is why this may be shared.
pub struct State<T> {
    value: UnsafeCell<T>,
    borrowed: Cell<bool>,
}

#[cfg(target_arch = "wasm32")]
unsafe impl<T> Sync for State<T> {}

impl<T> State<T> {
    /// A state that begins as `value`.
    pub const fn new(value: T) -> State<T> {
        State { value: UnsafeCell::new(value), borrowed: Cell::new(false) }
    }

    /// Lends the state. To ask for it again before that ends is a mistake, and traps.
    pub fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        if self.borrowed.replace(true) {
            trap();
        }
        let result = use_it(unsafe { &mut *self.value.get() });
        self.borrowed.set(false);
        result
    }
}

/// A line under construction, for the log; what does not fit is cut off.
pub struct Line {
    length: usize,
    text: [u8; MAX_LOG_BYTES],
}

impl Line {
    /// An empty line.
    pub const fn new() -> Line {
        Line { length: 0, text: [0; MAX_LOG_BYTES] }
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> &mut Line {
        for byte in text.bytes() {
            self.byte(byte);
        }
        self
    }

    /// Adds a decimal number.
    pub fn number(&mut self, value: u64) -> &mut Line {
        let mut power = 1;
        while value / power >= 10 {
            power *= 10;
        }
        while power > 0 {
            self.byte(b'0' + (value / power % 10) as u8);
            power /= 10;
        }
        self
    }

    /// Logs the line and empties it.
    pub fn log(&mut self, log: Handle) -> Result<()> {
        let logged = log.log(self.text.get(..self.length).unwrap_or_default());
        self.length = 0;
        logged
    }

    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.text.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }
}

impl Default for Line {
    fn default() -> Line {
        Line::new()
    }
}

#[cfg(target_arch = "wasm32")]
fn trap() -> ! {
    core::arch::wasm32::unreachable()
}

#[cfg(not(target_arch = "wasm32"))]
fn trap() -> ! {
    panic!("an actor runs as WebAssembly only")
}

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    trap()
}
