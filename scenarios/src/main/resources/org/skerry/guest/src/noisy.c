/*
 * noisy - the neighbour that takes more than its share, in one of six ways, from when it is told to begin until a time.
 *
 * START arguments: struct noisy_arguments (40 bytes).
 * Handles by name: target (send, grant: somebody's mailbox, for FLOOD and HANDLES), sink (send, for BANDWIDTH), clock (clock), log (log).
 * Receives: a message from outside tells it to begin; its own message tells it to go on with the next round.
 * In each round, by kind:
 *   QUIET      nothing: it does not even begin
 *   CPU        `steps` of arithmetic, one turn
 *   MEMORY     grows its memory as far as it is let, up to `size` pages, and writes to `steps` lines of 64 bytes of it
 *   FLOOD      sends `steps` messages of `size` bytes, which mean nothing to anybody, to the target
 *   BANDWIDTH  sends `steps` messages of `size` bytes to the sink
 *   HANDLES    makes handles to itself until its table is full, and sends `steps` messages with as many of them as go along to the target
 * Member `index` of a group is noisy if `index` is below `active`, else quiet.
 * Logs:     noisy kind <k> rounds <n> pages <p> handles <h>       at the end of the last round
 * Its peak of handles and of pages is what it could get hold of.
 */
#include "splitmix.h"

enum { QUIET, CPU, MEMORY, FLOOD, BANDWIDTH, HANDLES };

#define MOST_BYTES 4096u
#define MOST_HANDLES 4096u
#define LINE_BYTES 64u
#define PAGE_BYTES 65536u

struct noisy_arguments {
    u32 kind;
    u32 index;
    u32 active;
    u32 size;
    u32 steps;
    u32 reserved;
    u64 until;    /* nanoseconds: no round begins later */
    u64 reserved2;
};

static struct noisy_arguments arguments;
static sk_handle target;
static sk_handle sink;
static sk_handle time;
static u32 rounds;
static u32 line_at;
static u32 handles;
static sk_handle made[SK_MAX_HANDLES];
static volatile u64 mixed;
static u8 payload[MOST_BYTES];
static u8 again[8];
static struct sk_line line;

static void compute(void) {
    u64 value = mixed;
    for (u32 i = 0; i < arguments.steps; i++) {
        value = splitmix(value + i);
    }
    mixed = value;
}

static u32 pages(void) {
    return (u32)__builtin_wasm_memory_size(0);
}

static void grow(void) {
    while (pages() < arguments.size && __builtin_wasm_memory_grow(0, 1) != (unsigned long)-1) {
    }
}

/* Lines above what the guest itself needs, one after the other and round again. */
static void write_lines(void) {
    u32 begin = ((u32)&__heap_base + LINE_BYTES - 1) / LINE_BYTES;
    u32 lines = pages() * (PAGE_BYTES / LINE_BYTES) - begin;
    for (u32 i = 0; i < arguments.steps; i++) {
        *(volatile u64 *)(unsigned long)((begin + line_at) * LINE_BYTES) += 1;
        line_at = line_at + 1 < lines ? line_at + 1 : 0;
    }
}

static void send_all(sk_handle to, const sk_handle *with, u32 count) {
    for (u32 i = 0; i < arguments.steps; i++) {
        sk_send(to, payload, arguments.size, with, count);
    }
}

static void take_handles(void) {
    for (;;) {
        sk_handle handle = sk_attenuate(SK_SELF, SK_SEND | SK_GRANT, 0);
        if (handle < 0) {
            return;
        }
        made[handles < SK_MAX_HANDLES ? handles : SK_MAX_HANDLES - 1] = handle;
        handles++;
        if (handles == MOST_HANDLES) {
            return;
        }
    }
}

static void tell(void) {
    sk_add(&line, "noisy kind ");
    sk_add_number(&line, arguments.kind);
    sk_add(&line, " rounds ");
    sk_add_number(&line, rounds);
    sk_add(&line, " pages ");
    sk_add_number(&line, pages());
    sk_add(&line, " handles ");
    sk_add_number(&line, handles);
    sk_log_line(sk_granted_as("log"), &line);
}

static void round(void) {
    if ((u64)sk_clock(time) >= arguments.until) {
        tell();
        return;
    }
    rounds++;
    switch (arguments.kind) {
        case CPU:
            compute();
            break;
        case MEMORY:
            grow();
            write_lines();
            break;
        case FLOOD:
            send_all(target, 0, 0);
            break;
        case BANDWIDTH:
            send_all(sink, 0, 0);
            break;
        case HANDLES:
            take_handles();
            send_all(target, made, handles < SK_MAX_HANDLES ? handles : SK_MAX_HANDLES);
            break;
    }
    sk_tell(SK_SELF, again, sizeof again);
}

SK_EXPORT("start") void start(void) {
    target = sk_granted_as("target");
    sink = sk_granted_as("sink");
    time = sk_granted_as("clock");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    int sends = arguments.kind == FLOOD || arguments.kind == BANDWIDTH || arguments.kind == HANDLES;
    if (length != sizeof arguments || arguments.kind > HANDLES || (sends && arguments.size > MOST_BYTES)) {
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_USER && arguments.kind != QUIET && arguments.index < arguments.active) {
        round();
    }
}
