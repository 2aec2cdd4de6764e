/*
 * sharer - one of several actors that change records: mostly their own, and now and then those of each other.
 *
 * START arguments: struct sharer_arguments (48 bytes).
 * Handles by name: peer0, peer1, ... (send), log (log).
 * An operation first takes `work` steps through a table of its own, each a dependent load, some arithmetic and a store. Then it adds
 * `bytes` bytes, word by word, to one record: of shared_permille operations among 1000, evenly spread, one of a peer, drawn at random, to
 * whom the words are sent and who answers when it has added them; else one of its own, in place.
 * Sends:    struct sharer_message: CHANGE with its words, CHANGED without, DONE to peer0 once all its operations are settled; GO to itself
 *           at START, when its memory is filled, so that operations can be measured without that. Peer0, when all are done, sends
 *           FINISH to everybody.
 * Logs, once all peers are done:
 *           sharer <i> operations <n> shared <s> served <m> checksum <16 hexadecimal digits>
 * Additions are modulo 2^64, so that records and the checksum of them do not depend on the order of messages.
 */
#include "splitmix.h"

struct sharer_arguments {
    u32 sharer;          /* index, from 0 */
    u32 sharers;         /* how many there are, 1 to SHARER_MOST */
    u32 operations;      /* that this one makes */
    u32 shared_permille; /* 0 to 1000; the degree of sharing */
    u32 bytes;           /* of a change: a multiple of 8, 8 to SHARER_MOST_BYTES */
    u32 work;            /* steps before each change */
    u32 records;         /* of this one, a power of two */
    u32 words;           /* of the table that steps go through, a power of two */
    u32 window;          /* changes of peers' records under way at once */
    u32 reserved;
    u64 seed;
};

#define SHARER_MOST 64u
#define SHARER_MOST_BYTES 8192u

enum { CHANGE = 1, CHANGED = 2, DONE = 3, GO = 4, FINISH = 5 };

struct sharer_message {
    u32 kind;
    u32 from;
    u32 record;
    u32 reserved;
    u64 words[];
};

static struct sharer_arguments arguments;
static sk_handle peers[SHARER_MOST];
static sk_handle log_handle;
static u64 *records;
static u64 *table;
static u64 state;
static u64 position;
static u32 made;
static u32 under_way;
static u32 shared;
static u32 served;
static u32 done;
static struct sk_line line;

static union {
    struct sharer_message message;
    u8 bytes[sizeof(struct sharer_message) + SHARER_MOST_BYTES];
} in, out;

static void field(const char *name, u64 value) {
    sk_add(&line, name);
    sk_add_number(&line, value);
}

static sk_handle granted(const char *prefix, u32 index) {
    static struct sk_line name;
    name.length = 0;
    sk_add(&name, prefix);
    sk_add_number(&name, index);
    return sk_granted(name.text, name.length);
}

/* Steps through the own table: where the next one goes is in the word that the last one found. */
static void work(void) {
    u32 mask = arguments.words - 1;
    u64 at = position;
    for (u32 step = 0; step < arguments.work; step++) {
        u64 *word = table + ((u32)at & mask);
        at = (*word ^ at) * 0x9e3779b97f4a7c15ull >> 17;
        *word += at | 1;
    }
    position = at;
}

static void add(u64 *record, const u64 *words) {
    for (u32 j = 0; j < arguments.bytes / 8; j++) {
        record[j] += words[j];
    }
}

static u64 *record(u32 number) {
    return records + (number & (arguments.records - 1)) * (arguments.bytes / 8);
}

static void finish(void) {
    u64 sum = 0;
    u32 words = arguments.records * (arguments.bytes / 8);
    for (u32 j = 0; j < words; j++) {
        sum += splitmix(records[j] + j);
    }
    field("sharer ", arguments.sharer);
    field(" operations ", made);
    field(" shared ", shared);
    field(" served ", served);
    sk_add(&line, " checksum ");
    sk_add_hex(&line, sum);
    sk_log_line(log_handle, &line);
}

