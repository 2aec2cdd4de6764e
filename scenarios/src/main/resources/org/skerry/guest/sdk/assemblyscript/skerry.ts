/**
 * skerry.ts - the guest contract of Skerry, version 1, for AssemblyScript: one file, no dependencies, no allocation.
 *
 * docs/CONTRACT.md is the authority for what each function does and for every error; docs/ACTORS.md builds a first actor
 * and says why each option of the compiler is there:
 *
 *     asc actor.ts -o actor.wasm -O --runtime stub --use abort= --exportStart _initialize
 *
 * Payloads are memory: `memory.data(n)` makes some at compile time. The `stub` runtime never frees, so do not make objects or
 * strings while handling messages; string literals are free.
 */

/** An index into this actor's own table of capabilities. Zero is the actor itself; a number below zero is a status. */
export type Handle = i32;

/** Results below zero. The contract may add some. */
export namespace Status {
  export const OK = 0;
  export const BAD_HANDLE = -1;
  export const NO_RIGHT = -2;
  export const TOO_LONG = -3;
  export const TOO_MANY_HANDLES = -4;
  export const TABLE_FULL = -5;
  export const NO_REPLY_EXPECTED = -6;
  export const TARGET_DEAD = -7;
  export const REVOKED = -8;
  export const NO_SUCH_HANDLER = -9;
  export const TOO_DEEP = -10;
  export const NO_ROOM = -11;
  export const BAD_ARGUMENT = -12;
}

/** Kinds of messages. */
export namespace Kind {
  export const USER = 0;
  export const START = 1;
  export const REFUSED = 3;
  export const REVOKED = 4;
  export const ENDED = 5;
  export const TIMER = 6;
  export const EVIDENCE = 7;
  export const RESTARTED = 8;
}

/** Why an actor was monitored to end: the first number of an ENDED message, before the handle and a code. */
export namespace Ending {
  export const EXITED = 0;
  export const TRAPPED = 1;
  export const STOPPED = 2;
  export const RESET = 3;
  export const GONE = 4;
  export const LINKED = 5;
}

/** Bits of `handle_rights` and `attenuate`. */
export namespace Rights {
  export const SEND: u32 = 1;
  export const GRANT: u32 = 2;
  export const SPAWN: u32 = 4;
  export const CLOCK: u32 = 8;
  export const RANDOM: u32 = 16;
  export const LOG: u32 = 32;
  export const READ: u32 = 64;
  export const WRITE: u32 = 128;
  export const MONITOR: u32 = 256;
  export const CONTROL: u32 = 512;
  export const STORAGE: u32 = 1024;
}

export const SELF: Handle = 0;
export const MAX_MESSAGE_BYTES: u32 = 65536;
export const MAX_HANDLES: u32 = 8;
export const MAX_LOG_BYTES: u32 = 1024;

// ---- imports: pointers and lengths mean this module's memory --------------------------------------------------------

