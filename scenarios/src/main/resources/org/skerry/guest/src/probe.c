/*
 * probe - sends a ball to its peer, waits for it to come back, and says how long that took.
 *
 * START arguments: { u32 rounds }.
 * Handles by name: peer (send), clock (clock), log (log).
 * Receives: the ball of 16 bytes.
 * Logs: probe rounds <n> mean <ns> longest <ns>
 */
#include "skerry.h"

static u32 rounds;
static u32 done;
static u64 sent;
static u64 sum;
static u64 longest;
static sk_handle peer;
static sk_handle clock;
static u8 ball[16];
static struct sk_line line;

static void serve(void) {
    sent = (u64)sk_clock(clock);
    sk_tell(peer, ball, sizeof ball);
}

SK_EXPORT("start") void start(void) {
    peer = sk_granted_as("peer");
    clock = sk_granted_as("clock");
    if (sk_message_read(&rounds, 0, sizeof rounds) != sizeof rounds) {
        sk_exit(2);
    }
    serve();
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    u64 took = (u64)sk_clock(clock) - sent;
    sum += took;
    longest = took > longest ? took : longest;
    if (++done < rounds) {
        serve();
        return;
    }
    sk_add(&line, "probe rounds ");
    sk_add_number(&line, rounds);
    sk_add(&line, " mean ");
    sk_add_number(&line, sum / rounds);
    sk_add(&line, " longest ");
    sk_add_number(&line, longest);
    sk_log_line(sk_granted_as("log"), &line);
}
