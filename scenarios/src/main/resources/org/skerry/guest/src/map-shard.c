/*
 * map-shard - one shard of the store of shared-map: fills its part of the shared table at the beginning and reports on it at the end.
 * In between it does nothing: clients read and change entries in place.
 *
 * START arguments: struct kv_shard_arguments (kv.h, 24 bytes); `reserved` is the number of client actors in all, lanes counted.
 * Handles by name: client0, client1, ... (send), one for each client actor; window (read, write); log (log).
 * Sends:    MAP_BEGIN to every client actor, by the shard that was the last to load its entries.
 * Receives: MAP_END.
 * Logs:     what kv-shard logs: shard <i> keys <n> reads <r> updates <u> checksum <16 hexadecimal digits>
 */
#include "map.h"

static struct kv_shard_arguments arguments;
static u32 actors;
static sk_handle log_handle;
static struct sk_line line;
static i64 region;
static u32 entry_bytes;
static u32 slot_mask;
static u32 key_count;

static union {
    struct map_entry entry;
    u8 bytes[sizeof(struct map_entry) + KV_MAX_VALUE_BYTES];
} one;

static void refuse(const char *why) {
    sk_add(&line, "map shard refused: ");
    sk_add(&line, why);
    sk_log_line(log_handle, &line);
    sk_exit(2);
}

/* At most half of the slots are used, or a little more where the room is short. */
static void choose_slots(void) {
    for (u32 rank = 1; rank <= arguments.keys; rank++) {
        key_count += kv_shard_of(kv_key(rank), arguments.shards) == arguments.shard;
    }
    u32 room = map_room(arguments.keys, arguments.shards);
    u32 slots = 4;
    while (slots < 2 * key_count && 2 * slots <= room) {
        slots *= 2;
    }
    if (slots <= key_count) {
        refuse("more of the keys fell to this shard than it has room for");
    }
    slot_mask = slots - 1;
}

/* Nobody else looks at these entries yet. Free slots stay as they are: windows are zero at first. */
static void load_keys(void) {
    for (u32 rank = 1; rank <= arguments.keys; rank++) {
        u64 key = kv_key(rank);
        if (kv_shard_of(key, arguments.shards) != arguments.shard) {
            continue;
        }
        u32 slot = (u32)key & slot_mask;
        while (window_read_word(region + (i64)slot * entry_bytes + 8) != 0) {
            slot = (slot + 1) & slot_mask;
        }
        one.entry.key = key;
        kv_fill(one.entry.words, arguments.value_bytes / 8, kv_initial_base(key));
        window_write(region + (i64)slot * entry_bytes, &one, sizeof(struct map_entry) + arguments.value_bytes);
    }
    memset(&one, 0, sizeof one);
}

static u64 checksum(void) {
    u64 sum = 0;
    for (u32 slot = 0; slot <= slot_mask; slot++) {
        i64 at = region + (i64)slot * entry_bytes;
        if (window_read_word(at + 8) != 0) {
            window_read(at, &one, sizeof(struct map_entry) + arguments.value_bytes);
            u64 hash = kv_mix(one.entry.key ^ one.entry.sequence / 2);
            for (u32 j = 0; j < arguments.value_bytes / 8; j++) {
                hash = kv_mix(hash + one.entry.words[j]);
            }
            sum += hash;
        }
    }
    return sum;
}

static void add_field(const char *name, u64 value) {
    sk_add(&line, name);
    sk_add_number(&line, value);
}

static void report(void) {
    u64 reads = 0;
    u64 updates = 0;
    for (u32 actor = 0; actor < actors; actor++) {
        u64 counts = window_read_word((i64)MAP_TALLIES + (i64)actor * map_tally_bytes(arguments.shards)
                + (i64)sizeof(struct map_tally) + 8 * arguments.shard);
        reads += (u32)counts;
        updates += counts >> 32;
    }
    add_field("shard ", arguments.shard);
    add_field(" keys ", key_count);
    add_field(" reads ", reads);
    add_field(" updates ", updates);
    sk_add(&line, " checksum ");
    sk_add_hex(&line, checksum());
    sk_log_line(log_handle, &line);
    memset(&one, 0, sizeof one);
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    shared_window = sk_granted_as("window");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    actors = arguments.reserved;
    if (length != sizeof arguments || arguments.shard >= arguments.shards || arguments.shards > KV_MAX_SHARDS
            || actors < 1 || actors > KV_MAX_CLIENTS || arguments.keys < 1 || arguments.keys > KV_MAX_KEYS
            || !kv_value_bytes_ok(arguments.value_bytes) || shared_window < 0) {
        refuse("bad arguments, or no window");
    }
    region = map_region(arguments.shard, arguments.keys, arguments.shards, arguments.value_bytes, actors);
    entry_bytes = map_entry_bytes(arguments.value_bytes);
    choose_slots();
    load_keys();
    window_write_word((i64)MAP_MASKS + 8 * arguments.shard, slot_mask);
    if (window_count(MAP_LOADED) + 1 == arguments.shards) {
        u32 begin = MAP_BEGIN;
        for (u32 actor = 0; actor < actors; actor++) {
            if (sk_tell(kv_granted("client", actor), &begin, sizeof begin) != SK_OK) {
                refuse("a client could not be told to begin");
            }
        }
    }
}

SK_EXPORT("receive") void receive(void) {
    u32 what = 0;
    sk_message_read(&what, 0, sizeof what);
    if (sk_message_kind() == SK_USER && what == MAP_END) {
        report();
    }
}
