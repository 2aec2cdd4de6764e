/*
 * wary-depositor - entrusts amounts to a vault, and asks again and again what runs there. It stops when that is not what it was.
 *
 * Before the first deposit and after every so many it asks with a fresh nonce, and goes on only once evidence has come. The first evidence says
 * whom it trusts, unless its arguments name an image; any later one has to say the same of the enclave, and that nobody has written to it since.
 *
 * START arguments: { u32 deposits, u32 every, u32 pause, u32 insist }, then optionally the SHA-256 of the image that it insists on, 32 bytes.
 *                  pause: turns of its own between two deposits; insist: whether it keeps silent where nothing in hardware ever vouched.
 * Handles by name: vault (send), random (for nonces), log (log).
 * Receives: its own messages, empty; answers { u32 number, u32 0 } from whoever answers; EVIDENCE.
 * Logs:     trusts actor <a> in enclave <e>, image <8 bytes of its digest>
 *           deposits no more: <what is wrong>; deposited <n>
 *           deposited <n>, answered <m>, asked <q> times
 */
#include "evidence.h"

static struct {
    u32 deposits;
    u32 every;
    u32 pause;
    u32 insist;
    u8 image[32];
} arguments;

static struct {
    u32 number;
    u32 reserved;
    u64 amount;
} deposit;

static struct sk_evidence_notice notice;
static struct sk_enclave_claims trusted;
static u32 trusted_writes;
static sk_handle vault;
static sk_handle random_handle;
static sk_handle log_handle;
static u32 has_image;
static u32 trusts;
static u32 vouched; /* somebody has vouched for it before */
static u32 refuses;
static u32 paused;
static u32 since_asked;
static u32 asked;
static u32 answered;
static u8 nonce[64];
static struct sk_line line;

static void ask(void) {
    sk_random(random_handle, nonce, sizeof nonce);
    asked++;
    if (sk_attest(vault, nonce, sizeof nonce) != SK_OK) {
        sk_exit(3);
    }
}

static void refuse(void) {
    refuses = 1;
    sk_add(&line, "; deposited ");
    sk_add_number(&line, deposit.number);
    sk_log_line(log_handle, &line);
}

static u32 separate(u32 count) {
    if (count > 0) {
        sk_add(&line, ", ");
    }
    return count + 1;
}

/* Writes down what is wrong with the evidence; 0 if nothing is. */
static u32 wrong(void) {
    const struct sk_enclave_claims *found = &notice.evidence.enclave;
    u32 count = 0;
    sk_add(&line, "deposits no more: ");
    if (notice.broken != 0 || memcmp(notice.evidence.nonce, nonce, sizeof nonce) != 0) {
        count = separate(count);
        sk_add(&line, "its evidence is not genuine");
    }
    if (notice.evidence.debug_open) {
        count = separate(count);
        sk_add(&line, "its chip can be looked into");
    }
    if (has_image && memcmp(found->image, arguments.image, sizeof found->image) != 0) {
        count = separate(count);
        sk_add(&line, "its image is not the one it should be");
    }
    if (trusts && (found->actor != trusted.actor || found->enclave != trusted.enclave)) {
        count = separate(count);
        sk_add(&line, "another actor answers in its place");
    } else if (trusts) {
        if (memcmp(found->image, trusted.image, sizeof found->image) != 0) {
            count = separate(count);
            sk_add(&line, "its image was replaced");
        }
        if (found->boot_count != trusted.boot_count) {
            count = separate(count);
            sk_add(&line, "it was loaded anew");
        }
        if (memcmp(found->endpoints, trusted.endpoints, sizeof found->endpoints) != 0
                || memcmp(found->capabilities, trusted.capabilities, sizeof found->capabilities) != 0) {
            count = separate(count);
            sk_add(&line, "it holds other capabilities");
        }
    }
    if (notice.evidence.log_count != trusted_writes) {
        count = separate(count);
        sk_add(&line, "the control plane has written to it");
    }
    return count;
}

static void heard(void) {
    memset(&notice, 0, sizeof notice);
    sk_message_read(&notice, 0, sizeof notice);
    if (notice.status == SK_NO_EVIDENCE && !arguments.insist && !vouched) {
        if (!trusts) {
            sk_add(&line, "nothing vouches for the vault, and it is trusted all the same");
            sk_log_line(log_handle, &line);
        }
        trusts = 1;
    } else if (notice.status != SK_OK) {
        sk_add(&line, "deposits no more: no evidence, status -");
        sk_add_number(&line, (u64)-(i64)notice.status);
        refuse();
        return;
    } else if (wrong()) {
        refuse();
        return;
    } else if (!trusts) {
        trusts = 1;
        vouched = 1;
        trusted = notice.evidence.enclave;
        memset(line.text, 0, line.length);
        line.length = 0;
        sk_add(&line, "trusts actor ");
        sk_add_hex(&line, trusted.actor);
        sk_add(&line, " in enclave ");
        sk_add_number(&line, trusted.enclave);
        sk_add(&line, ", image ");
        u64 start = 0;
        for (u32 i = 0; i < 8; i++) {
            start = start << 8 | trusted.image[i];
        }
        sk_add_hex(&line, start);
        sk_log_line(log_handle, &line);
    }
    memset(line.text, 0, line.length);
    line.length = 0;
    since_asked = 0;
    sk_tell(SK_SELF, "", 0);
}

static void pass_time(void) {
    if (paused++ < arguments.pause) {
        sk_tell(SK_SELF, "", 0);
        return;
    }
    paused = 0;
    if (deposit.number == arguments.deposits) {
        sk_add(&line, "deposited ");
        sk_add_number(&line, deposit.number);
        sk_add(&line, ", answered ");
        sk_add_number(&line, answered);
        sk_add(&line, ", asked ");
        sk_add_number(&line, asked);
        sk_add(&line, " times");
        sk_log_line(log_handle, &line);
        return;
    }
    deposit.number++;
    deposit.amount = 1000 + deposit.number;
    sk_tell(vault, &deposit, sizeof deposit);
    if (++since_asked == arguments.every) {
        ask();
    } else {
        sk_tell(SK_SELF, "", 0);
    }
}

SK_EXPORT("start") void start(void) {
    vault = sk_granted_as("vault");
    random_handle = sk_granted_as("random");
    log_handle = sk_granted_as("log");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    has_image = length == (i32)sizeof arguments;
    if (length != 16 && !has_image) {
        sk_exit(2);
    }
    ask();
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_EVIDENCE) {
        heard();
    } else if (sk_message_kind() == SK_USER && sk_message_size() == 0) {
        pass_time();
    } else if (sk_message_kind() == SK_USER) {
        answered++;
    }
}
