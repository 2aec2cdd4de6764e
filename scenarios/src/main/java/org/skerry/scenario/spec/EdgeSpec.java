package org.skerry.scenario.spec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.model.client.ClientProgram;
import org.skerry.model.client.ClientSpec;
import org.skerry.model.edge.Arrivals;
import org.skerry.model.edge.NetworkProgram;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.model.edge.StorageProgram;
import org.skerry.model.edge.StorageProgram.StoredObject;
import org.skerry.model.edge.StorageSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.DeviceProgram;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.rng.RandomStreams;

/** A device at the edge of the machine, in place of a program. */
public sealed interface EdgeSpec {
    /** Words for {@code edge:} in a scenario. */
    List<String> WORDS = List.of("storage", "network");

    /** One of {@link #WORDS}. */
    String word();

    /** How large and how fast it is. */
    Record settings();

    /**
     * What the device is made from.
     *
     * @param name   its name in the scenario
     * @param grants how many handles it is born with
     * @param scope  what formulas may use
     */
    DeviceProgram program(String name, int grants, Scope scope, long seed);

    /**
     * An external store.
     *
     * @param settings how large and how fast it is
     * @param contents what it holds at the beginning
     * @param export   whether its contents are written beside the results of a run
     */
    record Storage(StorageSpec settings, List<Contents> contents, boolean export) implements EdgeSpec {
        /** Copies the list. */
        public Storage {
            contents = List.copyOf(contents);
        }

        @Override
        public String word() {
            return "storage";
        }

        @Override
        public DeviceProgram program(String name, int grants, Scope scope, long seed) {
            List<StoredObject> objects = new ArrayList<>();
            for (Contents each : contents) {
                each.addTo(objects, scope);
            }
            return new StorageProgram(name, settings, objects, export);
        }
    }

    /**
     * Objects of a store at the beginning, several alike or one.
     *
     * @param label compartment, a formula that may use {@code index}
     * @param name  of each object, which may hold {@code {index}}
     * @param count how many
     * @param bytes what each holds, or empty to fill it with numbers
     * @param fill  bytes to fill; word j of the object with index i is mix(mix(i + 1) + j), mix being the finaliser of SplitMix64
     */
    record Contents(Formula label, Template name, int count, Optional<byte[]> bytes, int fill) {
        void addTo(List<StoredObject> objects, Scope outer) {
            for (int index = 0; index < count; index++) {
                Scope scope = outer.with("index", index).with("count", count);
                objects.add(new StoredObject(
                        label.evaluate(scope, Long.MIN_VALUE, Long.MAX_VALUE),
                        name.expand(scope),
                        bytes.orElse(filled(index))));
            }
        }

        private byte[] filled(int index) {
            ByteBuffer out = ByteBuffer.allocate((fill + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
            long base = Mix.mix(index + 1L);
            for (long word = 0; out.hasRemaining(); word++) {
                out.putLong(Mix.mix(base + word));
            }
            byte[] filled = new byte[fill];
            out.rewind().get(filled);
            return filled;
        }
    }

    /**
     * The way to an external network.
     *
     * @param settings how fast it is
     * @param arrivals when requests come; each grant of the device in turn gets one
     * @param payload  bytes of a request, formulas of which may use {@code request}, its number from 0
     */
    record Network(NetworkSpec settings, Optional<Arrivals.Plan> arrivals, List<ArgumentSpec> payload)
            implements EdgeSpec {
        private static final Arrivals.Plan NONE = new Arrivals.Plan(Arrivals.Process.FIXED, 0, 0, 1, new long[0]);

        /** Copies the list. */
        public Network {
            payload = List.copyOf(payload);
        }

        @Override
        public String word() {
            return "network";
        }

        /** The bytes of a request. */
        public byte[] payload(long request, Scope scope) {
            return ArgumentSpec.bytes(payload, scope.with("request", request));
        }

        @Override
        public DeviceProgram program(String name, int grants, Scope scope, long seed) {
            Arrivals.Plan plan = arrivals.orElse(NONE);
            if (plan.count() > 0 && grants == 0) {
                throw new ConfigException(
                        "requests come from outside, and the device has no grant to whom they could go. "
                                + "Grant it an actor or a group.");
            }
            String description = plan + " of " + payload + " to " + grants + " seed " + seed;
            long index = Mix.hash(name);
            return new NetworkProgram(
                    name,
                    settings,
                    description,
                    targets -> new Arrivals(
                            plan,
                            Math.max(1, targets),
                            request -> payload(request, scope),
                            new RandomStreams(seed).stream("arrivals", index)));
        }
    }

    /**
     * The way to an external network with a population of clients behind it.
     *
     * @param settings how fast it is
     * @param arrivals when requests are meant to come
     * @param clients  what they are about, and what clients do about them
     */
    record Population(NetworkSpec settings, Arrivals.Plan arrivals, ClientSpec clients) implements EdgeSpec {
        @Override
        public String word() {
            return "network";
        }

        @Override
        public DeviceProgram program(String name, int grants, Scope scope, long seed) {
            if (grants == 0) {
                throw new ConfigException(
                        "clients come from outside, and the device has no grant to whom their requests"
                                + " could go. Grant it an actor or a group.");
            }
            return new ClientProgram(name, settings, arrivals, clients, seed);
        }
    }
}
