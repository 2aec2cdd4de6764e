/*
 * worker - keeps as much as it is told to and does an amount of work for every request: one shard of a service of unlike parts.
 *
 * START arguments: { u32 bytes, u32 steps }: bytes that it writes to at START and keeps, and steps of arithmetic for a request.
 * Handles by name: asker0, asker1, ... (send), log (log).
 * Receives: { u32 asker, u32 number, u64 }: works, and sends the same bytes back to that asker.
 * Logs:     worker keeps <n> bytes, or why it ends if it does not get the memory that it is told to keep
 */
#include "kv.h"

#define MOST_ASKERS 64u

static struct {
    u32 bytes;
    u32 steps;
} arguments;

static struct {
    u32 asker;
    u32 number;
    u64 value;
} request;

static sk_handle askers[MOST_ASKERS];
static struct sk_line line;

SK_EXPORT("start") void start(void) {
    sk_message_read(&arguments, 0, sizeof arguments);
    u8 *kept = sk_allocate(arguments.bytes, 64);
    if (kept == 0) {
        sk_add(&line, "worker refused: too little memory");
        sk_log_line(sk_granted_as("log"), &line);
        sk_exit(2);
    }
    for (u32 i = 0; i < arguments.bytes; i += 64) {
        kept[i] = 1;
    }
    sk_add(&line, "worker keeps ");
    sk_add_number(&line, arguments.bytes);
    sk_add(&line, " bytes");
    sk_log_line(sk_granted_as("log"), &line);
    for (u32 i = 0; i < MOST_ASKERS; i++) {
        askers[i] = kv_granted("asker", i);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER || sk_message_read(&request, 0, sizeof request) != sizeof request
            || request.asker >= MOST_ASKERS) {
        return;
    }
    for (u32 i = 0; i < arguments.steps; i++) {
        request.value = splitmix(request.value + i);
    }
    sk_tell(askers[request.asker], &request, sizeof request);
}
