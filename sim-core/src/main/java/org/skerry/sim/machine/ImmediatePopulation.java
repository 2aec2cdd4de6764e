package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/** All actors of the machine without time, dead or alive, with the programs that they are made of and the windows that they share. */
final class ImmediatePopulation {
    private final ImmediateMachine machine;
    private final RandomStreams streams;
    private final Map<Long, ImmediateActor> actors = new LinkedHashMap<>();
    private final Map<Long, Program> images = new LinkedHashMap<>();
    private final Map<Long, ImmediateWindow> windows = new LinkedHashMap<>();
    private final List<ImmediateActor> outsiders = new ArrayList<>(); // devices that act when nobody else does

    ImmediatePopulation(ImmediateMachine machine, RandomStreams streams) {
        this.machine = machine;
        this.streams = streams;
    }

    /** Takes in the programs and windows of a deployment. */
    void furnish(DeploymentPlan plan) {
        plan.images().forEach((name, program) -> images.put(ActorBirth.imageId(name), program));
        plan.windows().forEach(window -> windows.put(ActorBirth.windowId(window.name()), new ImmediateWindow(window)));
    }

    // ---- making ------------------------------------------------------------------------------------------------

    /** An empty table for an actor to come. */
    HandleTable newTable() {
        return new HandleTable(new RegisterSlots(HandleTable.DEFAULT_SLOTS));
    }

    /** Adds an actor from an image. A device counts in {@code registry}. */
    ImmediateActor add(String name, long image, long id, HandleTable table, Grants grants, StatsRegistry registry) {
        Program program = images.get(image);
        LinearMemory memory = memoryFor(program);
        ActorInstance instance = program.instantiate(memory, grants);
        ImmediateActor actor =
                new ImmediateActor(machine, name, image, id, memory, instance, newTurn(id, table, grants));
        if (actor.device != null) {
            actor.device.register(registry, "edge." + name);
            if (actor.device.actsLast()) {
                outsiders.add(actor);
            }
        }
        if (actors.put(id, actor) != null) {
            throw new IllegalStateException("two actors have the identifier " + Long.toHexString(id));
        }
        return actor;
    }

    /** Puts a program in an actor's place, which keeps its handles. */
    void settle(ImmediateActor actor, Program program, long image) {
        LinearMemory memory = memoryFor(program);
        Turn turn = newTurn(actor.id, actor.turn.table(), actor.turn.grants());
        actor.become(image, memory, program.instantiate(memory, actor.turn.grants()), turn);
    }

    private static LinearMemory memoryFor(Program program) {
        Limits limits = program.limits();
        return new PrivateMemory(limits.minPages(), limits.maxPages());
    }

    private Turn newTurn(long id, HandleTable table, Grants grants) {
        return new Turn(id, 0, table, grants, streams.stream("actor", id), windows::get);
    }

    // ---- finding -----------------------------------------------------------------------------------------------

    int size() {
        return actors.size();
    }

    /** All of them, in the order in which they came to life. */
    Collection<ImmediateActor> all() {
        return actors.values();
    }

    /** The actor with this identifier, dead or alive, or null. */
    ImmediateActor find(long id) {
        return actors.get(id);
    }

    /** The program with this identifier, or null. */
    Program image(long id) {
        return images.get(id);
    }

    /** The device that acts next of those that wait for everybody else; null if none does. */
    ImmediateActor outside() {
        ImmediateActor first = null;
        for (ImmediateActor each : outsiders) {
            long next = each.device.nextNanoseconds();
            if (next != Device.NEVER && (first == null || next < first.device.nextNanoseconds())) {
                first = each;
            }
        }
        return first;
    }

    /** Names of those whose guests are held. */
    List<String> held() {
        return actors.values().stream()
                .filter(ImmediateActor::held)
                .map(actor -> actor.name)
                .toList();
    }

    /** What each of them was given and used. */
    List<ActorAuthority> authority() {
        Map<String, Turn> turns = new LinkedHashMap<>();
        actors.values().forEach(actor -> turns.put(actor.name, actor.turn));
        return ActorAuthority.of(turns);
    }

    Map<String, Device> devices() {
        Map<String, Device> devices = new LinkedHashMap<>();
        actors.values().stream()
                .filter(actor -> actor.device != null)
                .forEach(actor -> devices.put(actor.name, actor.device));
        return devices;
    }

    /** A copy of an actor's memory. */
    byte[] memoryOf(long id) {
        LinearMemory memory = actors.get(id).memory;
        return Arrays.copyOf(memory.gathered(), memory.touchedBytes());
    }

    // ---- state -------------------------------------------------------------------------------------------------

    /** Adds memory, state and handles of all, and the windows. */
    void digest(DigestCombiner digest) {
        for (ImmediateActor actor : actors.values()) {
            digest.addLong(actor.id);
            digest.addBytes(actor.memory.gathered(), 0, actor.memory.touchedBytes());
            if (!actor.held()) {
                StateWriter state = new StateWriter();
                actor.instance.save(state);
                digest.addBytes(state.toByteArray());
            }
            actor.turn.table().digest(digest);
        }
        windows.values().forEach(window -> window.digest(digest));
    }

    void save(StateWriter out) {
        out.writeInt(actors.size());
        for (ImmediateActor actor : actors.values()) {
            out.writeString(actor.name);
            out.writeLong(actor.image);
            out.writeLong(actor.id);
            actor.save(out);
        }
        windows.values().forEach(window -> window.save(out));
    }

    /** Reads what was saved; actors that are not there come to life on the machine first. */
    void load(StateReader in) {
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            String name = in.readString();
            long image = in.readLong();
            long id = in.readLong();
            ImmediateActor actor = actors.get(id);
            if (actor == null) {
                actor = machine.create(name, image, id, newTable(), Grants.NONE);
            }
            if (actor.image != image) { // another program had taken its place
                settle(actor, images.get(image), image);
            }
            actor.load(in);
        }
        windows.values().forEach(window -> window.load(in));
    }
}
