/*
 * clerk - serves requests from outside with records from an external store, several at once.
 *
 * START arguments: struct clerk_arguments (16 bytes).
 * Handles by name: store (send, storage, read, write; the label is the compartment of the records), log (log).
 * Receives: from outside struct clerk_request and a handle to answer through; from the store its answers.
 *           For a request it reads the record, works out its seal, writes that under the number of the request, and answers.
 * Sends:    to the store requests of storage.h; outside struct clerk_answer.
 * Logs:     clerk <i> requests <n> errors <e> sum <16 hexadecimal digits>    when it has answered its last request
 * Record r is called record<r>, the seal of request n answer<n>. The sum does not depend on the order of the requests.
 */
#include "splitmix.h"
#include "storage.h"

#define MOST_RECORD_BYTES 4096u
#define MOST_OPEN 64u
#define TICKET 1 /* label of the handle through which the store answers */

struct clerk_arguments {
    u32 clerk;        /* index of this clerk, from 0 */
    u32 requests;     /* how many it will get */
    u32 records;      /* in the store */
    u32 record_bytes; /* of each; a multiple of 8, 8 to MOST_RECORD_BYTES */
};

struct clerk_request {
    u64 number; /* of all requests, from 0 */
    u64 key;    /* record key modulo records */
};

struct clerk_answer {
    u64 number;
    u64 seal;
};

/* A request that is not answered. */
struct open_request {
    u64 number;
    u64 seal;
    sk_handle to; /* 0: the entry is free */
};

static struct clerk_arguments arguments;
static sk_handle store;
static sk_handle log_handle;
static sk_handle ticket;
static struct open_request open_requests[MOST_OPEN];
static u32 answered;
static u32 errors;
static u64 sum;
static struct sk_line line;
static struct sk_line name; /* of the object asked for */

static union {
    struct st_request request;
    struct st_answer answer;
    u8 bytes[sizeof(struct st_answer) + MOST_RECORD_BYTES];
} message;

/* Sends message.request about an object whose name is a word and a number; `data` follows the name. */
static void ask(u32 tag, const char *word, u64 number, u64 data, u32 data_bytes) {
    name.length = 0;
    sk_add(&name, word);
    sk_add_number(&name, number);
    message.request.tag = tag;
    message.request.offset = 0;
    message.request.reserved = 0;
    message.request.name_bytes = name.length;
    memcpy(message.request.rest, name.text, name.length);
    memcpy(message.request.rest + name.length, &data, data_bytes);
    u32 length = sizeof(struct st_request) + name.length + data_bytes;
    if (sk_send(store, &message, length, &ticket, 1) != SK_OK) {
        errors++;
    }
}

static void begin(struct clerk_request *request, sk_handle to) {
    u32 slot = 0;
    while (slot < MOST_OPEN && open_requests[slot].to != 0) {
        slot++;
    }
    if (slot == MOST_OPEN || to < 0) {
        errors++; /* more at once than it can remember */
        return;
    }
    open_requests[slot].number = request->number;
    open_requests[slot].to = to;
    message.request.operation = ST_READ;
    message.request.flags = 0;
    message.request.length = arguments.record_bytes;
    ask(slot, "record", request->key % arguments.records, 0, 0);
}

static void seal(u32 slot, u32 length) {
    u64 value = open_requests[slot].number;
    for (u32 at = 0; at < length; at += 8) {
        u64 word;
        memcpy(&word, message.answer.rest + at, 8);
        value = splitmix(value ^ word);
    }
    errors += length != arguments.record_bytes;
    open_requests[slot].seal = value;
    message.request.operation = ST_WRITE;
    message.request.flags = ST_TRUNCATE;
    message.request.length = 8;
    ask(slot, "answer", open_requests[slot].number, value, 8);
}

static void finish(u32 slot) {
    struct open_request *done = &open_requests[slot];
    struct clerk_answer answer = {done->number, done->seal};
    if (sk_send(done->to, &answer, sizeof answer, 0, 0) != SK_OK) {
        errors++;
    }
    sk_drop(done->to);
    sum += splitmix(done->seal + done->number);
    memset(done, 0, sizeof *done);
    answered++;
    if (answered == arguments.requests) {
        memset(&name, 0, sizeof name);
        memset(&message, 0, sizeof message); /* what is left there depends on who came last */
        sk_add(&line, "clerk ");
        sk_add_number(&line, arguments.clerk);
        sk_add(&line, " requests ");
        sk_add_number(&line, answered);
        sk_add(&line, " errors ");
        sk_add_number(&line, errors);
        sk_add(&line, " sum ");
        sk_add_hex(&line, sum);
        sk_log_line(log_handle, &line);
    }
}

SK_EXPORT("start") void start(void) {
    store = sk_granted_as("store");
    log_handle = sk_granted_as("log");
    ticket = sk_attenuate(SK_SELF, SK_SEND | SK_GRANT, TICKET);
    struct clerk_arguments *a = &arguments;
    i32 ok = sk_message_read(a, 0, sizeof *a) == sizeof *a && a->records >= 1 && a->record_bytes >= 8
            && a->record_bytes % 8 == 0 && a->record_bytes <= MOST_RECORD_BYTES;
    if (!ok || store < 0 || ticket < 0) {
        sk_add(&line, "clerk refused: bad arguments, or no handle to the store");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        errors++;
        return;
    }
    if (sk_message_label() != TICKET) {
        struct clerk_request request;
        sk_handle to = -1;
        i32 length = sk_message_read(&request, 0, sizeof request);
        sk_message_handles(&to, 1);
        if (length == sizeof request) {
            begin(&request, to);
        } else {
            errors++;
        }
        return;
    }
    i32 length = sk_message_read(&message, 0, sizeof message);
    u32 slot = message.answer.tag;
    if (length < (i32)sizeof(struct st_answer) || slot >= MOST_OPEN || message.answer.status != ST_OK) {
        errors++;
    } else if (message.answer.operation == ST_READ) {
        seal(slot, message.answer.length);
    } else {
        finish(slot);
    }
}
