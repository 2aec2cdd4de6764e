package org.skerry.sim.actor;

import java.util.Arrays;

/** What one actor does about the lives of others: it brings them forth, watches them, ends them and puts programs in their place. */
final class OtherLives {
    private final long actor;
    private final Authority authority;
    private final Ledger ledger;

    OtherLives(long actor, Authority authority, Ledger ledger) {
        this.actor = actor;
        this.authority = authority;
        this.ledger = ledger;
    }

    /** Asks for an actor from an image. Returns a handle that promises it, or a status code. */
    int spawn(int image, byte[] arguments, int[] handles) {
        Status status = authority.check(image, CapabilityKind.IMAGE, Rights.SPAWN);
        if (status == Status.OK) {
            status = SendRules.checkPayload(arguments.length, handles.length);
        }
        if (status == Status.OK) {
            status = authority.checkEndowment(handles);
        }
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(image, Rights.SPAWN);
        long child = authority.nextId();
        int oversight = authority.rights(image) & (Rights.MONITOR | Rights.CONTROL);
        authority.used(image, oversight);
        Capability promise = Capability.root(
                CapabilityKind.ACTOR,
                child,
                Capability.UNPLACED,
                Rights.SEND | Rights.GRANT | oversight,
                0,
                authority.nextId());
        int handle = authority.install(promise);
        if (handle < 0) {
            return handle;
        }
        Message start = start(child, arguments, handles);
        ledger.add(
                Ledger.Kind.SPAWN,
                handle,
                new SpawnRequest(child, actor, authority.get(image).target(), handle, start));
        return handle;
    }

    /** Asks for a program from an image in the place of the actor behind a handle. Returns a status code. */
    int restart(int handle, int image, byte[] arguments, int[] handles) {
        Status status = SendRules.checkPayload(arguments.length, handles.length);
        if (status == Status.OK) {
            status = authority.check(handle, CapabilityKind.ACTOR, Rights.CONTROL);
        }
        if (status == Status.OK) {
            status = authority.check(image, CapabilityKind.IMAGE, Rights.SPAWN);
        }
        if (status == Status.OK) {
            status = authority.checkEndowment(handles);
        }
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(image, Rights.SPAWN);
        Message start = start(authority.get(handle).target(), arguments, handles);
        return oversee(Oversight.Kind.RESTART, handle, authority.get(image).target(), start, null);
    }

    /** Asks what runs behind a handle; the evidence has to bear this nonce. Returns a status code. */
    int attest(int handle, byte[] nonce) {
        if (nonce.length < Long.BYTES || nonce.length > Oversight.NONCE_BYTES) {
            return Status.BAD_ARGUMENT.code();
        }
        return oversee(Oversight.Kind.ATTEST, handle, 0, null, Arrays.copyOf(nonce, Oversight.NONCE_BYTES));
    }

    /** Asks something about the actor behind a handle that needs no more to be said. Returns a status code. */
    int oversee(Oversight.Kind kind, int handle) {
        return oversee(kind, handle, 0, null, null);
    }

    private int oversee(Oversight.Kind kind, int handle, long image, Message start, byte[] nonce) {
        Status status = authority.check(handle, CapabilityKind.ACTOR, kind.right());
        if (status == Status.OK) {
            authority.used(handle, kind.right());
            Oversight wish =
                    new Oversight(kind, authority.nextId(), authority.get(handle), handle, actor, image, start, nonce);
            ledger.add(Ledger.Kind.OVERSEE, handle, wish);
        }
        return status.code();
    }

    private Message start(long target, byte[] arguments, int[] handles) {
        return new Message(
                authority.nextId(),
                MessageKind.START,
                actor,
                -1,
                null,
                target,
                arguments,
                authority.derive(handles),
                null,
                0);
    }
}
