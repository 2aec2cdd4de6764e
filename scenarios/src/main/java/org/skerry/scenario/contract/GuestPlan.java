package org.skerry.scenario.contract;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.Bonds;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;

/** Builds plans of the committed guests. A module is compiled once for each policy. */
public final class GuestPlan {
    /** Small limits, so that runaways are stopped soon. */
    public static final Policy POLICY = Policy.DEFAULT.withTurnBudget(2_000_000).withCallDepth(200);

    /** Compiled modules, shared by the tests of one class. */
    public static final class Modules {
        private final Map<String, Program> programs = new HashMap<>();
        private final Policy policy;

        /** Modules with small limits. */
        public Modules() {
            this(POLICY);
        }

        /** Modules with limits of the caller's choice. */
        public Modules(Policy policy) {
            this.policy = policy;
        }

        /** A committed guest, compiled. */
        public Program program(String guest) {
            return programs.computeIfAbsent(guest, name -> WasmLoader.load(name, read(name), policy));
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
    private final List<WindowPlan> windows = new ArrayList<>();
    private final List<Bonds.Bond> links = new ArrayList<>();
    private final Set<String> trapping = new TreeSet<>();

    /** An empty plan of guests from {@code modules}. */
    public GuestPlan(Modules modules) {
        this.modules = modules;
    }

    /** An image to spawn from. */
    public GuestPlan image(String guest) {
        images.put(guest, modules.program(guest));
        return this;
    }

    /** A window of memory that actors can share; only machines with shared memory take the plan then. */
    public GuestPlan window(String name, long sizeBytes) {
        windows.add(new WindowPlan(name, sizeBytes));
        return this;
    }

    /** An actor at a place of the machine's choice. */
    public GuestPlan actor(String name, String guest, byte[] arguments, GrantPlan... grants) {
        image(guest);
        actors.add(new ActorPlan(name, guest, arguments, List.of(grants), OptionalInt.empty(), false));
        return this;
    }

    /** Pins the actor that was added last. */
    public GuestPlan at(int place) {
        ActorPlan last = actors.remove(actors.size() - 1);
        actors.add(new ActorPlan(
                last.name(), last.image(), last.arguments(), last.grants(), OptionalInt.of(place), last.timed()));
        return this;
    }

    /** Makes each access of the actor that was added last a synchronisation point where it leaves the private cache. */
    public GuestPlan timed() {
        ActorPlan last = actors.remove(actors.size() - 1);
        actors.add(new ActorPlan(last.name(), last.image(), last.arguments(), last.grants(), last.place(), true));
        return this;
    }

    /** An actor named {@code out} that writes down every message it gets. */
    public GuestPlan collector() {
        return actor("out", "contract/collector", new byte[0], log());
    }

    /** An actor that sends {@code bytes} to {@code target} at START, so many times, with the handles to grant along. */
    public GuestPlan driver(String target, int times, byte[] bytes, GrantPlan... with) {
        List<GrantPlan> grants = new ArrayList<>(List.of(to("to", target)));
        grants.addAll(List.of(with));
        return actor("driver", "contract/driver", join(ints(times), bytes), grants.toArray(new GrantPlan[0]));
    }

    /** Links two actors. */
    public GuestPlan link(String from, String to) {
        links.add(new Bonds.Bond(from, to));
        return this;
    }

    /** Lets an actor be told of ends along its links. */
    public GuestPlan trapExits(String actor) {
        trapping.add(actor);
        return this;
    }

    /** The plan. */
    public DeploymentPlan build() {
        return new DeploymentPlan(images, actors, windows, List.of(), new Bonds(links, trapping));
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan to(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan toGrant(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND | Rights.GRANT, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan spawn(String name, String guest) {
        return new GrantPlan(name, new GrantTarget.ToImage(guest), Rights.SPAWN, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan shared(String name, String window) {
        return new GrantPlan(name, new GrantTarget.ToWindow(window), Rights.READ | Rights.WRITE, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan log() {
        return new GrantPlan("log", new GrantTarget.ToLog(), Rights.LOG, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan clock() {
        return new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0);
    }

    /** A handle of an actor's deployment. */
    public static GrantPlan random() {
        return new GrantPlan("random", new GrantTarget.ToRandom(), Rights.RANDOM, 0);
    }

    /** 32-bit numbers, little-endian. */
    public static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** 64-bit numbers, little-endian. */
    public static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    /** UTF-8. */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One after the other. */
    public static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
