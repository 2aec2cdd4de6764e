/*
 * mayfly - comes to life, says so to whoever it was handed, and ends.
 *
 * START arguments: none. Handles that come with START: one, to send to.
 * Sends:    one byte.
 */
#include "skerry.h"

SK_EXPORT("start") void start(void) {
    sk_handle parent = SK_BAD_HANDLE;
    sk_message_handles(&parent, 1);
    sk_tell(parent, "!", 1);
    sk_exit(0);
}

SK_EXPORT("receive") void receive(void) {}