@external("skerry_v1", "message_kind")
export declare function message_kind(): i32;
@external("skerry_v1", "message_size")
export declare function message_size(): i32;
@external("skerry_v1", "message_label")
export declare function message_label(): i64;
@external("skerry_v1", "message_read")
export declare function message_read(to: usize, offset: u32, length: u32): i32;
@external("skerry_v1", "message_handles")
export declare function message_handles(to: usize, max: u32): i32;
@external("skerry_v1", "send")
export declare function send(to: Handle, payload: usize, length: u32, handles: usize, count: u32): i32;
@external("skerry_v1", "call")
export declare function call(
  to: Handle,
  payload: usize,
  length: u32,
  handles: usize,
  count: u32,
  reply: usize,
  replyCapacity: u32,
): i32;
@external("skerry_v1", "reply_handles")
export declare function reply_handles(to: usize, max: u32): i32;
@external("skerry_v1", "reply")
export declare function reply(payload: usize, length: u32, handles: usize, count: u32): i32;
@external("skerry_v1", "reply_handle")
export declare function reply_handle(): Handle;
@external("skerry_v1", "granted")
export declare function granted(name: usize, length: u32): Handle;
@external("skerry_v1", "self_handle")
export declare function self_handle(): Handle;
@external("skerry_v1", "attenuate")
export declare function attenuate(from: Handle, rights: u32, label: i64): Handle;
@external("skerry_v1", "drop")
export declare function drop_handle(handle: Handle): i32;
@external("skerry_v1", "revoke")
export declare function revoke(handle: Handle): i32;
@external("skerry_v1", "handle_rights")
export declare function handle_rights(handle: Handle): i32;
@external("skerry_v1", "spawn")
export declare function spawn(image: Handle, args: usize, length: u32, handles: usize, count: u32): Handle;
@external("skerry_v1", "monitor")
export declare function monitor(target: Handle): i32;
@external("skerry_v1", "demonitor")
export declare function demonitor(target: Handle): i32;
@external("skerry_v1", "attest")
export declare function attest(target: Handle, nonce: usize, length: u32): i32;
@external("skerry_v1", "link")
export declare function link(target: Handle): i32;
@external("skerry_v1", "unlink")
export declare function unlink(target: Handle): i32;
@external("skerry_v1", "trap_exits")
export declare function trap_exits(on: i32): i32;
@external("skerry_v1", "stop")
export declare function stop(target: Handle): i32;
@external("skerry_v1", "restart")
export declare function restart(
  target: Handle,
  image: Handle,
  args: usize,
  length: u32,
  handles: usize,
  count: u32,
): i32;
@external("skerry_v1", "become")
export declare function become(name: usize, length: u32): i32;
/** Does not return. */
@external("skerry_v1", "exit")
export declare function exit(code: i32): void;
@external("skerry_v1", "clock")
export declare function clock(clock: Handle): i64;
@external("skerry_v1", "timer_set")
export declare function timer_set(clock: Handle, nanoseconds: i64, token: i64): i32;
@external("skerry_v1", "timer_cancel")
export declare function timer_cancel(clock: Handle, token: i64): i32;
@external("skerry_v1", "random")
export declare function random(random: Handle, to: usize, length: u32): i32;
@external("skerry_v1", "log")
export declare function log(log: Handle, text: usize, length: u32): i32;
@external("skerry_v1", "window_read")
export declare function window_read(window: Handle, offset: i64, to: usize, length: u32): i32;
@external("skerry_v1", "window_write")
export declare function window_write(window: Handle, offset: i64, from: usize, length: u32): i32;
@external("skerry_v1", "window_cas")
export declare function window_cas(window: Handle, offset: i64, expected: i64, desired: i64): i64;

// ---- text: a string is UTF-16, the contract wants UTF-8 --------------------------------------------------------------

/** Where text is converted; three bytes of UTF-8 for a character of UTF-16 at most. */
const text: usize = memory.data(3 * 1024);

/** Writes a string of at most 1024 characters as UTF-8 and returns its bytes; what is longer is cut off. */
function utf8(from: string): u32 {
  return String.UTF8.encodeUnsafe(changetype<usize>(from), min(from.length, 1024), text) as u32;
}

/** The handle that deployment granted under this name, or `Status.BAD_HANDLE`. */
export function grantedAs(name: string): Handle {
  return granted(text, utf8(name));
}

/** Sends a text and no handles. */
export function sendText(to: Handle, payload: string): i32 {
  return send(to, text, utf8(payload), 0, 0);
}

/** Writes one line to the log of the run. */
export function logText(to: Handle, line: string): i32 {
  return log(to, text, utf8(line));
}

/** Chooses the exported function that handles the next messages. */
export function becomeHandler(name: string): i32 {
  return become(text, utf8(name));
}

/** A line under construction, for the log; what does not fit is cut off. */
export namespace line {
  const start: usize = memory.data(1024);
  let length: u32 = 0;

  /** Adds ASCII text. */
  export function add(ascii: string): void {
    for (let i = 0; i < ascii.length; i++) {
      byte(ascii.charCodeAt(i) as u8);
    }
  }

  /** Adds a decimal number. */
  export function addNumber(value: u64): void {
    let power: u64 = 1;
    while (value / power >= 10) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      byte((48 + ((value / power) % 10)) as u8);
    }
  }

  /** Logs the line and empties it. */
  export function write(to: Handle): i32 {
    const status = log(to, start, length);
    length = 0;
    return status;
  }

  function byte(value: u8): void {
    if (length < MAX_LOG_BYTES) {
      store<u8>(start + length++, value);
    }
  }
}
