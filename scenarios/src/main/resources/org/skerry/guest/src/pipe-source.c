/*
 * pipe-source - first stage of a pipeline: makes a stream of bytes, in which some bytes come in runs.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes).
 * Handles by name: next (send), log (log).
 * Sends:    blocks to next, at most a window of them without credit.
 * Logs:     source <pipeline> blocks <n> bytes <n>
 * Each draw gives one byte; of four draws one gives it 1 to 32 times, the others once. A run may go on in the next block.
 */
#include "pipe-runs.h"
#include "pipe.h"

static struct pipe_message *block;
static u32 made;

/* Makes and sends blocks while there is room; reports when every one has been taken on. */
static void go_on(void) {
    while (made < pipe.blocks && pipe_uncredited < pipe.window) {
        block->kind = PIPE_BLOCK;
        block->number = made++;
        block->bytes = pipe.block_bytes;
        fill(block->data, pipe.block_bytes);
        pipe_send(block);
    }
    if (made == pipe.blocks && pipe_uncredited == 0) {
        pipe_report("source");
        sk_log_line(pipe_log, &pipe_line);
    }
}

SK_EXPORT("start") void start(void) {
    pipe_begin(0, 1);
    block = pipe_allocate(pipe.block_bytes);
    random_state = pipe_stream(1);
    go_on();
}

SK_EXPORT("receive") void receive(void) {
    static struct pipe_message credit;
    if (pipe_read(&credit, 0) != PIPE_CREDIT) {
        pipe_refuse("a block where only credits come");
    }
    pipe_uncredited--;
    go_on();
}
