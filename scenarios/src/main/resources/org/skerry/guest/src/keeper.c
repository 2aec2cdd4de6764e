/*
 * keeper - looks after shelves from outside them: asks each one something now and then, and restarts whoever does not answer.
 *
 * START arguments: struct keeper_arguments (48 bytes).
 * Handles by name: shelf0, shelf1, ... (send, control), image (spawn: the program of a shelf), clock (clock), log (log).
 * Each beat it sends every shelf a request like that of a client, with a handle of its own to answer through. Who has left `patience` of them
 * unanswered is restarted, and given as many beats again to come back.
 * Logs:     keeper restarts <i> at <ns>
 */
#include "kv.h"
#include "clients.h"

#define MOST_SHELVES 64u

struct keeper_arguments {
    u32 shelves;
    u32 keys;        /* these four as the shelves have them */
    u32 value_bytes;
    u32 work;
    u32 patience;    /* requests unanswered; 0 keeps nobody */
    u32 reserved;
    u64 beat;        /* nanoseconds between requests */
    u64 until;       /* nanoseconds: no beat comes later, so that the work can end */
    u64 reserved2;
};

static struct keeper_arguments arguments;
static sk_handle shelves[MOST_SHELVES];
static sk_handle answers[MOST_SHELVES]; /* through which each shelf answers */
static i32 unanswered[MOST_SHELVES];
static sk_handle time;
static struct sk_line line;
static struct cl_request ping;

static void restart(u32 i, u64 now) {
    u32 fresh[5] = {i, arguments.shelves, arguments.keys, arguments.value_bytes, arguments.work};
    sk_restart(shelves[i], sk_granted_as("image"), fresh, sizeof fresh, 0, 0);
    unanswered[i] = -(i32)arguments.patience;
    sk_add(&line, "keeper restarts ");
    sk_add_number(&line, i);
    sk_add(&line, " at ");
    sk_add_number(&line, now);
    sk_log_line(sk_granted_as("log"), &line);
}

static void beat(void) {
    u64 now = (u64)sk_clock(time);
    for (u32 i = 0; i < arguments.shelves; i++) {
        if (unanswered[i] >= (i32)arguments.patience) {
            restart(i, now);
        } else {
            unanswered[i]++;
            sk_send(shelves[i], &ping, sizeof ping, &answers[i], 1);
        }
    }
    if (now + arguments.beat < arguments.until) {
        sk_timer_set(time, (i64)arguments.beat, 1);
    }
}

SK_EXPORT("start") void start(void) {
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.shelves > MOST_SHELVES) {
        sk_exit(2);
    }
    time = sk_granted_as("clock");
    ping.operation = CL_READ;
    for (u32 i = 0; i < arguments.shelves; i++) {
        shelves[i] = kv_granted("shelf", i);
        answers[i] = sk_attenuate(SK_SELF, SK_SEND | SK_GRANT, (i64)i + 1);
    }
    if (arguments.patience > 0) {
        sk_timer_set(time, (i64)arguments.beat, 1);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_TIMER) {
        beat();
    } else if (sk_message_kind() == SK_USER) {
        u64 shelf = (u64)sk_message_label() - 1;
        if (shelf < arguments.shelves) {
            unanswered[shelf] = 0;
        }
    }
}
