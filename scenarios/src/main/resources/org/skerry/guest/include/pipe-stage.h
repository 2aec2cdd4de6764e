/*
 * pipe-stage.h - a stage between two others: takes a block, changes it, sends it on; the credit goes back once the block is on its way.
 * A stage includes this after its `transform`, and has no other state of its own than what `transform` keeps.
 *
 * A stage whose successor is slow keeps changed blocks, at most a window of them, and gives no credit for them: that is
 * the back-pressure. Its memory at the end does not tell how long any block waited.
 */
#ifndef PIPE_STAGE_H
#define PIPE_STAGE_H

#include "pipe.h"

static struct pipe_message *stage_input;
static struct pipe_message *stage_kept[PIPE_MAX_WINDOW];
static u32 stage_capacity; /* bytes of data in each of them */
static u32 stage_sent;     /* blocks that went on; the block n is kept at n % window */

static void stage_begin(u32 capacity) {
    stage_capacity = capacity;
    stage_input = pipe_allocate(capacity);
    for (u32 i = 0; i < pipe.window; i++) {
        stage_kept[i] = pipe_allocate(capacity);
    }
}

static void stage_clear(struct pipe_message *message) {
    memset(message, 0, sizeof *message + stage_capacity);
}

/* Sends on what the successor has room for; at the end reports and forgets the last blocks. */
static void stage_flush(const char *name) {
    while (stage_sent < pipe_received && pipe_uncredited < pipe.window) {
        struct pipe_message *block = stage_kept[stage_sent % pipe.window];
        pipe_send(block);
        pipe_credit(block->number);
        stage_sent++;
    }
    if (stage_sent == pipe.blocks && pipe_uncredited == 0) {
        stage_clear(stage_input);
        for (u32 i = 0; i < pipe.window; i++) {
            stage_clear(stage_kept[i]);
        }
        pipe_report(name);
        sk_log_line(pipe_log, &pipe_line);
    }
}

/* Handles one message. `transform` fills the data of `to` from `from` and returns how many bytes they are. */
static void stage_receive(const char *name, u32 (*transform)(const u8 *from, u32 bytes, u8 *to)) {
    if (pipe_read(stage_input, stage_capacity) == PIPE_CREDIT) {
        pipe_uncredited--;
    } else {
        struct pipe_message *block = stage_kept[stage_input->number % pipe.window];
        block->kind = PIPE_BLOCK;
        block->number = stage_input->number;
        block->bytes = transform(stage_input->data, stage_input->bytes, block->data);
    }
    stage_flush(name);
}

#endif
