/* Edit distance of two strings: a table row by row, the least of three for each cell. */
#include "kernel.h"

#define LENGTH 400
static u8 first[LENGTH], second[LENGTH];
static u32 row[LENGTH + 1];

RECEIVE {
    u32 state = 17;
    for (u32 i = 0; i < LENGTH; i++) {
        first[i] = 'a' + next(&state) % 4;
        second[i] = 'a' + next(&state) % 4;
    }
    for (u32 j = 0; j <= LENGTH; j++) {
        row[j] = j;
    }
    for (u32 i = 1; i <= LENGTH; i++) {
        u32 diagonal = row[0];
        row[0] = i;
        for (u32 j = 1; j <= LENGTH; j++) {
            u32 change = diagonal + (first[i - 1] != second[j - 1]);
            diagonal = row[j];
            u32 least = diagonal < row[j - 1] ? diagonal : row[j - 1];
            row[j] = change < least + 1 ? change : least + 1;
        }
    }
    sink = row[LENGTH];
}
