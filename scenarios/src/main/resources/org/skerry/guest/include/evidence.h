/*
 * evidence.h - what an EVIDENCE message says of an actor (docs/CONTRACT.md, section 6).
 *
 * The hardware at the asker's side has checked that the evidence answers this question and leads to a manufacturer it trusts; whether what it says
 * is what one wants to talk to, the asker decides, by comparing fields with what it expects or with what it was told before.
 */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "skerry.h"

/* Rules that are broken, a bit each. */
enum {
    SK_BROKEN_FORMAT = 1,     /* the bytes are no evidence */
    SK_BROKEN_NONCE = 2,      /* it answers another question */
    SK_BROKEN_ROOT = 4,       /* no trusted manufacturer has certified the chip */
    SK_BROKEN_CHAIN = 8,      /* a certificate is not by the holder of the one before */
    SK_BROKEN_SUBMODULE = 16, /* a submodule is not the one that was certified */
    SK_BROKEN_SIGNATURE = 32, /* the signature is not that of the enclave's key */
    SK_BROKEN_LOG = 64        /* the log does not lead to its head */
};

/* What was loaded: 188 bytes. Digests are SHA-256. */
struct sk_enclave_claims {
    u32 enclave;
    u64 actor;
    u8 image[32];
    u8 runtime[32];
    u8 capabilities[32];
    u8 endpoints[32];
    u8 domain[32];
    u64 memory_bytes;
    u32 security_version;
    u32 boot_count;
} __attribute__((packed));

/* Evidence as far as its log: 384 bytes. 20 bytes for each entry of the log follow, then the certificates and the signature. */
struct sk_evidence {
    u32 magic; /* "SKEV" */
    u32 version;
    u32 bytes;
    u8 nonce[64];
    u64 chip;
    u8 configuration[32];
    u32 debug_open;
    u32 tile;
    u8 firmware[32];
    struct sk_enclave_claims enclave;
    u8 log_head[32];
    u32 log_count; /* what the control plane has written to the enclave since the load */
    u32 log_entries;
} __attribute__((packed));

/* An EVIDENCE message as far as the log. */
struct sk_evidence_notice {
    i32 status; /* SK_OK, or why there is no evidence: then nothing follows the first 16 bytes */
    sk_handle handle;
    u32 broken;
    u32 reserved;
    struct sk_evidence evidence;
} __attribute__((packed));

#endif
