//! echo - logs every message and sends it back: through the first handle that came with it, else by `reply`.
//!
//! START: nothing. Handles by name: log (log), which may be missing.
//! Receives: any bytes, with the handle to answer through; or a call. A handle that came is dropped after its use.
#![no_std]

use skerry::{granted, kind, message, reply, Handle, State, MAX_MESSAGE_BYTES};

static BYTES: State<[u8; MAX_MESSAGE_BYTES]> = State::new([0; MAX_MESSAGE_BYTES]);

#[no_mangle]
pub extern "C" fn receive() {
    if message::kind() == kind::USER {
        BYTES.with(|bytes| answer(message::read(bytes)));
    }
}

fn answer(bytes: &[u8]) {
    granted("log").and_then(|log| log.log(bytes)).ok();
    match message::handles(&mut [Handle::NONE]) {
        [sender, ..] => {
            sender.send(bytes).ok();
            sender.forget().ok();
        }
        [] => {
            reply(bytes, &[]).ok();
        }
    }
}
