/*
 * asker - asks workers, the first of them much more often than the last (Zipf with exponent 1), with a window of requests under way.
 *
 * START arguments: { u32 asker, u32 workers, u32 window, u32 requests, u64 seed }; at most 64 workers.
 * Handles by name: worker0, worker1, ... (send), log (log).
 * Logs:     asker <i> answers <n>       when all are in
 */
#include "kv.h"

#define MOST_WORKERS 64u

static struct {
    u32 asker;
    u32 workers;
    u32 window;
    u32 requests;
    u64 seed;
} arguments;

static struct {
    u32 asker;
    u32 number;
    u64 value;
} request;

static sk_handle workers[MOST_WORKERS];
static u64 cumulative[MOST_WORKERS];
static u64 state;
static u32 sent;
static u32 answers;
static struct sk_line line;

static u32 draw(void) {
    u64 point = splitmix_next(&state) % cumulative[arguments.workers - 1];
    u32 worker = 0;
    while (cumulative[worker] <= point) {
        worker++;
    }
    return worker;
}

static void ask(void) {
    if (sent < arguments.requests) {
        request.asker = arguments.asker;
        request.number = sent++;
        request.value = request.number;
        sk_tell(workers[draw()], &request, sizeof request);
    }
}

SK_EXPORT("start") void start(void) {
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.workers < 1
            || arguments.workers > MOST_WORKERS) {
        sk_exit(2);
    }
    u64 sum = 0;
    for (u32 i = 0; i < arguments.workers; i++) {
        workers[i] = kv_granted("worker", i);
        sum += (1ull << 40) / (i + 1);
        cumulative[i] = sum;
    }
    state = kv_stream(arguments.seed, arguments.asker);
    for (u32 i = 0; i < arguments.window; i++) {
        ask();
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    if (++answers == arguments.requests) {
        sk_add(&line, "asker ");
        sk_add_number(&line, arguments.asker);
        sk_add(&line, " answers ");
        sk_add_number(&line, answers);
        sk_log_line(sk_granted_as("log"), &line);
    }
    ask();
}
