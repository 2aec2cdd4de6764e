/**
 * echo - logs every message and sends it back: through the first handle that came with it, else by `reply`.
 *
 * START: nothing. Handles by name: log (log), which may be missing.
 * Receives: any bytes, with the handle to answer through; or a call. A handle that came is dropped after its use.
 */
import { drop_handle, grantedAs, Handle, Kind, log, MAX_MESSAGE_BYTES } from "skerry";
import { message_handles, message_kind, message_read, reply, send } from "skerry";

const bytes = memory.data(65536);
const sender = memory.data(4, 4);

export function receive(): void {
  if (message_kind() != Kind.USER) {
    return;
  }
  const length = message_read(bytes, 0, MAX_MESSAGE_BYTES);
  log(grantedAs("log"), bytes, length);
  if (message_handles(sender, 1) == 0) {
    reply(bytes, length, 0, 0);
  } else {
    send(load<Handle>(sender), bytes, length, 0, 0);
    drop_handle(load<Handle>(sender));
  }
}
