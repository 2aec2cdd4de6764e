/*
 * secret-victim - an actor whose secret decides which lines of its own memory it touches, and nothing else.
 *
 * In the turn of round r it loads every way of the lower half of the cache sets when bit r of its secret is 0, of the upper half
 * when it is 1. It does the same number of loads and instructions either way, sends the same answer, and tells nobody.
 *
 * START arguments: struct arguments, 16 bytes; the geometry as for timed-spy. Half of its capacity, too, must be more than the
 * private cache holds, else the victim finds its lines there when a secret repeats.
 * Handles by name: spy (send).
 * Receives: { u32 round }, round below 32. Answers the same bytes to spy.
 */
#include "skerry.h"

static struct {
    u32 line_bytes;
    u32 sets;
    u32 ways;
    u32 secret; /* bit r is the secret of round r */
} arguments;

static volatile u8 *buffer;
static sk_handle spy;

SK_EXPORT("start") void start(void) {
    spy = sk_granted_as("spy");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    if (length == sizeof arguments && arguments.sets >= 2) {
        u32 set_bytes = arguments.line_bytes * arguments.sets;
        buffer = sk_allocate(set_bytes * arguments.ways, set_bytes < 4096 ? 4096 : set_bytes);
    }
    if (buffer == 0 || spy < 0) {
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    u32 round = 0;
    if (sk_message_kind() != SK_USER || sk_message_read(&round, 0, sizeof round) != sizeof round || round >= 32) {
        return;
    }
    u32 half = arguments.sets / 2;
    u32 first = (arguments.secret >> round & 1) * half;
    u32 set_bytes = arguments.line_bytes * arguments.sets;
    for (u32 set = first; set < first + half; set++) {
        for (u32 way = 0; way < arguments.ways; way++) {
            (void)*(volatile u64 *)(buffer + way * set_bytes + set * arguments.line_bytes);
        }
    }
    sk_tell(spy, &round, sizeof round);
}
