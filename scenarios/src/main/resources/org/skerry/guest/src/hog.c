/*
 * hog - takes all it can get: in each round it computes, sends messages to a sink as fast as they leave, and tells itself to go on.
 *
 * START arguments: { u32 rounds, u32 messages, u32 bytes, u32 steps }: of each round so many messages of so many bytes, at most 4096, and
 * so many steps of arithmetic. With no rounds it is a sink, which forgets all it hears.
 * Handles by name: sink (send), none for a sink.
 */
#include "splitmix.h"

static struct {
    u32 rounds;
    u32 messages;
    u32 bytes;
    u32 steps;
} arguments;

static u8 payload[4096];
static u32 done;
static volatile u64 mixed;
static sk_handle sink;

static void round(void) {
    u64 value = mixed;
    for (u32 i = 0; i < arguments.steps; i++) {
        value = splitmix(value + i);
    }
    mixed = value;
    for (u32 i = 0; i < arguments.messages; i++) {
        sk_tell(sink, payload, arguments.bytes);
    }
    done++;
    sk_tell(sk_self_handle(), payload, 4);
}

SK_EXPORT("start") void start(void) {
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.bytes > sizeof payload) {
        sk_exit(2);
    }
    if (arguments.rounds > 0) {
        sink = sk_granted_as("sink");
        round();
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_USER && done < arguments.rounds) {
        round();
    }
}
