//! counter - adds the numbers it is sent, logs the sum, and tells it to whoever asks.
//!
//! START: nothing. Handles by name: log (log), which may be missing.
//! Receives: { u64 } adds it. A message with no bytes is answered with { u64 sum, u64 numbers added }: through the first
//! handle that came with it, which is then dropped, else by `reply`. Other kinds of messages are ignored.
#![no_std]

use skerry::{granted, kind, message, reply, Handle, Line, State};

struct Total {
    sum: u64,
    numbers: u64,
}

static TOTAL: State<Total> = State::new(Total { sum: 0, numbers: 0 });
static LINE: State<Line> = State::new(Line::new());

#[no_mangle]
pub extern "C" fn receive() {
    if message::kind() == kind::USER {
        TOTAL.with(|total| match message::size() {
            0 => total.tell(),
            _ => total.add(message::read_u64(0)),
        });
    }
}

impl Total {
    fn add(&mut self, number: u64) {
        self.sum = self.sum.wrapping_add(number);
        self.numbers += 1;
        LINE.with(|line| {
            line.text("sum ").number(self.sum).text(" of ").number(self.numbers);
            line.log(granted("log").unwrap_or(Handle::NONE)).ok();
        });
    }

    fn tell(&self) {
        let mut answer = [0; 16];
        answer[..8].copy_from_slice(&self.sum.to_le_bytes());
        answer[8..].copy_from_slice(&self.numbers.to_le_bytes());
        match message::handles(&mut [Handle::NONE]) {
            [asker, ..] => {
                asker.send(&answer).ok();
                asker.forget().ok();
            }
            [] => {
                reply(&answer, &[]).ok();
            }
        }
    }
}
