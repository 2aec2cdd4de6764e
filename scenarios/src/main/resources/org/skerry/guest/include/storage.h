/*
 * storage.h - how to speak to an external store. docs/CONTRACT.md, "External storage", is the authority.
 *
 * A request goes through a handle to the store with the rights send and storage, and read or write. The label of that
 * handle is the compartment: a request cannot name another one. It is answered as a call, or through the first handle
 * that comes with it.
 */
#ifndef STORAGE_H
#define STORAGE_H

#include "skerry.h"

enum {
    ST_READ = 1,
    ST_WRITE = 2,
    ST_DELETE = 3,
    ST_STAT = 4,
    ST_LIST = 5
};

/* Flag of a write: the object ends where the write does. */
#define ST_TRUNCATE 1u

enum {
    ST_OK = 0,
    ST_NOT_FOUND = -1,
    ST_NO_RIGHT = -2,
    ST_NO_ROOM = -3,
    ST_BAD_REQUEST = -4
};

#define ST_MAX_NAME_BYTES 255u

/* The name follows, then for a write the bytes. */
struct st_request {
    u8 operation;
    u8 flags;
    u16 name_bytes;
    u32 tag;    /* the answer repeats it */
    u64 offset; /* in the object; for a list, names to leave out */
    u32 length; /* bytes to read or written, or room for names */
    u32 reserved;
    u8 rest[];
};

/* The bytes read, or the names, follow. */
struct st_answer {
    u8 operation;
    u8 reserved;
    short status; /* ST_OK or below */
    u32 tag;
    u64 size; /* of the object now */
    u32 length;
    u32 reserved2;
    u8 rest[];
};

#endif
