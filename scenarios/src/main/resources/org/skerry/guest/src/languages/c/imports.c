/*
 * imports - names every import of the contract, so that a test can hold the header's types against the loader's.
 *
 * START: nothing. Handles by name: none. Receives: anything; it calls an import only for a kind of message there is not.
 */
#include "skerry.h"

static u8 bytes[16];
static sk_handle handles[2];

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != 99) {
        return;
    }
    sk_message_read(bytes, (u32)sk_message_size(), (u32)sk_message_label());
    sk_message_handles(handles, 2);
    sk_send(SK_SELF, bytes, 1, handles, 1);
    sk_call(SK_SELF, bytes, 1, handles, 1, bytes, 1);
    sk_reply_handles(handles, 2);
    sk_reply(bytes, 1, handles, 1);
    sk_drop(sk_reply_handle());
    sk_handle window = sk_attenuate(sk_granted("window", 6), SK_READ, 1);
    sk_window_read(window, 0, bytes, 8);
    sk_window_write(window, 0, bytes, 8);
    sk_window_cas(window, 0, 1, sk_clock(window));
    sk_random(window, bytes, 8);
    sk_log(window, bytes, 8);
    sk_revoke(sk_spawn(window, bytes, 1, handles, 1));
    sk_timer_set(window, 1, 2);
    sk_timer_cancel(window, 2);
    sk_monitor(window);
    sk_demonitor(window);
    sk_attest(window, bytes, 8);
    sk_link(window);
    sk_unlink(window);
    sk_trap_exits(1);
    sk_restart(window, window, bytes, 1, handles, 1);
    sk_stop(window);
    sk_become("receive", 7);
    sk_exit(sk_handle_rights(sk_self_handle()));
}
