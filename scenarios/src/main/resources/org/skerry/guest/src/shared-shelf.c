/*
 * shared-shelf - one of the servers of a table in shared memory: whoever gets a request carries it out in place, whatever its key. Clients
 * outside are served as by shelf, and the same lines are logged at the end.
 *
 * START arguments: struct shelf_arguments (20 bytes) as of shelf: shelf, shelves, keys, valueBytes, work.
 * Handles by name: shelf0, shelf1, ... (send), all of them; window (read, write); clock (clock), read once each time it has to wait
 *                  for another server; log (log).
 * Receives: struct cl_request (clients.h) with a handle to answer through. CL_CLOSE: write down what it did; the last one tells all of them.
 * Logs:     shelf <i> reads <r> writes <w> errors <e> sum <16 hexadecimal digits>      of the keys that shelf would have
 *
 * The window: servers that are closed (a line); for each server what it did for the keys of each shelf (struct tally); the entries, each
 * beginning on a line: u64 sequence, odd while somebody changes it, half of it the version; the words of the value.
 */
#include "shelf.h"
#include "window.h"

#define LINE_BYTES 64u
#define MOST_SHELVES 64u

/* What a server did for the keys of one shelf. */
struct tally {
    u64 reads;
    u64 writes;
    u64 errors;
    u64 worked;
};

static struct shelf_arguments arguments;
static sk_handle log_handle;
static sk_handle clock_handle;
static sk_handle shelves[MOST_SHELVES];
static struct tally tallies[MOST_SHELVES];
static u32 words; /* of a value */
static i32 closed;

/* An entry: its sequence and its value. */
static struct {
    u64 sequence;
    u64 words[MOST_VALUE_BYTES / 8];
} seen;

