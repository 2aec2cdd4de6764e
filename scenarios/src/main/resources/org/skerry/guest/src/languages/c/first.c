#include "skerry.h"

static u8 text[256];

SK_EXPORT("start") void start(void) {
    sk_tell(sk_granted_as("friend"), "hello", 5);
}
SK_EXPORT("receive") void receive(void) {
    i32 length = sk_message_read(text, 0, sizeof text);
    sk_log(sk_granted_as("log"), text, (u32)length);
}
