#include <stdlib.h>
struct node { struct node *next; long key; long pad[6]; };
static struct node pool[4096]; static struct node *bucket[512];
int main(void) {
    unsigned s = 7; long hits = 0;
    for (int i = 0; i < 4096; i++) { s = s * 1103515245u + 12345u; unsigned k = s >> 8; pool[i].key = k; unsigned h = k % 512; pool[i].next = bucket[h]; bucket[h] = &pool[i]; }
    for (int i = 0; i < 6000; i++) { s = s * 1103515245u + 12345u; unsigned k = pool[(s >> 10) % (1 + (s >> 4) % 4096)].key; for (struct node *n = bucket[k % 512]; n; n = n->next) if (n->key == k) { hits++; n->pad[0]++; break; } }
    return hits == 0;
}
