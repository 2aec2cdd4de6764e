/*
 * map-client - one lane of a client of shared-map: makes the requests of kv-client, and carries them out itself, in place, on the
 * table that it shares with the others.
 *
 * START arguments: struct map_client_arguments (map.h, 56 bytes). Lane l makes the requests l, l + lanes, l + 2 * lanes, ... of its
 *                  client.
 * Handles by name: client0, client1, ... (send), the actors of all lanes, lane 0 of all clients first; shard0, ... (send);
 *                  window (read, write); clock (clock), read once each time it has to wait for another lane; log (log).
 * Receives: MAP_BEGIN, whereupon it makes the requests of one turn; MAP_END.
 * Sends:    MAP_BEGIN to itself, while there are requests left; MAP_END to every shard and to lane 0 of each client, by the lane
 *           that was the last to be done.
 * Logs:     lane 0, what kv-client logs: client <i> requests <n> errors <e>
 */
#include "kv-requests.h"
#include "map.h"

static u32 lanes;
static u32 lane;
static u32 requests_per_turn;
static u32 next_number; /* of this lane's next request */
static u32 entry_bytes;
static sk_handle clock_handle;

/* The slots of each shard: where the first one lies, and how many there are, less one. */
static i64 slots_at[KV_MAX_SHARDS];
static u64 slot_masks[KV_MAX_SHARDS];

static u64 wait_state; /* of the draws that say how long to wait; no part of the work */

static union {
    struct map_tally tally;
    u8 bytes[sizeof(struct map_tally) + 8 * KV_MAX_SHARDS];
} mine;

static union {
    struct map_entry entry;
    u8 bytes[sizeof(struct map_entry) + KV_MAX_VALUE_BYTES];
} seen;

static u64 addend[KV_MAX_VALUE_BYTES / 8];

/* Lets time pass while another lane is at an entry: it passes only where a guest is held, a loop that only looked would never end. */
static void wait_a_little(void) {
    sk_clock(clock_handle);
}

/* The same for one who wants to write: looks away, longer each time, so that those who wait do not take the line from each other. */
static void stand_back(u32 tries) {
    u32 longest = 16u << (tries < 5 ? tries : 5);
    for (volatile u32 left = (u32)kv_next(&wait_state) % longest; left > 0; left--) {
    }
    wait_a_little();
}

/* Copies the entry at a place as it was at one moment. */
static void look(i64 at) {
    for (;;) {
        window_read(at, &seen, sizeof(struct map_entry) + kv_arguments.value_bytes);
        if (seen.entry.sequence % 2 == 0 && window_read_word(at) == seen.entry.sequence) {
            return;
        }
        wait_a_little();
    }
}

/* The value of a key, if it is there and whole. */
static i32 read(struct kv_drawn drawn) {
    u32 mask = (u32)slot_masks[drawn.shard];
    for (u32 slot = (u32)drawn.key & mask;; slot = (slot + 1) & mask) {
        look(slots_at[drawn.shard] + (i64)slot * entry_bytes);
        if (seen.entry.key == drawn.key) {
            return kv_sums_to_zero(seen.entry.words, kv_arguments.value_bytes / 8);
        }
        if (seen.entry.key == 0) {
            return 0;
        }
    }
}

/* Where the entry of a key lies, or 0 if there is none. Keys never move, so that looking at them needs no care. */
static i64 find(struct kv_drawn drawn) {
    u32 mask = (u32)slot_masks[drawn.shard];
    for (u32 slot = (u32)drawn.key & mask;; slot = (slot + 1) & mask) {
        i64 at = slots_at[drawn.shard] + (i64)slot * entry_bytes;
        u64 key = window_read_word(at + 8);
        if (key == drawn.key) {
            return at;
        }
        if (key == 0) {
            return 0;
        }
    }
}

/* Adds to the value of a key. Takes the further lines of the entry first and the right to change it then, so as to hold it briefly. */
static i32 update(struct kv_drawn drawn, u32 number) {
    u32 words = kv_arguments.value_bytes / 8;
    kv_fill(addend, words, kv_update_base(drawn.key, kv_arguments.client, number));
    i64 at = find(drawn);
    if (at == 0) {
        return 0;
    }
    for (u32 line = MAP_LINE_BYTES; line < entry_bytes; line += MAP_LINE_BYTES) {
        window_own(at + line);
    }
    u64 sequence = window_read_word(at);
    for (u32 tries = 0; sequence % 2 != 0 || !window_swap(at, sequence, sequence + 1); tries++) {
        stand_back(tries);
        sequence = window_read_word(at);
    }
    window_read(at + (i64)sizeof(struct map_entry), seen.entry.words, kv_arguments.value_bytes);
    for (u32 j = 0; j < words; j++) {
        seen.entry.words[j] += addend[j];
    }
    window_write(at + (i64)sizeof(struct map_entry), seen.entry.words, kv_arguments.value_bytes);
    window_write_word(at, sequence + 2);
    return 1;
}

