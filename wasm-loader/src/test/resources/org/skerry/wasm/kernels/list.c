/* Merge sort of a linked list, then walks along it: loads that wait for loads, comparisons through a function pointer. */
#include "kernel.h"

#define ITEMS 2000
struct item {
    struct item *next;
    i32 key, index;
};
static struct item items[ITEMS];

static NOINLINE i32 by_key(const struct item *a, const struct item *b) {
    return a->key - b->key;
}

static NOINLINE i32 by_index(const struct item *a, const struct item *b) {
    return a->index - b->index;
}

static NOINLINE struct item *sort(struct item *list, i32 (*compare)(const struct item *, const struct item *)) {
    for (u32 run = 1;; run *= 2) {
        struct item *p = list, *tail = 0;
        u32 merges = 0;
        list = 0;
        while (p) {
            struct item *q = p;
            u32 left = 0, right = run;
            merges++;
            while (q && left < run) {
                left++;
                q = q->next;
            }
            while (left > 0 || (right > 0 && q)) {
                struct item *e;
                if (left > 0 && (right == 0 || !q || compare(p, q) <= 0)) {
                    e = p, p = p->next, left--;
                } else {
                    e = q, q = q->next, right--;
                }
                if (tail) {
                    tail->next = e;
                } else {
                    list = e;
                }
                tail = e;
            }
            p = q;
        }
        tail->next = 0;
        if (merges <= 1) {
            return list;
        }
    }
}

RECEIVE {
    u32 state = 31, sum = 0;
    for (i32 i = 0; i < ITEMS; i++) {
        items[i].next = i + 1 < ITEMS ? &items[i + 1] : 0;
        items[i].key = next(&state) & 0xFFFF;
        items[i].index = i;
    }
    struct item *list = sort(items, by_key);
    for (int round = 0; round < 10; round++) {
        for (struct item *at = list; at; at = at->next) {
            sum = sum * 3 + at->key;
        }
    }
    sum += sort(list, by_index)->key;
    sink = sum;
}
