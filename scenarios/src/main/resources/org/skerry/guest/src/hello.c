/* hello - the first actor in C: logs a greeting, then answers every call with the bytes it came with. */
#include "skerry.h"

static u8 bytes[256];

SK_EXPORT("start") void start(void) {
    sk_log(sk_granted_as("log"), "hello", 5);
}

SK_EXPORT("receive") void receive(void) {
    i32 length = sk_message_read(bytes, 0, sizeof bytes);
    sk_reply(bytes, (u32)length, 0, 0);
}
