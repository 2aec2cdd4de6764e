/*
 * mortal - an actor that does some work, says that it lives, and ends in the way it was told.
 *
 * START arguments: { u32 how, u32 beats, u64 every, u64 until }: after `beats` timers of `every` nanoseconds it ends; how 0: never, 1: by a trap,
 *           2: by exit with code 0, 3: by exit with code 7, 4: it lives on and is heard no more, 5: in a turn that never ends.
 *           From `until` nanoseconds of the run on it ends no more, if that is not 0.
 * Handles by name: clock (clock), supervisor (send, optional), log (log, optional).
 * Receives: timers of its own; at each it tells supervisor that it lives. Anything else it ignores.
 * Logs:     begins         when it starts
 */
#include "skerry.h"

static struct {
    u32 how;
    u32 beats;
    u64 every;
    u64 until;
} arguments;

static sk_handle clock_handle;
static sk_handle supervisor;
static u32 beats;

SK_EXPORT("start") void start(void) {
    sk_message_read(&arguments, 0, sizeof arguments);
    clock_handle = sk_granted_as("clock");
    supervisor = sk_granted_as("supervisor");
    sk_log(sk_granted_as("log"), "begins", 6);
    sk_timer_set(clock_handle, (i64)arguments.every, 0);
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_TIMER) {
        return;
    }
    if (++beats < arguments.beats) {
        if (supervisor >= 0) {
            sk_tell(supervisor, 0, 0);
        }
        sk_timer_set(clock_handle, (i64)arguments.every, 0);
        return;
    }
    if (arguments.until != 0 && sk_clock(clock_handle) >= (i64)arguments.until) {
        return;
    }
    if (arguments.how == 1) {
        __builtin_trap();
    } else if (arguments.how == 2) {
        sk_exit(0);
    } else if (arguments.how == 3) {
        sk_exit(7);
    } else if (arguments.how == 5) {
        for (volatile u32 on = 1; on != 0;) {
        }
    }
}
