/*
 * shared-pipe.h - a pipeline of which blocks stay where they are: in slots of a window that its four stages share. A stage is told by a counter in
 * the window that there is another block, and hands its own on by adding one to its own counter; nobody copies a block to send it.
 *
 *     source --> pack --> cipher --> digest --> source: the slot is free again
 *
 * Who finds nothing to do looks a few times more, then says in the window that it sleeps, and ends its turn; whoever hands a block on to a
 * sleeper wakes it by a message of no bytes. So a stage has at most one message under way: that, or its own to go on with the next block.
 *
 * Everything that different cores write lies on lines of its own.
 */
#ifndef SHARED_PIPE_H
#define SHARED_PIPE_H

#include "pipe.h"
#include "window.h"

#define SHARE_LINE_BYTES 64u
#define SHARE_LOOKS 16u /* before it sleeps */

/* Stages in the order of the blocks. */
enum { SHARE_SOURCE, SHARE_PACK, SHARE_CIPHER, SHARE_DIGEST, SHARE_STAGES };

/* A block in its slot, and in the memory of a stage that works on it. */
struct share_block {
    u64 bytes;
    u8 data[];
};

static u32 share_stage;
static sk_handle share_clock;
static i64 share_region;     /* of this pipeline */
static u32 share_slot_bytes;
static u32 share_capacity;   /* of data in a block */
static u64 share_done;       /* blocks that this stage has handed on */
static u64 share_known;      /* blocks that it may take, as far as it knows */

/* Where a stage counts what it has handed on, and where it says that it sleeps. */
static i64 share_counter(u32 stage) {
    return share_region + stage % SHARE_STAGES * SHARE_LINE_BYTES;
}

static i64 share_sleeps(u32 stage) {
    return share_region + (SHARE_STAGES + stage % SHARE_STAGES) * SHARE_LINE_BYTES;
}

static i64 share_slot(void) {
    return share_region + 2 * SHARE_STAGES * SHARE_LINE_BYTES + (i64)(share_done % pipe.window) * share_slot_bytes;
}

static struct share_block *share_allocate(void) {
    struct share_block *block = sk_allocate(sizeof(struct share_block) + share_capacity, 64);
    if (block == 0) {
        pipe_refuse("too little memory");
    }
    return block;
}

/* Reads arguments and handles; asks itself to begin. */
static void share_begin(u32 stage) {
    pipe_begin(0, 1);
    share_stage = stage;
    share_clock = sk_granted_as("clock");
    shared_window = sk_granted_as("window");
    if (share_clock < 0 || shared_window < 0) {
        pipe_refuse("no window, or no clock");
    }
    share_capacity = pipe.block_bytes + (pipe.block_bytes + 127) / 128; /* packed it may be nothing but literals */
    share_slot_bytes = ((u32)sizeof(struct share_block) + share_capacity + SHARE_LINE_BYTES - 1) / SHARE_LINE_BYTES
            * SHARE_LINE_BYTES;
    share_region = (i64)pipe.pipeline * (2 * SHARE_STAGES * SHARE_LINE_BYTES + pipe.window * share_slot_bytes);
    sk_tell(SK_SELF, 0, 0);
}

/* Whether there is a block to take: the stage before has handed it on, or for the source, the last one has left its slot. */
static i32 share_ready(void) {
    if (share_known <= share_done) {
        share_known = window_read_word(share_counter(share_stage + SHARE_STAGES - 1))
                + (share_stage == SHARE_SOURCE ? pipe.window : 0);
    }
    return share_known > share_done;
}

/* Whether to go on now; if not, a message will come when there is something to do. */
static i32 share_wait(void) {
    for (u32 looks = 0; looks < SHARE_LOOKS; looks++) {
        if (share_ready()) {
            return 1;
        }
        sk_clock(share_clock); /* time passes only where a guest is held: a loop that only looked would never end */
    }
    window_swap(share_sleeps(share_stage), 0, 1);
    return share_ready() && window_swap(share_sleeps(share_stage), 1, 0); /* else whoever woke it has sent a message */
}

/* The block that is to be taken. */
static void share_read(struct share_block *to) {
    i64 at = share_slot();
    window_read(at, to, sizeof *to);
    window_read(at + (i64)sizeof *to, to->data, (u32)to->bytes);
}

static void share_write(const struct share_block *from) {
    window_write(share_slot(), from, (u32)(sizeof *from + from->bytes));
}

/* Lets the next stage have the block. */
static void share_hand_on(u64 bytes) {
    pipe_total += bytes;
    share_done++;
    window_write_word(share_counter(share_stage), share_done);
    if (window_swap(share_sleeps(share_stage + 1), 1, 0)) {
        sk_tell(pipe_next, 0, 0);
    }
}

/* Handles one message: one block, if there is one. Whether it was the last one. */
static i32 share_receive(u64 (*take)(void)) {
    if (share_done < pipe.blocks && share_wait()) {
        share_hand_on(take());
        if (share_done == pipe.blocks) {
            return 1;
        }
        sk_tell(SK_SELF, 0, 0);
    }
    return 0;
}

#endif
