/* Adds up 64 MiB in order, 8 bytes at a time, 4 MiB a turn. */
typedef unsigned int u32;
typedef unsigned long long u64;

#define WORDS (1u << 23)
#define PART (1u << 19)

u64 word[WORDS]; /* not static, or the compiler knows that it is zero */
static u32 at;
static volatile u64 sum;

__attribute__((export_name("receive"))) void receive(void) {
    u64 total = 0;
    const u64 *part = word + at;
    for (u32 i = 0; i < PART; i++) {
        total += part[i];
    }
    sum = total;
    at = (at + PART) % WORDS;
}
