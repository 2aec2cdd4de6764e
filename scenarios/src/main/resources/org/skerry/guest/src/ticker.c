/*
 * ticker - sends every ball back: one of two actors that do as many short, ordinary turns as wanted.
 *
 * START arguments: { u32 ticks, u32 serve }: stop after this many balls, 0 for never; 1 for the one that serves the first ball.
 * Handles by name: peer (send), log (log, optional).
 * Receives: a ball of at most 16 bytes: counts it and sends the same bytes to peer. Of two tickers the serving one stops first.
 * Logs:     ticker <n> ticks     when it has seen its last ball
 */
#include "skerry.h"

static struct {
    u32 ticks;
    u32 serve;
} arguments;

static sk_handle peer;
static sk_handle log_handle;
static u32 ticks;
static u8 ball[16];
static struct sk_line line;

SK_EXPORT("start") void start(void) {
    peer = sk_granted_as("peer");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
    if (arguments.serve != 0) {
        sk_tell(peer, ball, 4);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    i32 length = sk_message_read(ball, 0, sizeof ball);
    ticks++;
    if (arguments.serve == 0 || arguments.ticks == 0 || ticks < arguments.ticks) {
        sk_tell(peer, ball, (u32)length);
    }
    if (ticks == arguments.ticks) {
        sk_add(&line, "ticker ");
        sk_add_number(&line, ticks);
        sk_add(&line, " ticks");
        sk_log_line(log_handle, &line);
    }
}
