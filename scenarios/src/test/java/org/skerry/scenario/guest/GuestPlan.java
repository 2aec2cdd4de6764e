package org.skerry.scenario.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;

/** Builds plans of the committed guests. A module is compiled once for each policy. */
final class GuestPlan {
    /** Small limits, so that runaways are stopped soon. */
    static final Policy POLICY = Policy.DEFAULT.withTurnBudget(2_000_000).withCallDepth(200);

    /** Compiled modules, shared by the tests of one class. */
    static final class Modules {
        private final Map<String, Program> programs = new HashMap<>();

        Program program(String guest) {
            return programs.computeIfAbsent(guest, name -> WasmLoader.load(name, read(name), POLICY));
        }

        private static byte[] read(String guest) {
            String resource = "/org/skerry/guest/" + guest + ".wasm";
            try (InputStream in = GuestPlan.class.getResourceAsStream(resource)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        }
    }

    private final Modules modules;
    private final Map<String, Program> images = new TreeMap<>();
    private final List<ActorPlan> actors = new ArrayList<>();

    GuestPlan(Modules modules) {
        this.modules = modules;
    }

    /** An image to spawn from. */
    GuestPlan image(String guest) {
        images.put(guest, modules.program(guest));
        return this;
    }

    GuestPlan actor(String name, String guest, byte[] arguments, GrantPlan... grants) {
        image(guest);
        actors.add(new ActorPlan(name, guest, arguments, List.of(grants), OptionalInt.empty(), false));
        return this;
    }

    /** An actor named {@code out} that writes down every message it gets. */
    GuestPlan collector() {
        return actor("out", "contract/collector", new byte[0], log());
    }

    /** An actor that sends {@code bytes} to {@code target} at START, so many times, with the handles to grant along. */
    GuestPlan driver(String target, int times, byte[] bytes, GrantPlan... with) {
        List<GrantPlan> grants = new ArrayList<>(List.of(to("to", target)));
        grants.addAll(List.of(with));
        return actor("driver", "contract/driver", join(ints(times), bytes), grants.toArray(new GrantPlan[0]));
    }

    DeploymentPlan build() {
        return new DeploymentPlan(images, actors, List.of());
    }

    static GrantPlan to(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND, 0);
    }

    static GrantPlan toGrant(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND | Rights.GRANT, 0);
    }

    static GrantPlan spawn(String name, String guest) {
        return new GrantPlan(name, new GrantTarget.ToImage(guest), Rights.SPAWN, 0);
    }

    static GrantPlan log() {
        return new GrantPlan("log", new GrantTarget.ToLog(), Rights.LOG, 0);
    }

    static GrantPlan clock() {
        return new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0);
    }

    static GrantPlan random() {
        return new GrantPlan("random", new GrantTarget.ToRandom(), Rights.RANDOM, 0);
    }

    /** 32-bit numbers, little-endian. */
    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** 64-bit numbers, little-endian. */
    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
