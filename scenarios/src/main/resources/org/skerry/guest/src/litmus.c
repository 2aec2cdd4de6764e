/*
 * litmus - a thread of a litmus test: a few loads, stores and additions to two words of shared memory, each on a line of its own, once in
 * every round, on lines that no round before has used. What the threads have read is put together by who started them.
 *
 * START arguments: { u32 thread, u32 rounds, u32 period, u32 spread, u64 seed, u32 program[4] }
 *   thread:  which program it carries out, 0 to 3
 *   period:  nanoseconds from round to round; it begins a round up to `spread` nanoseconds late, and waits as long between accesses, or not
 *   program: four bytes, the first access lowest: bits 0..1 nothing, load, store, add; bit 2 which word; bits 3..7 what is stored or added
 * Handles by name: words (window, 128 bytes a round), clock (clock), log (log).
 * Logs:     read <round> <what each load and addition has read, in order>
 *           left <round> <first word> <second word>                          (thread 0, after the last round)
 * Deploy it as a timed actor, each on a core of its own.
 */
#include "skerry.h"

enum { NOTHING, LOAD, STORE, ADD, MOST = 4 };

static struct {
    u32 thread;
    u32 rounds;
    u32 period;
    u32 spread;
    u64 seed;
    u32 program[MOST];
} arguments;

static struct sk_line line;
static sk_handle words;
static sk_handle clock_handle;
static u64 drawn;

/* splitmix64 */
static u64 draw(void) {
    u64 z = drawn += 0x9e3779b97f4a7c15ull;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

/* A look at the clock is a point at which everybody waits for everybody; so it does not look too often. */
static void wait_until(i64 then) {
    for (i64 left = then - sk_clock(clock_handle); left > 0; left = then - sk_clock(clock_handle)) {
        for (i64 i = 0; i < left / 8; i++) {
            __asm__ volatile("" ::: "memory");
        }
    }
}

static u64 read_word(i64 offset) {
    u64 value = 0;
    (void)sk_window_read(words, offset, &value, sizeof value);
    return value;
}

static void access(u32 what, i64 first) {
    i64 offset = first + (what & 4 ? 64 : 0);
    u64 value = what >> 3;
    u64 found;
    switch (what & 3) {
        case LOAD:
            found = read_word(offset);
            break;
        case STORE:
            (void)sk_window_write(words, offset, &value, sizeof value);
            return;
        default:
            found = read_word(offset);
            for (;;) {
                u64 seen = (u64)sk_window_cas(words, offset, (i64)found, (i64)(found + value));
                if (seen == found) {
                    break;
                }
                found = seen;
            }
    }
    sk_add_char(&line, ' ');
    sk_add_number(&line, found);
}

static void play(u32 round, u32 program) {
    i64 first = 128 * (i64)round;
    i64 begin = (i64)(round + 2) * arguments.period;
    if (draw() & 1) {
        wait_until(begin - arguments.period / 2);
        (void)read_word(first + (draw() & 1 ? 64 : 0)); /* somebody may have a copy already */
    }
    wait_until(begin + (i64)(draw() % (arguments.spread + 1)));
    sk_add(&line, "read ");
    sk_add_number(&line, round);
    for (; (program & 3) != NOTHING; program >>= 8) {
        access(program & 255, first);
        if (draw() & 1) {
            wait_until(sk_clock(clock_handle) + (i64)(draw() % (arguments.spread + 1)));
        }
    }
    (void)sk_log_line(sk_granted_as("log"), &line);
}

SK_EXPORT("start") void start(void) {
    words = sk_granted_as("words");
    clock_handle = sk_granted_as("clock");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.thread >= MOST ||
        words < 0 || clock_handle < 0) {
        sk_exit(2);
    }
    drawn = arguments.seed + arguments.thread;
    for (u32 round = 0; round < arguments.rounds; round++) {
        play(round, arguments.program[arguments.thread]);
    }
    if (arguments.thread == 0) {
        wait_until((i64)(arguments.rounds + 2) * arguments.period);
        for (u32 round = 0; round < arguments.rounds; round++) {
            sk_add(&line, "left ");
            sk_add_number(&line, round);
            for (i64 word = 0; word < 2; word++) {
                sk_add_char(&line, ' ');
                sk_add_number(&line, read_word(128 * (i64)round + 64 * word));
            }
            (void)sk_log_line(sk_granted_as("log"), &line);
        }
    }
}

SK_EXPORT("receive") void receive(void) {
}
