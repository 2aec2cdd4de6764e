/*
 * pipe-pack - a stage that makes blocks shorter: run lengths in the PackBits format (Apple; TIFF 6.0, section 9).
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes).
 * Handles by name: previous (send), next (send), log (log).
 * Logs:     pack <pipeline> blocks <n> bytes <n of the packed data>
 * Every block is packed by itself. A run of 3 or more is written as such, 128 at most; all else is literal, 128 bytes at most.
 */
#include "packbits.h"
#include "pipe-stage.h"

SK_EXPORT("start") void start(void) {
    pipe_begin(1, 1);
    stage_begin(pipe.block_bytes + (pipe.block_bytes + 127) / 128); /* nothing but literals */
}

SK_EXPORT("receive") void receive(void) {
    stage_receive("pack", pack);
}
