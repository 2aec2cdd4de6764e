/*
 * Counts the words of its files, or of its standard input. An ordinary C program for WASI: it knows nothing of actors, and what it
 * reaches is what its deployment grants.
 *
 *     apt install clang lld wasi-libc libclang-rt-14-dev-wasm32
 *     clang --target=wasm32-wasi -O2 -Wl,--strip-all -o wordcount.wasm wordcount.c
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long words(FILE *in) {
    long count = 0;
    int inside = 0;
    for (int c; (c = getc(in)) != EOF;) {
        count += !inside && !isspace(c);
        inside = !isspace(c);
    }
    return count;
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
    const char *user = getenv("USER");
    printf("hello, %s\n", user ? user : "nobody");
    long total = argc < 2 ? words(stdin) : 0;
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        if (file == NULL) {
            perror(argv[i]);
            return 1;
        }
        long count = words(file);
        fclose(file);
        printf("%ld words in %s\n", count, argv[i]);
        total += count;
    }

    FILE *notes = fopen("/tmp/notes", "w+");
    if (notes != NULL) {
        fprintf(notes, "the sum is %ld", total);
        rewind(notes);
        char line[80];
        printf("noted: %s\n", fgets(line, sizeof line, notes));
        fclose(notes);
    } else {
        printf("%ld words; nowhere to note it\n", total);
    }

    long long begun = now();
    usleep(1000);
    printf("slept %lld ms\n", (now() - begun) / 1000000);
    return 0;
}
