//! imports - names every import of the contract, so that a test can hold the crate's types against the loader's.
//!
//! START: nothing. Handles by name: none. Receives: anything; it calls an import only for a kind of message there is not.
#![no_std]

use skerry::{become_handler, exit, granted, handles_of_reply, message, reply, reply_handle, rights, self_handle, trap_exits};
use skerry::{Handle, Result};

#[no_mangle]
pub extern "C" fn receive() {
    if message::kind() == 99 {
        every_import().ok();
    }
}

fn every_import() -> Result<()> {
    let mut bytes = [0; 16];
    let mut handles = [Handle::NONE; 2];
    message::read_from(message::size() + message::label() as usize, &mut bytes);
    message::handles(&mut handles);
    Handle::SELF.send_with(&bytes, &handles)?;
    Handle::SELF.call(b"call", &handles, &mut bytes)?;
    handles_of_reply(&mut handles);
    reply(&bytes, &handles)?;
    reply_handle()?.forget()?;
    let window = granted("window")?.attenuate(rights::READ, 1)?;
    window.window_read(0, &mut bytes)?;
    window.window_write(0, &bytes)?;
    window.window_cas(0, 1, window.clock()? as i64);
    window.random(&mut bytes)?;
    window.log(&bytes)?;
    window.spawn(&bytes, &handles)?.revoke()?;
    window.set_timer(1, 2)?;
    window.cancel_timer(2)?;
    window.monitor()?;
    window.demonitor()?;
    window.attest(&bytes)?;
    window.link()?;
    window.unlink()?;
    trap_exits(true)?;
    window.restart(window, &bytes, &handles)?;
    window.stop()?;
    become_handler("receive")?;
    exit(self_handle().rights()? as i32)
}
