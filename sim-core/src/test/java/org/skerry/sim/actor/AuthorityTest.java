package org.skerry.sim.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class AuthorityTest {
    private static final int SLOTS = 80;
    private static final int[] RIGHTS = {Rights.SEND, Rights.SEND, Rights.SEND | Rights.READ, Rights.GRANT};

    /** An actor uses the same handles again and again; an audit that is told of each use comes to the same. */
    @Test
    void whatTheAuditIsNotToldOfWouldHaveChangedNothing() {
        for (int seed = 0; seed < 100; seed++) {
            RandomStream random = new RandomStreams(seed).stream("authority", 1);
            RegisterSlots slots = new RegisterSlots(SLOTS);
            HandleTable table = new HandleTable(slots);
            for (int i = 0; i < SLOTS / 2; i++) {
                table.install(capability(random, i));
            }
            Grants grants = new Grants(List.of("first", "second"), List.of(1, 2));
            Authority authority = new Authority(1, table, grants);
            authority.begin();
            AuthorityUse told = new AuthorityUse(grants, table);
            told.begin();
            for (int step = 0; step < 2000; step++) {
                int handle = random.nextInt(SLOTS);
                if (table.get(handle) == null) {
                    Capability capability = capability(random, SLOTS + step);
                    told.installed(authority.install(capability), capability);
                } else if (random.nextInt(20) == 0) {
                    authority.drop(handle);
                } else if (random.nextInt(20) == 0) {
                    slots.write(handle, capability(random, SLOTS + step)); // as whoever can write to a table does
                } else {
                    int rights = RIGHTS[random.nextInt(RIGHTS.length)];
                    authority.used(handle, rights);
                    told.used(handle, rights);
                }
                assertEquals(told.uses(), authority.uses(), "seed " + seed + ", step " + step);
            }
        }
    }

    private static Capability capability(RandomStream random, long id) {
        CapabilityKind kind = random.nextInt(3) == 0 ? CapabilityKind.REPLY : CapabilityKind.ACTOR;
        return Capability.root(kind, 1000 + id, 0, Rights.ALL, 0, 1 + id);
    }
}
