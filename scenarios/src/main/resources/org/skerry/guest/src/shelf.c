/*
 * shelf - keeps the values of the keys that belong to it, and serves clients outside.
 *
 * START arguments: struct shelf_arguments (20 bytes).
 * Handles by name: log (log), or none: it then writes nothing.
 * Receives: struct cl_request (clients.h) with a handle to answer through. A write adds to the words of a value modulo 2^64; a write
 *           that comes twice is added twice, as the shelf remembers no numbers. CL_STALL keeps it busy, CL_CLOSE makes it report.
 * Sends:    struct shelf_answer, and after a read the value.
 * Logs:     shelf <i> reads <r> writes <w> errors <e> sum <16 hexadecimal digits>      at CL_CLOSE
 * The sum, and final memory, do not depend on the order of requests.
 */
#include "shelf.h"

#define MOST_TABLE_BYTES (900u * 1024u)

static struct shelf_arguments arguments;
static sk_handle log_handle;
static u64 *table; /* a version and the words of a value for each key, those of other shelves included */
static u32 stride; /* words */
static u64 reads;
static u64 writes;
static u64 errors;
static u64 worked;

/* A number that depends on every version and word, and not on the order in which they came. */
static void report(void) {
    u64 sum = worked;
    for (u32 i = 0; i < arguments.keys * stride; i++) {
        sum += splitmix(table[i] + i);
    }
    memset(&message, 0, sizeof message);
    memset(&out, 0, sizeof out);
    if (log_handle < 0) {
        return;
    }
    add_field("shelf ", arguments.shelf);
    add_field(" reads ", reads);
    add_field(" writes ", writes);
    add_field(" errors ", errors);
    sk_add(&line, " sum ");
    sk_add_hex(&line, sum);
    sk_log_line(log_handle, &line);
}

/* Carries out a read or a write and answers it. */
static void serve(u32 length, sk_handle to) {
    struct cl_request *r = &message.request;
    u64 *entry = table + r->key * stride;
    u32 words = arguments.value_bytes / 8;
    u32 answer_bytes = sizeof(struct shelf_answer);
    worked += spin(r->number, arguments.work);
    if (r->operation == CL_WRITE) {
        u32 given = (length - sizeof *r) / 8;
        for (u32 j = 0; j < given && j < words; j++) {
            entry[1 + j] += r->value[j];
        }
        entry[0]++;
        writes++;
    } else {
        u32 asked = r->value_bytes / 8 * 8;
        u32 bytes = asked < arguments.value_bytes ? asked : arguments.value_bytes;
        memcpy(out.bytes + answer_bytes, entry + 1, bytes);
        answer_bytes += bytes;
        reads++;
    }
    out.answer.number = r->number;
    out.answer.key = r->key;
    out.answer.version = entry[0];
    if (sk_send(to, &out, answer_bytes, 0, 0) != SK_OK) {
        errors++;
    }
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    struct shelf_arguments *a = &arguments;
    i32 ok = sk_message_read(a, 0, sizeof *a) == sizeof *a && a->shelf < a->shelves && a->keys >= 1
            && a->value_bytes >= 8 && a->value_bytes % 8 == 0 && a->value_bytes <= MOST_VALUE_BYTES
            && a->keys <= MOST_TABLE_BYTES / (8 + a->value_bytes);
    stride = 1 + a->value_bytes / 8;
    table = ok ? sk_allocate(a->keys * stride * 8, 64) : 0;
    if (table == 0) {
        sk_add(&line, "shelf refused: bad arguments, or too little memory for its keys");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    sk_handle to = -1;
    u32 length = (u32)sk_message_size();
    sk_message_handles(&to, 1);
    if (sk_message_kind() != SK_USER || length < sizeof(struct cl_request) || length > sizeof message) {
        errors++;
        return;
    }
    sk_message_read(&message, 0, length);
    u8 operation = message.request.operation;
    if (operation == CL_CLOSE) {
        report();
    } else if (operation == CL_STALL) {
        worked += spin(message.request.number, message.request.number) & 1;
    } else if (to >= 0 && message.request.key < arguments.keys
            && (operation == CL_READ || operation == CL_WRITE)) {
        serve(length, to);
    } else {
        errors++;
    }
    if (to >= 0) {
        sk_drop(to);
    }
}
