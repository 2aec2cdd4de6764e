/*
 * holder - waits for replies in mid-turn, deep in its own calls, and checks that nothing it holds was lost meanwhile.
 *
 * START arguments: { u32 calls, u32 depth }: how many calls, made how many function calls deep (at most 200).
 * Handles by name: replier (send), log (log).
 * Calls:    { u64 question } and expects { u64 question * 2 + 1 }.
 * Logs:     holder ok <n> calls     or     holder corrupt after <n> calls     or     holder refused with status -<code>
 */
#include "skerry.h"

static struct {
    u32 calls;
    u32 depth;
} arguments;

static sk_handle replier;
static sk_handle log_handle;
static struct sk_line line;

/* Asks at the bottom of a recursion. Each frame keeps one value in memory and one in a local, and checks both on the way up. */
static __attribute__((noinline)) i32 ask(u32 depth, u64 question) {
    volatile u64 in_memory = question ^ depth;
    u64 in_local = question * (depth + 3);
    i32 status;
    if (depth == 0) {
        u64 answer = 0;
        status = sk_call(replier, &question, sizeof question, 0, 0, &answer, sizeof answer);
        if (status >= 0) {
            status = status == sizeof answer && answer == question * 2 + 1 ? 0 : 1;
        }
    } else {
        status = ask(depth - 1, question);
    }
    i32 intact = in_memory == (question ^ depth) && in_local == question * (depth + 3);
    return intact ? status : 1;
}

static void say(const char *text, u32 number, const char *rest) {
    sk_add(&line, text);
    sk_add_number(&line, number);
    sk_add(&line, rest);
    sk_log_line(log_handle, &line);
}

SK_EXPORT("start") void start(void) {
    replier = sk_granted_as("replier");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.depth > 200) {
        sk_exit(2);
    }
    for (u32 i = 0; i < arguments.calls; i++) {
        i32 status = ask(arguments.depth, 0x5ca1ab1e0000ull + i);
        if (status < 0) {
            say("holder refused with status -", (u32)-status, "");
            return;
        }
        if (status > 0) {
            say("holder corrupt after ", i, " calls");
            return;
        }
    }
    say("holder ok ", arguments.calls, " calls");
}

SK_EXPORT("receive") void receive(void) {
}
