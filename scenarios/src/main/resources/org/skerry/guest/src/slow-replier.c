/*
 * slow-replier - answers each call only after many other messages have come and gone: it takes the right to answer as a handle,
 * plays balls with a ticker meanwhile, and answers in a later turn.
 *
 * START arguments: { u32 balls }: how many balls of a call's own come back before it is answered.
 * Handles by name: ticker (send): an actor that sends every ball back (ticker.c with ticks 0).
 * Handles a call with { u64 question }: replies { u64 question * 2 + 1 } once its balls are played. Up to 64 calls at once; one
 *                  more is answered at once.
 * Receives: { u32 slot } a ball that comes back.
 */
#include "skerry.h"

#define CALLS 64u

struct waiting {
    u64 question;
    sk_handle answer_through; /* 0: free */
    u32 balls_left;
};

static u32 balls;
static sk_handle ticker;
static struct waiting calls[CALLS];

static void throw_ball(u32 slot) {
    sk_tell(ticker, &slot, sizeof slot);
}

static void answer(struct waiting *call) {
    u64 value = call->question * 2 + 1;
    sk_tell(call->answer_through, &value, sizeof value);
    memset(call, 0, sizeof *call);
}

static void called(u64 question) {
    for (u32 slot = 0; slot < CALLS; slot++) {
        struct waiting *call = &calls[slot];
        if (call->answer_through == 0) {
            call->answer_through = sk_reply_handle();
            if (call->answer_through < 0) {
                memset(call, 0, sizeof *call);
                return;
            }
            call->question = question;
            call->balls_left = balls;
            if (balls == 0) {
                answer(call);
            } else {
                throw_ball(slot);
            }
            return;
        }
    }
    question = question * 2 + 1;
    sk_reply(&question, sizeof question, 0, 0);
}

static void caught(u32 slot) {
    if (slot >= CALLS || calls[slot].answer_through == 0) {
        return;
    }
    if (--calls[slot].balls_left == 0) {
        answer(&calls[slot]);
    } else {
        throw_ball(slot);
    }
}

SK_EXPORT("start") void start(void) {
    ticker = sk_granted_as("ticker");
    if (sk_message_read(&balls, 0, sizeof balls) != sizeof balls || ticker < 0) {
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    u64 question = 0;
    u32 slot = 0;
    if (sk_message_kind() != SK_USER) {
        return;
    }
    if (sk_message_size() == sizeof question) {
        sk_message_read(&question, 0, sizeof question);
        called(question);
    } else if (sk_message_size() == sizeof slot) {
        sk_message_read(&slot, 0, sizeof slot);
        caught(slot);
    }
}
