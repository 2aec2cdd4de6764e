/*
 * intruder - an actor that looks for a neighbour's data outside its own memory, and changes what it finds: the attacker who
 * knows that a bounds check is missing. It was built to the same public header as the store it attacks (kv.h).
 *
 * It waits some turns, so that the store is at work; then it goes word by word over the near window, from the end of its own memory
 * upwards, looking for the entry of one key. What it takes for the entry (the key, a small version, a value whose words sum to 0) it
 * counts, and, if told to, gives another value of its own that sums to 0 as well, so that no client notices. After that it reads one
 * word in each stride of the far window and, if told to, overwrites it. Addresses of WebAssembly count upwards from the base of
 * memory: what lies below is out of its reach on every machine. It never sends or logs a byte of what it read.
 *
 * START arguments: struct arguments, 48 bytes.
 * Handles by name: log (log, optional).
 * Receives: its own messages, by which it passes time and lets others run.
 * Logs:     near: found <n> entries, changed <m>
 *           far: read <n> words, overwrote <m>       only when it lives to the end of the far window
 */
#include "kv.h"

enum { CHANGE_VALUES = 1, OVERWRITE_FAR = 2 };

static struct {
    u32 wait_turns;  /* turns to do nothing in at first */
    u32 near_bytes;  /* length of the near window, a multiple of 8 */
    u32 near_stride; /* from word to word, a multiple of 8; 8 finds every entry */
    u32 far_bytes;   /* length of the far window, which begins where the near one ends */
    u32 far_stride;  /* from word to word, a multiple of 8 */
    u32 turn_words;  /* words looked at in one turn, at least 1 */
    u32 rank;        /* of the key it wants, see kv.h */
    u32 value_bytes; /* as in the store */
    u32 mode;        /* CHANGE_VALUES + OVERWRITE_FAR */
    u32 reserved;    /* 0 */
    u64 base;        /* what its own value is made from */
} arguments;

static u64 key; /* of the entry it wants */
static sk_handle log_handle;
static struct sk_line line;
static u32 waited;
static u32 offset; /* of the next word, from the end of this memory */
static u32 found;
static u32 changed;
static u32 far_words;
static u64 forged[KV_MAX_VALUE_BYTES / 8];

static volatile u64 *word_at(u32 address) {
    return (volatile u64 *)address;
}

static u32 own_end(void) {
    return (u32)__builtin_wasm_memory_size(0) << 16;
}

/* Whether the words behind a key look like version and value of an entry, rather than like a request that names the key. */
static i32 is_entry(u32 address) {
    u64 sum = 0;
    if (*word_at(address + 8) >> 32 != 0) {
        return 0;
    }
    for (u32 i = 0; i < arguments.value_bytes; i += 8) {
        sum += *word_at(address + 16 + i);
    }
    return sum == 0 && *word_at(address + 16) != 0;
}

static void found_at(u32 address) {
    if (!is_entry(address)) {
        return;
    }
    found++;
    if (arguments.mode & CHANGE_VALUES) {
        for (u32 i = 0; i < arguments.value_bytes; i += 8) {
            *word_at(address + 16 + i) = forged[i / 8];
        }
        changed++;
    }
}

static void report_near(void) {
    sk_add(&line, "near: found ");
    sk_add_number(&line, found);
    sk_add(&line, " entries, changed ");
    sk_add_number(&line, changed);
    sk_log_line(log_handle, &line);
}

static void report_far(void) {
    sk_add(&line, "far: read ");
    sk_add_number(&line, far_words);
    sk_add(&line, " words, overwrote ");
    sk_add_number(&line, arguments.mode & OVERWRITE_FAR ? far_words : 0);
    sk_log_line(log_handle, &line);
}

/* One turn's worth of the near window. */
static void sweep_near(void) {
    u64 wanted = key;
    u32 end = own_end();
    u32 stride = arguments.near_stride;
    u32 left = (arguments.near_bytes - offset + stride - 1) / stride;
    u32 words = left < arguments.turn_words ? left : arguments.turn_words;
    u32 address = end + offset;
    offset += words * stride;
    for (; words > 0; words--, address += stride) {
        if (*word_at(address) == wanted) {
            found_at(address);
        }
    }
    if (offset >= arguments.near_bytes) {
        report_near(); /* at the end of a turn, so that it stands even if the next word is the last */
    }
}

/* One turn's worth of the far window; returns whether there is more. */
static i32 sweep_far(void) {
    for (u32 i = 0; i < arguments.turn_words; i++, offset += arguments.far_stride) {
        if (offset >= arguments.near_bytes + arguments.far_bytes) {
            report_far();
            return 0;
        }
        u64 seen = *word_at(own_end() + offset);
        if (arguments.mode & OVERWRITE_FAR) {
            *word_at(own_end() + offset) = ~seen;
        }
        far_words++;
    }
    return 1;
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments
            || !kv_value_bytes_ok(arguments.value_bytes) || arguments.near_stride < 8 || arguments.far_stride < 8
            || arguments.turn_words == 0) {
        sk_exit(2);
    }
    key = kv_key(arguments.rank);
    kv_fill(forged, arguments.value_bytes / 8, arguments.base);
    sk_tell(SK_SELF, "", 0);
}

SK_EXPORT("receive") void receive(void) {
    if (waited < arguments.wait_turns) {
        waited++;
    } else if (offset < arguments.near_bytes) {
        sweep_near();
    } else if (!sweep_far()) {
        return;
    }
    sk_tell(SK_SELF, "", 0);
}
