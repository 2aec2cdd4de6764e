/*
 * shared-pipe-pack - a stage of a pipeline in shared memory that makes blocks shorter: run lengths in the PackBits format.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes); `window`: slots of the pipeline, 1 to 16.
 * Handles by name: next (send), who is woken; window (read, write); clock (clock); log (log).
 * Logs:     what pipe-pack logs.
 */
#include "packbits.h"
#include "shared-pipe.h"

static struct share_block *raw;
static struct share_block *packed;

/* Packs a block into its own slot. */
static u64 take_block(void) {
    share_read(raw);
    packed->bytes = pack(raw->data, (u32)raw->bytes, packed->data);
    share_write(packed);
    return packed->bytes;
}

SK_EXPORT("start") void start(void) {
    share_begin(SHARE_PACK);
    raw = share_allocate();
    packed = share_allocate();
}

SK_EXPORT("receive") void receive(void) {
    if (share_receive(take_block)) {
        pipe_report("pack");
        sk_log_line(pipe_log, &pipe_line);
    }
}
