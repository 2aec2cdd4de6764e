/*
 * memory-user - writes blocks into a memory that another actor holds, reads them back and compares; then asks for what it may not have.
 *
 * START arguments: { u32 rounds, u32 bytes, u32 from, u32 region, u64 seed }: so many blocks of so many bytes, 8 to 2048, at offsets in its region.
 * Handles by name: memory (send), log (log).
 * Logs: user blocks <n> wrong <n> refused <n>      blocks read back, those that differed, and of two requests outside those refused
 */
#include "memory.h"
#include "splitmix.h"

static struct {
    u32 rounds;
    u32 bytes;
    u32 from;
    u32 region;
    u64 seed;
} arguments;

static struct {
    struct memory_request head;
    u8 data[MEMORY_MOST_BYTES];
} request;
static struct {
    struct memory_reply head;
    u8 data[MEMORY_MOST_BYTES];
} reply;
static sk_handle memory;
static struct sk_line line;

static i32 ask(u32 write, u32 offset, u32 length) {
    request.head.write = write;
    request.head.offset = offset;
    request.head.length = length;
    u32 sent = sizeof request.head + (write != 0 ? length : 0);
    if (sk_call(memory, &request, sent, 0, 0, &reply, sizeof reply) < (i32)sizeof reply.head) {
        return MEMORY_REFUSED;
    }
    return (i32)reply.head.status;
}

SK_EXPORT("start") void start(void) {
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments || arguments.bytes > 2048) {
        sk_exit(2);
    }
    memory = sk_granted_as("memory");
    u32 wrong = 0;
    u32 slots = arguments.region / arguments.bytes;
    for (u32 i = 0; i < arguments.rounds; i++) {
        u64 draw = splitmix(arguments.seed + i);
        u32 offset = arguments.from + (u32)(draw % slots) * arguments.bytes;
        memset(request.data, (i32)(draw & 255), arguments.bytes);
        i32 bad = ask(1, offset, arguments.bytes);
        bad |= ask(0, offset, arguments.bytes);
        wrong += bad != MEMORY_OK || memcmp(reply.data, request.data, arguments.bytes) != 0;
    }
    u32 refused = 0;
    refused += ask(0, arguments.from + arguments.region, 8) == MEMORY_REFUSED;
    refused += ask(1, arguments.from + arguments.region - 4, 8) == MEMORY_REFUSED;
    sk_add(&line, "user blocks ");
    sk_add_number(&line, arguments.rounds);
    sk_add(&line, " wrong ");
    sk_add_number(&line, wrong);
    sk_add(&line, " refused ");
    sk_add_number(&line, refused);
    sk_log_line(sk_granted_as("log"), &line);
}

/* Nobody sends it anything but answers. */
SK_EXPORT("receive") void receive(void) {}
