package org.skerry.sim.actor;

import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What one actor may do: its handles, what it makes of them, and the names that it gives to what it makes. Whatever it uses is noted
 * for the least-privilege audit.
 *
 * <p>It knows neither messages nor time. Nothing here is an entry of the ledger: an operation is allowed here and carried out elsewhere.
 */
final class Authority implements Stateful {
    private static final int[] NOTHING = {};

    private final long actor;
    private final HandleTable table;
    private final RegisterSlots registers; // of the table; null where its slots lie elsewhere
    private final Grants grants;
    private final AuthorityUse use;
    private final long namesState; // what names are made of, before their sequence
    private long sequence; // of names given so far
    private boolean begun; // whether the audit knows that turns have begun

    Authority(long actor, HandleTable table, Grants grants) {
        this.actor = actor;
        this.table = table;
        this.registers = table.registers();
        this.grants = grants;
        this.use = new AuthorityUse(grants, table);
        this.namesState = ActorId.maker(actor);
    }

    /** Reads of itself what the next turn will need; the number means nothing. */
    long foresee() {
        return sequence;
    }

    /** The same of what it consists of. */
    long foreseeParts() {
        return registers == null ? 0 : registers.sendWord(0);
    }

    /** A turn begins. */
    void begin() {
        if (!begun) {
            begun = true;
            use.begin();
        }
    }

    /** Goes on with the names where those of another program ended that had the same identity. */
    void follow(Authority predecessor) {
        sequence = predecessor.sequence;
    }

    HandleTable table() {
        return table;
    }

    Grants grants() {
        return grants;
    }

    /** Grants of the deployment first, then what came later by kind. */
    List<GrantUse> uses() {
        return use.uses();
    }

    /** A name that nothing had before: of a message, a capability, an actor or a wish. */
    long nextId() {
        return ActorId.ofMaker(namesState, ++sequence);
    }

    // ---- allowing ----------------------------------------------------------------------------------------------

    /** The capability behind a handle, or null. */
    Capability get(int handle) {
        return table.get(handle);
    }

    /**
     * The {@link SendWord} of a handle that a message without handles is sent through, which is thereby used; nothing
     * where slots are no registers.
     */
    long wordToSend(int handle) {
        if (registers == null) {
            return SendWord.NOTHING;
        }
        long word = registers.sendWord(handle);
        if ((word & SendWord.KNOWN) == 0 && word != SendWord.NOTHING) {
            usedFirst(handle, word);
        }
        return word;
    }

    private void usedFirst(int handle, long word) {
        used(handle, SendWord.rights(word) & Correspondence.USED_BY_SENDING);
        registers.known(handle);
    }

    /** A message without handles through one that has such a word. */
    Message plain(int handle, long word, byte[] payload, Message inHand) {
        long target = registers.sendTarget(handle);
        return Message.plain(nextId(), actor, handle, registers.read(handle), target, word, payload, inHand);
    }

    /** Whether a handle is of this kind and carries these rights; it is not used thereby. */
    Status check(int handle, CapabilityKind kind, int rights) {
        return table.check(handle, kind, rights);
    }

    /** Whether a message of so many bytes with copies of these handles may go to {@code to}, which may be null. */
    Status checkSend(Capability to, int payloadBytes, int[] handles) {
        return SendRules.checkSend(table, to, payloadBytes, handles);
    }

    /** Whether copies of these handles may be given to a program at its start. */
    Status checkEndowment(int[] handles) {
        return SendRules.checkGrants(table, handles, true);
    }

    /** The actor uses rights of a handle that it has. */
    void used(int handle, int rights) {
        use.used(handle, rights);
    }

    /** The rights a handle carries, or {@link Status#BAD_HANDLE}. */
    int rights(int handle) {
        Capability capability = table.get(handle);
        return capability == null ? Status.BAD_HANDLE.code() : capability.rights();
    }

    // ---- making ------------------------------------------------------------------------------------------------

    /** A new handle with at most {@code rights}; the label is set only where none is. Returns it, or a status code. */
    int attenuate(int handle, int rights, long label) {
        Capability capability = table.get(handle);
        if (capability == null) {
            return Status.BAD_HANDLE.code();
        }
        if (capability.kind() == CapabilityKind.REPLY) {
            return Status.NO_RIGHT.code();
        }
        if (!capability.canDerive()) {
            return Status.TOO_DEEP.code();
        }
        return install(capability.derive(rights, label, nextId()));
    }

    /** Copies of the capabilities behind {@code handles}, one derivation deeper, full rights of the original. */
    Capability[] derive(int[] handles) {
        if (handles.length == 0) {
            return Message.NO_GRANTS;
        }
        Capability[] derived = new Capability[handles.length];
        for (int i = 0; i < handles.length; i++) {
            use.used(handles[i], Rights.GRANT);
            derived[i] = table.get(handles[i]).derive(Rights.ALL, 0, nextId());
        }
        return derived;
    }

    /** Returns the handles, each a status code where the table had no room. */
    int[] installAll(Capability[] capabilities) {
        if (capabilities.length == 0) {
            return NOTHING;
        }
        int[] handles = new int[capabilities.length];
        for (int i = 0; i < capabilities.length; i++) {
            handles[i] = install(capabilities[i]);
        }
        return handles;
    }

    /** Returns the handle, or a status code. */
    int install(Capability capability) {
        int handle = table.install(capability);
        use.installed(handle, capability);
        return handle;
    }

    /** Forgets a handle. */
    Status drop(int handle) {
        return table.drop(handle);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(sequence);
        table.save(out);
        use.save(out);
    }

    @Override
    public void load(StateReader in) {
        sequence = in.readLong();
        table.load(in);
        use.load(in);
        begun = false;
    }
}
