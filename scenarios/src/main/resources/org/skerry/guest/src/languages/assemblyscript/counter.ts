/**
 * counter - adds the numbers it is sent, logs the sum, and tells it to whoever asks.
 *
 * START: nothing. Handles by name: log (log), which may be missing.
 * Receives: { u64 } adds it. A message with no bytes is answered with { u64 sum, u64 numbers added }: through the first
 * handle that came with it, which is then dropped, else by `reply`. Other kinds of messages are ignored.
 */
import { drop_handle, grantedAs, Handle, Kind, line } from "skerry";
import { message_handles, message_kind, message_read, message_size, reply, send } from "skerry";

/** The sum, then how many numbers it is of. */
const total = memory.data(16, 8);
const number = memory.data(8, 8);
const asker = memory.data(4, 4);

export function receive(): void {
  if (message_kind() != Kind.USER) {
    return;
  }
  if (message_size() > 0) {
    add();
  } else {
    tell();
  }
}

function add(): void {
  store<u64>(number, 0);
  message_read(number, 0, 8);
  store<u64>(total, load<u64>(total) + load<u64>(number));
  store<u64>(total, load<u64>(total, 8) + 1, 8);
  line.add("sum ");
  line.addNumber(load<u64>(total));
  line.add(" of ");
  line.addNumber(load<u64>(total, 8));
  line.write(grantedAs("log"));
}

function tell(): void {
  if (message_handles(asker, 1) == 0) {
    reply(total, 16, 0, 0);
  } else {
    send(load<Handle>(asker), total, 16, 0, 0);
    drop_handle(load<Handle>(asker));
  }
}
