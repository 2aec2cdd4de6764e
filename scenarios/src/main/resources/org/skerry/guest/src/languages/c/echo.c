/*
 * echo - logs every message and sends it back: through the first handle that came with it, else by `reply`.
 *
 * START: nothing. Handles by name: log (log), which may be missing.
 * Receives: any bytes, with the handle to answer through; or a call. A handle that came is dropped after its use.
 */
#include "skerry.h"

static u8 bytes[SK_MAX_MESSAGE_BYTES];

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    u32 length = (u32)sk_message_read(bytes, 0, sizeof bytes);
    sk_log(sk_granted_as("log"), bytes, length);
    sk_handle sender;
    if (sk_message_handles(&sender, 1) == 0) {
        sk_reply(bytes, length, 0, 0);
    } else {
        sk_tell(sender, bytes, length);
        sk_drop(sender);
    }
}
