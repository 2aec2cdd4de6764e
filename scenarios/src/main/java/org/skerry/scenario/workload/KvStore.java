package org.skerry.scenario.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;

/** The kv-store, from {@code org/skerry/guest/src/kv-store.md}: all numbers are unsigned 64-bit and wrap. */
final class KvStore {
    private static final int CLIENT_BYTES = 48;
    private static final int SHARD_BYTES = 24;
    private static final String PAGE = "kv-store.md, shared-map.md";

    private static final List<String> CLIENTS = List.of("kv-client", "kv-caller");
    private static final List<String> SHARDS = List.of("kv-shard", "map-shard");

    /** Arguments of a lane of a client of shared-map, and where among them its number is. */
    private static final int LANE_BYTES = 56;

    private static final int LANE = 48;

    /** Arguments of one client. */
    private record Client(
            String actor,
            int client,
            int requests,
            int keys,
            int readPermille,
            int valueBytes,
            int zipfExponent,
            int shards,
            long seed) {}

    /** What a shard has to hold and to say. */
    private static final class Shard {
        private final String actor;
        private final int index;
        private final int words;
        private final Map<Long, long[]> values = new HashMap<>();
        private final Map<Long, Long> versions = new HashMap<>();
        private long reads;
        private long updates;

        Shard(String actor, int index, int words) {
            this.actor = actor;
            this.index = index;
            this.words = words;
        }

        /** The sum does not depend on the order of the map. */
        String line() {
            long checksum = 0;
            for (Map.Entry<Long, long[]> entry : values.entrySet()) {
                long hash = SplitMix.mix(entry.getKey() ^ versions.get(entry.getKey()));
                for (long word : entry.getValue()) {
                    hash = SplitMix.mix(hash + word);
                }
                checksum += hash;
            }
            return String.format(
                    Locale.ROOT,
                    "%s: shard %d keys %d reads %d updates %d checksum %016x",
                    actor,
                    index,
                    values.size(),
                    reads,
                    updates,
                    checksum);
        }
    }

    private KvStore() {}

    static List<String> expectedLines(DeploymentPlan plan, Map<String, String> modules) {
        List<Client> clients = new ArrayList<>();
        for (Arguments actor : Arguments.of(plan, modules, CLIENTS, CLIENT_BYTES, PAGE)) {
            clients.add(client(actor));
        }
        for (Arguments actor : Arguments.of(plan, modules, List.of("map-client"), LANE_BYTES, PAGE)) {
            if (actor.u32(LANE) == 0) { // it reports for all lanes of its client
                clients.add(client(actor));
            }
        }
        Map<Integer, Shard> shards = new TreeMap<>();
        for (Arguments actor : Arguments.of(plan, modules, SHARDS, SHARD_BYTES, PAGE)) {
            Shard shard = shard(actor);
            if (shards.put(shard.index, shard) != null) {
                throw new ConfigException(
                        "two shards have the index " + shard.index + " in their arguments. Give each its own.");
            }
        }
        if (clients.isEmpty() || shards.isEmpty()) {
            throw new ConfigException("checks.workload is kv-store, but the scenario has " + clients.size()
                    + " clients and " + shards.size()
                    + " shards. Use the images kv-client and kv-shard, or map-client and map-shard.");
        }
        List<String> lines = new ArrayList<>();
        for (Client client : clients) {
            request(client, shards);
            lines.add(client.actor + ": client " + client.client + " requests " + client.requests + " errors 0");
        }
        shards.values().forEach(shard -> lines.add(shard.line()));
        return lines;
    }

    private static Client client(Arguments in) {
        return new Client(
                in.actor(),
                in.u32(0),
                in.u32(8),
                in.u32(12),
                in.u32(16),
                in.u32(20),
                in.u32(24),
                in.u32(28),
                in.u64(40));
    }

    private static Shard shard(Arguments in) {
        int shards = in.u32(4);
        int keys = in.u32(12);
        Shard shard = new Shard(in.actor(), in.u32(0), in.u32(16) / 8);
        for (int rank = 1; rank <= keys; rank++) {
            long key = SplitMix.mix(rank);
            if (Long.remainderUnsigned(key >>> 32, shards) == shard.index) {
                shard.values.put(key, fill(SplitMix.mix(~key), shard.words));
                shard.versions.put(key, 0L);
            }
        }
        return shard;
    }

    /** Draws every request of a client and carries it out. */
    private static void request(Client client, Map<Integer, Shard> shards) {
        long[] cumulative = cumulative(client.keys, client.zipfExponent);
        SplitMix random = new SplitMix(SplitMix.mix(client.seed ^ SplitMix.mix(client.client + 1L)));
        for (int number = 0; number < client.requests; number++) {
            long point = Long.remainderUnsigned(random.next(), cumulative[client.keys]);
            long key = SplitMix.mix(rank(cumulative, point));
            boolean read = Long.remainderUnsigned(random.next(), 1000) < client.readPermille;
            Shard shard = shards.get((int) Long.remainderUnsigned(key >>> 32, client.shards));
            if (shard == null || !shard.values.containsKey(key)) {
                throw new ConfigException(
                        "actor '" + client.actor + "' asks for a key that no shard of the scenario holds. "
                                + "Give clients and shards the same number of keys and shards.");
            }
            if (read) {
                shard.reads++;
            } else {
                update(shard, key, SplitMix.mix(key ^ (client.client + 1L << 32 | number)));
            }
        }
    }

    private static void update(Shard shard, long key, long base) {
        long[] value = shard.values.get(key);
        long[] addend = fill(base, shard.words);
        for (int i = 0; i < value.length; i++) {
            value[i] += addend[i];
        }
        shard.versions.merge(key, 1L, Long::sum);
        shard.updates++;
    }

    /** Running sums of the weights; index is the rank. */
    private static long[] cumulative(int keys, int exponent) {
        long[] sums = new long[keys + 1];
        for (int rank = 1; rank <= keys; rank++) {
            long weight = 1L << 40;
            for (int i = 0; i < exponent; i++) {
                weight = Long.divideUnsigned(weight, rank);
            }
            sums[rank] = sums[rank - 1] + weight;
        }
        return sums;
    }

    /** The smallest rank whose running sum is above the point. Sums stay below 2^63, so signed comparison will do. */
    private static int rank(long[] cumulative, long point) {
        int rank = Arrays.binarySearch(cumulative, point);
        int above = rank >= 0 ? rank + 1 : -rank - 1;
        while (cumulative[above] == point) {
            above++;
        }
        return above;
    }

    private static long[] fill(long base, int words) {
        long[] value = new long[words];
        long sum = 0;
        for (int j = 0; j < words - 1; j++) {
            value[j] = SplitMix.mix(base + j);
            sum += value[j];
        }
        value[words - 1] = -sum;
        return value;
    }
}
