package org.skerry.sim.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Where handles lie in registers, a plain message leaves without a look at its capability: as it does where they lie elsewhere. */
class PlainSendTest {
    private static final int SLOTS = 40;
    private static final int[] RIGHTS = {
        Rights.ALL, Rights.SEND, Rights.SEND | Rights.STORAGE | Rights.READ, Rights.GRANT, 0, Rights.ALL & ~Rights.SEND
    };

    @Test
    void aMessageIsTheSameWhereverHandlesLie() {
        for (int seed = 0; seed < 100; seed++) {
            Actor plain = new Actor(new RegisterSlots(SLOTS), seed);
            Actor general = new Actor(new Elsewhere(), seed);
            for (int step = 0; step < 500; step++) {
                assertEquals(general.act(step), plain.act(step), "seed " + seed + ", step " + step);
            }
        }
    }

    /** Does what its seed says. */
    private static final class Actor {
        private final RandomStream random;
        private final SlotStore slots;
        private final HandleTable table;
        private final Turn turn;
        private byte[] came = {};

        Actor(SlotStore slots, int seed) {
            this.slots = slots;
            random = new RandomStreams(seed).stream("actor", 1);
            table = new HandleTable(slots);
            table.install(Capability.root(CapabilityKind.ACTOR, 77, 3, Rights.ALL, 0, 1));
            turn = new Turn(77, 3, table, Grants.NONE, random, null);
        }

        /** Something happens; what came of it. */
        String act(int step) {
            if (step % 10 == 0) {
                came = new byte[random.nextInt(30)];
                Capability[] grants = {capability(), capability()};
                turn.begin(new Message(step, MessageKind.USER, 5, 0, null, 77, came, grants, capability(), 0));
            }
            int handle = random.nextInt(SLOTS + 4) - 2;
            int status = 0;
            switch (random.nextInt(16)) {
                case 0 -> status = turn.attenuate(handle, RIGHTS[random.nextInt(RIGHTS.length)], random.nextInt(2));
                case 1 -> status = turn.drop(handle);
                case 2 -> table.place(random.nextInt(4), random.nextInt(100));
                case 3 -> table.redirect(random.nextInt(4), 4 + random.nextInt(4), random.nextInt(100));
                case 4 -> status = turn.send(handle, new byte[8], new int[] {random.nextInt(SLOTS)});
                case 5 -> status = turn.send(handle, new byte[Message.MAX_BYTES + random.nextInt(2)], new int[0]);
                case 6 -> status = turn.send(handle, new byte[random.nextInt(9)], new int[0]);
                case 7 ->
                    slots.write(random.nextInt(SLOTS - 1) + 1, capability()); // as whoever can write to a table does
                case 8 -> reload();
                default -> status = turn.send(handle, came, new int[0]);
            }
            return status + " " + turn.authority() + said();
        }

        /** As at a checkpoint. */
        private void reload() {
            StateWriter saved = new StateWriter();
            turn.save(saved);
            turn.load(new StateReader(saved.toByteArray()));
        }

        private Capability capability() {
            CapabilityKind kind = CapabilityKind.values()[Math.max(0, random.nextInt(12) - 5)];
            int rights = RIGHTS[random.nextInt(RIGHTS.length)];
            long[] lineage = new long[1 + random.nextInt(Capability.MAX_DEPTH)];
            for (int i = 0; i < lineage.length; i++) {
                lineage[i] = random.nextLong();
            }
            return new Capability(kind, random.nextInt(4), random.nextInt(5) - 1, rights, 0, lineage);
        }

        /** All that the turn has sent. */
        private String said() {
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < turn.ledger().size(); i++) {
                Message message = (Message) turn.ledger().entry(i).object();
                StateWriter fields = new StateWriter();
                message.write(fields);
                said.append(Arrays.hashCode(fields.toByteArray()))
                        .append(" to " + message.place() + " of " + message.wireBytes() + " bytes ")
                        .append(message.payloadHashLow() + " " + message.payloadHashHigh() + "\n");
            }
            return said.toString();
        }
    }

    /** Slots that are no registers. */
    private static final class Elsewhere implements SlotStore {
        private final Capability[] slots = new Capability[SLOTS];

        @Override
        public int capacity() {
            return SLOTS;
        }

        @Override
        public Capability read(int slot) {
            return slots[slot];
        }

        @Override
        public void write(int slot, Capability capability) {
            slots[slot] = capability;
        }
    }
}
