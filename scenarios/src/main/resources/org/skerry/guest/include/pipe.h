/*
 * pipe.h - what the stages of a pipeline have in common: arguments, messages, and links with a window of blocks.
 * src/pipeline.md says the same in words.
 *
 *     source --blocks--> pack --blocks--> cipher --blocks--> digest
 *            <--credits--     <--credits--       <--credits--
 */
#ifndef PIPE_H
#define PIPE_H

#include "splitmix.h"

#define PIPE_MAX_BLOCK_BYTES 32768u
#define PIPE_MAX_WINDOW 16u

/* START arguments of every stage: 24 bytes. */
struct pipe_arguments {
    u32 pipeline;    /* index of this pipeline, from 0 */
    u32 blocks;      /* how many blocks the source makes */
    u32 block_bytes; /* bytes of a block as the source makes it, 64 to PIPE_MAX_BLOCK_BYTES */
    u32 window;      /* blocks that a stage may have sent on without credit, 1 to PIPE_MAX_WINDOW */
    u64 seed;
};

enum { PIPE_BLOCK = 1, PIPE_CREDIT = 2 };

/* A block: 16 bytes and the data. A credit: the 16 bytes alone, with the number of the block that was taken on. */
struct pipe_message {
    u32 kind;
    u32 number; /* of the block, from 0 */
    u32 bytes;  /* of data; 0 in a credit */
    u32 reserved;
    u8 data[];
};

static struct pipe_arguments pipe;
static sk_handle pipe_next;     /* not in the last stage */
static sk_handle pipe_previous; /* not in the first stage */
static sk_handle pipe_log;
static struct sk_line pipe_line;
static u32 pipe_uncredited; /* blocks sent on that have not been credited */
static u32 pipe_received;   /* blocks */
static u64 pipe_total;      /* bytes that left this stage, or in the last one reached it */

/* Ends the actor when something is wrong that no stage can mend. */
static void pipe_refuse(const char *why) {
    pipe_line.length = 0;
    sk_add(&pipe_line, "pipeline stage refused: ");
    sk_add(&pipe_line, why);
    sk_log_line(pipe_log, &pipe_line);
    sk_exit(2);
}

/* Reads arguments and handles. A stage says which neighbours it must have. */
static void pipe_begin(i32 has_previous, i32 has_next) {
    pipe_log = sk_granted_as("log");
    pipe_next = sk_granted_as("next");
    pipe_previous = sk_granted_as("previous");
    struct pipe_arguments *p = &pipe;
    i32 length = sk_message_read(p, 0, sizeof *p);
    if (length != sizeof *p || p->blocks == 0 || p->block_bytes < 64 || p->block_bytes > PIPE_MAX_BLOCK_BYTES
            || p->window == 0 || p->window > PIPE_MAX_WINDOW) {
        pipe_refuse("bad arguments");
    }
    if ((has_previous && pipe_previous < 0) || (has_next && pipe_next < 0)) {
        pipe_refuse("a handle to a neighbour is missing");
    }
}

/* Room for a message whose data is as long as `bytes`. */
static struct pipe_message *pipe_allocate(u32 bytes) {
    struct pipe_message *message = sk_allocate(sizeof(struct pipe_message) + bytes, 64);
    if (message == 0) {
        pipe_refuse("too little memory");
    }
    return message;
}

/* Reads the message being handled; returns its kind. Blocks come in order, each announced length is the length. */
static u32 pipe_read(struct pipe_message *to, u32 capacity) {
    u32 length = (u32)sk_message_size();
    if (sk_message_kind() != SK_USER || length < sizeof *to || length > sizeof *to + capacity) {
        pipe_refuse("a message that is none of this pipeline's");
    }
    sk_message_read(to, 0, length);
    if (length != sizeof *to + to->bytes || (to->kind == PIPE_BLOCK && to->number != pipe_received++)) {
        pipe_refuse("a block out of order or of the wrong length");
    }
    return to->kind;
}

static void pipe_credit(u32 number) {
    struct pipe_message credit = {PIPE_CREDIT, number, 0, 0};
    if (sk_tell(pipe_previous, &credit, sizeof credit) != SK_OK) {
        pipe_refuse("a credit that could not be sent");
    }
}

/* Sends a block on. */
static void pipe_send(struct pipe_message *block) {
    if (sk_tell(pipe_next, block, sizeof *block + block->bytes) != SK_OK) {
        pipe_refuse("a block that could not be sent");
    }
    pipe_uncredited++;
    pipe_total += block->bytes;
}

/* Begins the line that a stage logs when it is done: <stage> <pipeline> blocks <n> bytes <n> */
static void pipe_report(const char *stage) {
    sk_add(&pipe_line, stage);
    sk_add(&pipe_line, " ");
    sk_add_number(&pipe_line, pipe.pipeline);
    sk_add(&pipe_line, " blocks ");
    sk_add_number(&pipe_line, pipe.blocks);
    sk_add(&pipe_line, " bytes ");
    sk_add_number(&pipe_line, pipe_total);
}

/* Where a random stream of this pipeline starts: number 1 draws the data, number 2 the key. */
static u64 pipe_stream(u32 number) {
    return splitmix(pipe.seed ^ splitmix(2 * (u64)pipe.pipeline + number));
}

#endif