/* Once every shard has said how many slots it has. */
static void find_slots(void) {
    window_read(MAP_MASKS, slot_masks, 8 * kv_arguments.shards);
    for (u32 shard = 0; shard < kv_arguments.shards; shard++) {
        slots_at[shard] = map_region(
                shard,
                kv_arguments.keys,
                kv_arguments.shards,
                kv_arguments.value_bytes,
                kv_arguments.clients * lanes);
    }
}

/* The requests of one turn. Those of the other lanes are drawn over. */
static void make_requests(void) {
    for (u32 made = 0; made < requests_per_turn && next_number < kv_arguments.requests; made++) {
        struct kv_drawn drawn = kv_draw();
        if (drawn.operation == KV_READ) {
            mine.tally.of_shard[drawn.shard].reads++;
            kv_errors += !read(drawn);
        } else {
            mine.tally.of_shard[drawn.shard].updates++;
            kv_errors += !update(drawn, next_number);
        }
        kv_random_state += 2 * (lanes - 1) * SPLITMIX_STEP; /* a request takes two draws */
        next_number += lanes;
    }
}

static i64 tally_of(u32 actor) {
    return (i64)MAP_TALLIES + (i64)actor * map_tally_bytes(kv_arguments.shards);
}

/* The last lane of all tells those who report. */
static void finish(void) {
    mine.tally.errors = kv_errors;
    window_write(
            tally_of(lane * kv_arguments.clients + kv_arguments.client),
            &mine,
            sizeof(struct map_tally) + 8 * kv_arguments.shards);
    wait_state = 0;
    memset(&seen, 0, sizeof seen);
    memset(addend, 0, sizeof addend);
    if (window_count(MAP_DONE) + 1 == (u64)kv_arguments.clients * lanes) {
        u32 end = MAP_END;
        for (u32 shard = 0; shard < kv_arguments.shards; shard++) {
            sk_tell(kv_shards[shard], &end, sizeof end);
        }
        for (u32 client = 0; client < kv_arguments.clients; client++) {
            sk_tell(kv_granted("client", client), &end, sizeof end);
        }
    }
}

static void report(void) {
    u64 errors = 0;
    for (u32 l = 0; l < lanes; l++) {
        errors += window_read_word(tally_of(l * kv_arguments.clients + kv_arguments.client));
    }
    sk_add(&kv_line, "client ");
    sk_add_number(&kv_line, kv_arguments.client);
    sk_add(&kv_line, " requests ");
    sk_add_number(&kv_line, kv_arguments.requests);
    sk_add(&kv_line, " errors ");
    sk_add_number(&kv_line, errors);
    sk_log_line(kv_log, &kv_line);
}

/* A turn's work; the next turn's is asked for by a message to itself. */
static void go_on(void) {
    make_requests();
    if (next_number < kv_arguments.requests) {
        u32 begin = MAP_BEGIN;
        sk_tell(SK_SELF, &begin, sizeof begin);
    } else {
        finish();
    }
}

static void refuse(const char *why) {
    sk_add(&kv_line, why);
    sk_log_line(kv_log, &kv_line);
    sk_exit(2);
}

SK_EXPORT("start") void start(void) {
    kv_begin();
    struct map_client_arguments arguments;
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        refuse("map client refused: bad arguments");
    }
    lanes = arguments.of_store.window;
    lane = arguments.lane;
    requests_per_turn = arguments.requests_per_turn;
    shared_window = sk_granted_as("window");
    clock_handle = sk_granted_as("clock");
    if (lane >= lanes || kv_arguments.clients * lanes > KV_MAX_CLIENTS || requests_per_turn == 0) {
        refuse("map client refused: bad lanes, or no request in a turn");
    }
    if (shared_window < 0 || clock_handle < 0) {
        refuse("map client refused: no window, or no clock");
    }
    entry_bytes = map_entry_bytes(kv_arguments.value_bytes);
    next_number = lane;
    wait_state = kv_stream(lane, kv_arguments.client);
    kv_random_state += 2 * lane * SPLITMIX_STEP;
}

SK_EXPORT("receive") void receive(void) {
    u32 what = 0;
    sk_message_read(&what, 0, sizeof what);
    if (sk_message_kind() == SK_USER && what == MAP_BEGIN) {
        if (next_number == lane) {
            find_slots();
        }
        go_on();
    } else if (sk_message_kind() == SK_USER && what == MAP_END) {
        report();
    }
}
