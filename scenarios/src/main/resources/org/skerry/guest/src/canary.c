/*
 * canary - an actor that knows every byte of its memory and says how many have changed.
 *
 * At START it fills a buffer with a known pattern. If it was given a handle named `writer` it then sends that actor "w" (write)
 * and "p" (pass on): the check comes back from a writer that survived, and as a refusal from one that died on the way.
 *
 * START arguments: { u32 bytes, u32 reserved, u64 seed }, 16 bytes; bytes is a multiple of 8.
 * Handles by name: writer (send, optional), log (log).
 * Receives: "check" from anybody, or a refusal: counts and logs.
 * Logs:     canary <different> of <bytes> bytes differ, first at <offset>     (", first at" only when some do)
 */
#include "skerry.h"

static struct {
    u32 bytes;
    u32 reserved;
    u64 seed;
} arguments;

static u64 *buffer;
static sk_handle log_handle;
static struct sk_line line;

/* One word of the pattern: splitmix64's finaliser over seed and position. */
static u64 pattern(u32 word) {
    u64 z = arguments.seed + word + 1;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
    buffer = sk_allocate(arguments.bytes, 4096);
    if (buffer == 0) {
        sk_exit(2);
    }
    for (u32 word = 0; word < arguments.bytes / 8; word++) {
        buffer[word] = pattern(word);
    }
    sk_handle writer = sk_granted_as("writer");
    if (writer > 0) {
        sk_tell(writer, "w", 1);
        sk_tell(writer, "p", 1);
    }
}

SK_EXPORT("receive") void receive(void) {
    u32 different = 0;
    u32 first = 0;
    for (u32 word = 0; word < arguments.bytes / 8; word++) {
        u64 changed = buffer[word] ^ pattern(word);
        for (u32 i = 0; i < 8; i++) {
            if ((changed >> 8 * i & 255) != 0) {
                first = different == 0 ? 8 * word + i : first;
                different++;
            }
        }
    }
    sk_add(&line, "canary ");
    sk_add_number(&line, different);
    sk_add(&line, " of ");
    sk_add_number(&line, arguments.bytes);
    sk_add(&line, " bytes differ");
    if (different != 0) {
        sk_add(&line, ", first at ");
        sk_add_number(&line, first);
    }
    sk_log_line(log_handle, &line);
}