/* Makes operations until as many changes are under way as may be, or none is left. */
static void go_on(void) {
    u32 words = arguments.bytes / 8;
    while (under_way < arguments.window && made < arguments.operations) {
        work();
        u64 drawn = splitmix_next(&state);
        u64 base = splitmix_next(&state);
        made++;
        out.message.kind = CHANGE;
        out.message.from = arguments.sharer;
        out.message.record = (u32)(drawn >> 32);
        for (u32 j = 0; j < words; j++) {
            out.message.words[j] = base + j * 0x9e3779b97f4a7c15ull;
        }
        u64 before = (u64)(made - 1) * arguments.shared_permille / 1000;
        if (arguments.sharers > 1 && (u64)made * arguments.shared_permille / 1000 > before) {
            u32 peer = (arguments.sharer + 1 + (u32)(drawn / 1000 % (arguments.sharers - 1))) % arguments.sharers;
            shared++;
            under_way++;
            sk_tell(peers[peer], &out, sizeof(struct sharer_message) + arguments.bytes);
        } else {
            add(record(out.message.record), out.message.words);
        }
    }
    if (made == arguments.operations && under_way == 0) {
        under_way = arguments.window; /* never again */
        struct sharer_message message = {DONE, arguments.sharer, 0, 0};
        sk_tell(peers[0], &message, sizeof message);
    }
}

static void all_done(void) {
    struct sharer_message message = {FINISH, arguments.sharer, 0, 0};
    for (u32 peer = 0; peer < arguments.sharers; peer++) {
        sk_tell(peers[peer], &message, sizeof message);
    }
}

static i32 begin(void) {
    struct sharer_arguments *a = &arguments;
    if (sk_message_read(a, 0, sizeof *a) != sizeof *a || a->sharer >= a->sharers || a->sharers > SHARER_MOST
            || a->bytes < 8 || a->bytes > SHARER_MOST_BYTES || a->bytes % 8 != 0 || a->records == 0
            || (a->records & (a->records - 1)) != 0 || a->words == 0 || (a->words & (a->words - 1)) != 0
            || a->window == 0 || a->shared_permille > 1000) {
        return 0;
    }
    records = sk_allocate(a->records * a->bytes, 64);
    table = sk_allocate(a->words * 8, 64);
    if (records == 0 || table == 0) {
        return 0;
    }
    state = splitmix(a->seed ^ splitmix((u64)a->sharer + 1));
    for (u32 j = 0; j < a->words; j++) {
        table[j] = splitmix(j + a->sharer);
    }
    for (u32 j = 0; j < a->records * (a->bytes / 8); j++) {
        records[j] = j;
    }
    for (u32 peer = 0; peer < a->sharers; peer++) {
        peers[peer] = granted("peer", peer);
    }
    return 1;
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    if (!begin()) {
        sk_add(&line, "sharer refused: bad arguments, or too little memory");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
    struct sharer_message message = {GO, arguments.sharer, 0, 0};
    sk_tell(SK_SELF, &message, sizeof message);
}

SK_EXPORT("receive") void receive(void) {
    u32 length = (u32)sk_message_size();
    if (sk_message_kind() != SK_USER || length < sizeof(struct sharer_message) || length > sizeof in) {
        return;
    }
    sk_message_read(&in, 0, length);
    if (in.message.kind == CHANGE) {
        add(record(in.message.record), in.message.words);
        served++;
        struct sharer_message answer = {CHANGED, arguments.sharer, in.message.record, 0};
        sk_tell(peers[in.message.from % arguments.sharers], &answer, sizeof answer);
    } else if (in.message.kind == CHANGED) {
        under_way--;
        go_on();
    } else if (in.message.kind == GO) {
        go_on();
    } else if (in.message.kind == FINISH) {
        finish();
    } else if (++done == arguments.sharers) {
        all_done();
    }
}
