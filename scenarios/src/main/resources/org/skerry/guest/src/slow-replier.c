/*
 * slow-replier - answers a call only when a third actor has had enough turns of its own.
 *
 * While it handles a call it is held itself: it asks a ticker, by a call, how far it has come, works a while, and asks again.
 *
 * START arguments: { u32 ticks, u32 work }: answer when the ticker has counted this many more ticks than at the last answer;
 *                  loop this many times between two questions.
 * Handles by name: ticker (send).
 * Handles a call with { u64 question }: replies { u64 question * 2 + 1 }.
 */
#include "skerry.h"

static struct {
    u32 ticks;
    u32 work;
} arguments;

static sk_handle ticker;
static u32 goal;

static u32 ticks_now(void) {
    u32 ticks = 0;
    if (sk_call(ticker, "?", 1, 0, 0, &ticks, sizeof ticks) != sizeof ticks) {
        sk_exit(3);
    }
    return ticks;
}

static void work(void) {
    for (volatile u32 i = 0; i < arguments.work; i++) {
    }
}

SK_EXPORT("start") void start(void) {
    ticker = sk_granted_as("ticker");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    u64 question = 0;
    if (sk_message_kind() != SK_USER) {
        return;
    }
    sk_message_read(&question, 0, sizeof question);
    goal += arguments.ticks;
    while (ticks_now() < goal) {
        work();
    }
    u64 answer = question * 2 + 1;
    sk_reply(&answer, sizeof answer, 0, 0);
}
