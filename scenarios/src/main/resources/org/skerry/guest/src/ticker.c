/*
 * ticker - one of two actors that pass a ball to and fro: as many short, ordinary turns as wanted.
 *
 * START arguments: { u32 ticks, u32 serve }: stop after this many balls; 1 for the one that serves.
 * Handles by name: peer (send), log (log, optional).
 * Receives: "." a ball: counts it and sends it back.  "?" a call: replies { u32 balls counted }.
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
static struct sk_line line;

SK_EXPORT("start") void start(void) {
    peer = sk_granted_as("peer");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
    if (arguments.serve != 0) {
        sk_tell(peer, ".", 1);
    }
}

SK_EXPORT("receive") void receive(void) {
    u8 what = 0;
    if (sk_message_kind() != SK_USER) {
        return;
    }
    sk_message_read(&what, 0, 1);
    if (what == '?') {
        sk_reply(&ticks, sizeof ticks, 0, 0);
        return;
    }
    ticks++;
    if (arguments.serve == 0 || ticks < arguments.ticks) {
        sk_tell(peer, ".", 1);
    }
    if (ticks == arguments.ticks) {
        sk_add(&line, "ticker ");
        sk_add_number(&line, ticks);
        sk_add(&line, " ticks");
        sk_log_line(log_handle, &line);
    }
}