static u64 lines(u64 bytes) {
    return (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
}

static i64 tallies_of(u32 server) {
    return (i64)(LINE_BYTES + server * lines(sizeof(struct tally) * arguments.shelves));
}

static i64 entry_of(u64 key) {
    return tallies_of(arguments.shelves) + (i64)(key * lines(8 + arguments.value_bytes));
}

/* Copies an entry as it was at one moment. */
static void look(i64 at) {
    for (;;) {
        window_read(at, &seen, 8 + arguments.value_bytes);
        if (seen.sequence % 2 == 0 && window_read_word(at) == seen.sequence) {
            return;
        }
        sk_clock(clock_handle); /* time passes only where a guest is held */
    }
}

/* Adds to a value. Takes the further lines of the entry first, and the right to change it then, so as to hold it briefly. */
static void add(i64 at, u32 given) {
    for (u32 next = LINE_BYTES; next < 8 + arguments.value_bytes; next += LINE_BYTES) {
        window_own(at + next);
    }
    u64 sequence = window_read_word(at);
    while (sequence % 2 != 0 || !window_swap(at, sequence, sequence + 1)) {
        sk_clock(clock_handle);
        sequence = window_read_word(at);
    }
    window_read(at + 8, seen.words, arguments.value_bytes);
    for (u32 j = 0; j < given && j < words; j++) {
        seen.words[j] += message.request.value[j];
    }
    window_write(at + 8, seen.words, arguments.value_bytes);
    seen.sequence = sequence + 2;
    window_write_word(at, seen.sequence);
}

/* Carries out a read or a write and answers it. */
static void serve(u32 length, sk_handle to) {
    struct cl_request *r = &message.request;
    struct tally *tally = &tallies[cl_target(r->key, arguments.shelves)];
    i64 at = entry_of(r->key);
    u32 answer_bytes = sizeof(struct shelf_answer);
    tally->worked += spin(r->number, arguments.work);
    if (r->operation == CL_WRITE) {
        add(at, (length - sizeof *r) / 8);
        tally->writes++;
    } else {
        look(at);
        u32 asked = r->value_bytes / 8 * 8;
        u32 bytes = asked < arguments.value_bytes ? asked : arguments.value_bytes;
        memcpy(out.bytes + answer_bytes, seen.words, bytes);
        answer_bytes += bytes;
        tally->reads++;
    }
    out.answer.number = r->number;
    out.answer.key = r->key;
    out.answer.version = seen.sequence / 2;
    tally->errors += sk_send(to, &out, answer_bytes, 0, 0) != SK_OK;
}

/* Everything is answered. The last server to hear so tells all of them that nobody changes anything any more. */
static void close(void) {
    window_write(tallies_of(arguments.shelf), tallies, sizeof(struct tally) * arguments.shelves);
    closed = 1;
    if (window_count(0) + 1 == arguments.shelves) {
        for (u32 i = 0; i < arguments.shelves; i++) {
            sk_tell(shelves[i], 0, 0);
        }
    }
}

/* The keys of this shelf as shelf itself reports on them; of the others its table has nothing but zeros. */
static void report(void) {
    struct tally all = {0, 0, 0, 0};
    for (u32 server = 0; server < arguments.shelves; server++) {
        struct tally one;
        window_read(tallies_of(server) + (i64)(arguments.shelf * sizeof one), &one, sizeof one);
        all.reads += one.reads;
        all.writes += one.writes;
        all.errors += one.errors;
        all.worked += one.worked;
    }
    u64 sum = all.worked;
    u64 place = 0;
    for (u32 key = 0; key < arguments.keys; key++) {
        i32 own = cl_target(key, arguments.shelves) == arguments.shelf;
        if (own) {
            look(entry_of(key));
        }
        sum += splitmix((own ? seen.sequence / 2 : 0) + place++);
        for (u32 j = 0; j < words; j++) {
            sum += splitmix((own ? seen.words[j] : 0) + place++);
        }
    }
    add_field("shelf ", arguments.shelf);
    add_field(" reads ", all.reads);
    add_field(" writes ", all.writes);
    add_field(" errors ", all.errors);
    sk_add(&line, " sum ");
    sk_add_hex(&line, sum);
    sk_log_line(log_handle, &line);
}

/* Handles are named shelf0, shelf1, ... */
static sk_handle granted(u32 index) {
    add_field("shelf", index);
    sk_handle handle = sk_granted(line.text, line.length);
    line.length = 0;
    return handle;
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    clock_handle = sk_granted_as("clock");
    shared_window = sk_granted_as("window");
    struct shelf_arguments *a = &arguments;
    i32 ok = sk_message_read(a, 0, sizeof *a) == sizeof *a && a->shelf < a->shelves && a->shelves <= MOST_SHELVES
            && a->keys >= 1 && a->value_bytes >= 8 && a->value_bytes % 8 == 0 && a->value_bytes <= MOST_VALUE_BYTES
            && clock_handle >= 0 && shared_window >= 0;
    words = a->value_bytes / 8;
    for (u32 i = 0; ok && i < a->shelves; i++) {
        shelves[i] = granted(i);
        ok = shelves[i] >= 0;
    }
    if (!ok) {
        sk_add(&line, "shelf refused: bad arguments, no window, no clock, or another shelf is missing");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
}

SK_EXPORT("receive") void receive(void) {
    sk_handle to = -1;
    u32 length = (u32)sk_message_size();
    if (length == 0 && closed) {
        report();
        return;
    }
    sk_message_handles(&to, 1);
    struct tally *own = &tallies[arguments.shelf];
    if (sk_message_kind() != SK_USER || length < sizeof(struct cl_request) || length > sizeof message) {
        own->errors++;
        return;
    }
    sk_message_read(&message, 0, length);
    u8 operation = message.request.operation;
    if (operation == CL_CLOSE) {
        close();
    } else if (operation == CL_STALL) {
        own->worked += spin(message.request.number, message.request.number) & 1;
    } else if (to >= 0 && message.request.key < arguments.keys
            && (operation == CL_READ || operation == CL_WRITE)) {
        serve(length, to);
    } else {
        own->errors++;
    }
    if (to >= 0) {
        sk_drop(to);
    }
}
