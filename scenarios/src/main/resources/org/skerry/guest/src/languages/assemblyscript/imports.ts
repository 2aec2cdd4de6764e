/**
 * imports - names every import of the contract, so that a test can hold the file's types against the loader's.
 *
 * START: nothing. Handles by name: none. Receives: anything; it calls an import only for a kind of message there is not.
 */
import * as skerry from "skerry";

const bytes = memory.data(16, 8);
const handles = memory.data(8, 4);

export function receive(): void {
  if (skerry.message_kind() != 99) {
    return;
  }
  skerry.message_read(bytes, skerry.message_size(), skerry.message_label() as u32);
  skerry.message_handles(handles, 2);
  skerry.send(skerry.SELF, bytes, 1, handles, 1);
  skerry.call(skerry.SELF, bytes, 1, handles, 1, bytes, 1);
  skerry.reply_handles(handles, 2);
  skerry.reply(bytes, 1, handles, 1);
  skerry.drop_handle(skerry.reply_handle());
  const window = skerry.attenuate(skerry.grantedAs("window"), skerry.Rights.READ, 1);
  skerry.window_read(window, 0, bytes, 8);
  skerry.window_write(window, 0, bytes, 8);
  skerry.window_cas(window, 0, 1, skerry.clock(window));
  skerry.random(window, bytes, 8);
  skerry.logText(window, "text");
  skerry.sendText(window, "text");
  skerry.revoke(skerry.spawn(window, bytes, 1, handles, 1));
  skerry.timer_set(window, 1, 2);
  skerry.timer_cancel(window, 2);
  skerry.monitor(window);
  skerry.demonitor(window);
  skerry.attest(window, bytes, 8);
  skerry.link(window);
  skerry.unlink(window);
  skerry.trap_exits(1);
  skerry.restart(window, window, bytes, 1, handles, 1);
  skerry.stop(window);
  skerry.becomeHandler("receive");
  skerry.exit(skerry.handle_rights(skerry.self_handle()));
}
