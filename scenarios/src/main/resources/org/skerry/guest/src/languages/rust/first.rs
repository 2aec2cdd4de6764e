#![no_std]
use skerry::{granted, message};

#[no_mangle]
pub extern "C" fn start() {
    granted("friend").and_then(|friend| friend.send(b"hello")).ok();
}
#[no_mangle]
pub extern "C" fn receive() {
    granted("log").and_then(|log| log.log(message::read(&mut [0; 256]))).ok();
}
