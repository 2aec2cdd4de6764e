/*
 * handoff - two actors pass one word of shared memory to and fro by compare-and-swap, as programs that measure how far two cores are apart
 * do; or many add to it at once.
 *
 * START arguments: { u32 role, u32 rounds, u32 warm }
 *   role 0: turns 0 to 1;  role 1: turns 1 to 0; each `rounds` times after `warm` ones.
 *   role 2: adds 1, `rounds` times; any number of actors.
 * Handles by name: word (window, 8 bytes are used), clock (clock), log (log).
 * Logs:     role 0   handoff <picoseconds of one way>
 *           role 2   contend <picoseconds of one addition>
 * Deploy it as a timed actor, each on a core of its own.
 */
#include "skerry.h"

static struct {
    u32 role;
    u32 rounds;
    u32 warm;
} arguments;

static struct sk_line line;
static sk_handle word;
static sk_handle clock_handle;

/* A guest that only finds what it has in its cache runs on; a look at the clock lets the others come as far as it is. */
static void now(void) {
    (void)sk_clock(clock_handle);
}

static void pass(i64 from, i64 to, u32 times) {
    for (u32 round = 0; round < times; round++) {
        while (sk_window_cas(word, 0, from, to) != from) {
            now();
        }
    }
}

static void add(u32 times) {
    i64 seen = 0;
    for (u32 round = 0; round < times; round++) {
        for (;;) {
            now();
            i64 found = sk_window_cas(word, 0, seen, seen + 1);
            if (found == seen) {
                seen++;
                break;
            }
            seen = found;
        }
    }
}

static void report(const char *what, i64 since, u64 events) {
    sk_add(&line, what);
    sk_add_number(&line, (u64)(sk_clock(clock_handle) - since) * 1000u / events);
    sk_log_line(sk_granted_as("log"), &line);
}

SK_EXPORT("start") void start(void) {
    word = sk_granted_as("word");
    clock_handle = sk_granted_as("clock");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.role > 2 ||
        arguments.rounds == 0 || word < 0 || clock_handle < 0) {
        sk_exit(2);
    }
    if (arguments.role == 2) {
        i64 since = sk_clock(clock_handle);
        add(arguments.rounds);
        report("contend ", since, arguments.rounds);
    } else {
        i64 from = arguments.role;
        pass(from, 1 - from, arguments.warm);
        i64 since = sk_clock(clock_handle);
        pass(from, 1 - from, arguments.rounds);
        if (arguments.role == 0) {
            report("handoff ", since, 2u * (u64)arguments.rounds);
        }
    }
}

SK_EXPORT("receive") void receive(void) {}
