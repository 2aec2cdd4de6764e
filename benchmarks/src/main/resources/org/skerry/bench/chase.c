/* A pointer chase through 64 MiB in a random order, one line of 64 bytes a step; the first turn makes the order, node by node. */
/* clang 14: --target=wasm32 -std=c11 -O2 -nostdlib -ffreestanding -fno-builtin -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=8192 */
typedef unsigned int u32;

#define BITS 20
#define NODES (1u << BITS)
#define STEPS 100000

static struct {
    u32 next;
    u32 padding[15];
} node[NODES];
static u32 at;
static u32 made;

/* Each number below NODES once: every step can be undone. */
static u32 shuffled(u32 i) {
    i = i * 0x9e3779b1u & (NODES - 1);
    i ^= i >> 11;
    i = i * 0x85ebca6bu & (NODES - 1);
    i ^= i >> 9;
    i = i * 0xc2b2ae35u & (NODES - 1);
    return i ^ i >> 10;
}

__attribute__((export_name("receive"))) void receive(void) {
    if (!made) {
        made = 1;
        for (u32 i = 0; i < NODES; i++) { /* one cycle through all of them */
            node[shuffled(i)].next = shuffled(i + 1 & (NODES - 1));
        }
    }
    u32 here = at;
    for (u32 i = 0; i < STEPS; i++) {
        here = node[here].next;
    }
    at = here;
}
