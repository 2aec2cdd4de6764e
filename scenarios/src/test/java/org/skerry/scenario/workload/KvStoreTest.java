package org.skerry.scenario.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.NoProgram;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** Known answers from kv-store.md, which another program computed. */
class KvStoreTest {
    private static final Map<String, String> MODULES = Map.of("client", "kv-client", "shard", "kv-shard");

    @Test
    void fiveRequestsOfOneClientGiveTheWorkedExample() {
        assertEquals(
                List.of(
                        "c0: client 0 requests 5 errors 0",
                        "s0: shard 0 keys 230 reads 0 updates 0 checksum c651cedb519b93d1",
                        "s1: shard 1 keys 259 reads 3 updates 0 checksum f6186183d4b817a4",
                        "s2: shard 2 keys 262 reads 0 updates 1 checksum 5cf42f5bdc432645",
                        "s3: shard 3 keys 249 reads 1 updates 0 checksum 038e0a1329dc815c"),
                Workloads.expectedLines("kv-store", plan(1, 5, 4), MODULES));
    }

    @Test
    void eightClientsGiveTheWorkedExample() {
        List<String> lines = Workloads.expectedLines("kv-store", plan(8, 2500, 4), MODULES);
        assertEquals(
                List.of(
                        "s0: shard 0 keys 230 reads 3600 updates 193 checksum a271c0d051412eec",
                        "s1: shard 1 keys 259 reads 7734 updates 394 checksum 01dd67d0355b630c",
                        "s2: shard 2 keys 262 reads 2740 updates 151 checksum ad7622f8b246929a",
                        "s3: shard 3 keys 249 reads 4926 updates 262 checksum 5f995158d22ded42"),
                lines.subList(8, 12));
    }

    @Test
    void aPlanWithoutStoreIsRefused() {
        DeploymentPlan empty = new DeploymentPlan(Map.of(), List.of(), List.of());
        assertThrows(ConfigException.class, () -> Workloads.expectedLines("kv-store", empty, MODULES));
    }

    private static DeploymentPlan plan(int clients, int requests, int shards) {
        List<ActorPlan> actors = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : new int[] {i, clients, requests, 1000, 950, 64, 1, shards, 4, 0}) {
                bytes.putInt(value);
            }
            actors.add(actor("c" + i, "client", bytes.putLong(1)));
        }
        for (int i = 0; i < shards; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : new int[] {i, shards, clients, 1000, 64, 0}) {
                bytes.putInt(value);
            }
            actors.add(actor("s" + i, "shard", bytes));
        }
        return new DeploymentPlan(Map.of("client", new NoProgram(), "shard", new NoProgram()), actors, List.of());
    }

    private static ActorPlan actor(String name, String image, ByteBuffer arguments) {
        return new ActorPlan(name, image, arguments.array(), List.of(), OptionalInt.empty(), false);
    }
}
