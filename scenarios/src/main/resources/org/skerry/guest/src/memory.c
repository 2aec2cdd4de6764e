/*
 * memory - bytes that others read and write by messages: what a tile of memory is for.
 *
 * START arguments: { u32 bytes }: how many it holds, all zero at first.
 * Handles by name: log (log, optional).
 * Receives calls: struct memory_request (12 bytes) and, to write, the bytes; at most 4096 at once.
 * Answers:  struct memory_reply (4 bytes) and, to read, the bytes.
 *
 * What a caller may touch is in the label of its capability, which it cannot change: pages of 4096 bytes from
 * bits 0..23, as many as bits 24..47 say, for reading only if bit 48 is set. Label 0 is all of it.
 */
#include "memory.h"

static u32 bytes;
static u8 *held;
static struct memory_request request;
static struct {
    struct memory_reply head;
    u8 data[MEMORY_MOST_BYTES];
} reply;

SK_EXPORT("start") void start(void) {
    if (sk_message_read(&bytes, 0, sizeof bytes) != sizeof bytes || (held = sk_allocate(bytes, 64)) == 0) {
        sk_exit(2);
    }
}

/* Whether the label of a capability allows this. */
static i32 allowed(u64 label, const struct memory_request *r) {
    u64 from = (label & 0xffffff) << 12;
    u64 end = label == 0 ? bytes : from + ((label >> 24 & 0xffffff) << 12);
    u64 last = (u64)r->offset + r->length;
    return r->offset >= from && last <= end && last <= bytes && (r->write == 0 || (label >> 48 & 1) == 0);
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER || sk_message_read(&request, 0, sizeof request) != sizeof request) {
        return;
    }
    u32 answer = sizeof reply.head;
    reply.head.status = MEMORY_REFUSED;
    if (request.length <= MEMORY_MOST_BYTES && allowed((u64)sk_message_label(), &request)) {
        reply.head.status = MEMORY_OK;
        if (request.write != 0) {
            if (sk_message_read(held + request.offset, sizeof request, request.length) != (i32)request.length) {
                reply.head.status = MEMORY_REFUSED;
            }
        } else {
            memcpy(reply.data, held + request.offset, request.length);
            answer += request.length;
        }
    }
    sk_reply(&reply, answer, 0, 0);
}
