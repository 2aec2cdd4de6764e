package org.skerry.model.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.attack.ControlSurface;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.protocol.Inbox;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The one control plane of a chip that has no hierarchy of them yet: takes orders one after another. */
public final class ControlPlane implements Component, ControlSurface {
    private static final int EVENT_ORDER = 1;
    private static final int EVENT_PLACED = 2;
    private static final int EVENT_REFUSED = 3;
    private static final int EVENT_VACATED = 4;
    private static final int EVENT_COMMANDED = 5;
    private static final int EVENT_CLEARED = 6;
    private static final int EVENT_RELOADED = 7;

    /** Where an actor is that does not live yet. */
    private static final int COMING = -1;

    /** Where an actor is that never came to life. */
    private static final int NOWHERE = -2;

    private final int endpoint;
    private final LoadSpec spec;
    private final Placement placement;
    private final NetworkPorts ports;
    private final Outbox outbox;
    private final Inbox inbox = new Inbox();
    private final EntityDigests digests = new EntityDigests(1);

    private final Map<Long, Promise> promises = new LinkedHashMap<>(); // in order of arrival
    private final Service[] services; // by time-division domain
    private final Map<Long, Waiting> loading = new LinkedHashMap<>(); // their enclaves are being cleared and loaded
    private final ControlStore store = new ControlStore();
    private final Map<Integer, Long> reloads =
            new LinkedHashMap<>(); // image by order, while a memory is cleared for it
    private final Map<Integer, Integer> devices = new HashMap<>(); // time-division domain by place
    private HostileAgent agent; // who has taken it over, or null
    private int actors;

    /** An order and the cycle at which its next step is done; the queue is in order of that. */
    private record Waiting(long due, Parcel.SpawnOrder order, int parentPlace) {}

    /** What one domain waits for. The processor takes its cycles in turn for all of them, used or not, so that none waits for another. */
    private static final class Service {
        final ArrayDeque<Waiting> ordered = new ArrayDeque<>(); // software is about to look at these
        long busyUntil;
    }

    /** What is known of an actor that was promised. */
    private static final class Promise {
        int place = COMING;
        final List<Integer> askers = new ArrayList<>();
    }

    /**
     * A control plane with all enclaves free.
     *
     * @param network   where its endpoint hangs
     * @param endpoint  its own endpoint
     * @param placement its enclaves, all of them free
     * @param messages  how parcels are cut that are larger than a packet
     */
    public ControlPlane(Network network, int endpoint, Placement placement, LoadSpec spec, MessageSpec messages) {
        this.endpoint = endpoint;
        this.spec = spec;
        this.placement = placement;
        this.ports = network.open(this, endpoint, 1);
        this.outbox = new Outbox(endpoint, ports, null, messages);
        this.services = new Service[network.domains()];
        Arrays.setAll(services, domain -> new Service());
    }

    @Override
    public String name() {
        return "control plane";
    }

    /** Its own endpoint. */
    public int endpoint() {
        return endpoint;
    }

    /** These images can be loaded, and the actors of deployment live at these places, in these trust domains and domains of the network. Their order comes before that of all others. */
    public void deployed(Map<String, Program> images, int[] places, int[] domains, int[] networkDomains) {
        store.keep(images);
        for (int i = 0; i < places.length; i++) {
            promise(ActorBirth.actorId(i)).place = places[i];
            store.note(ActorBirth.actorId(i), places[i]);
            if (domains[i] != Placement.NO_DOMAIN) {
                placement.occupy(places[i], domains[i]);
            } else {
                devices.put(places[i], networkDomains[i]);
            }
        }
        actors = places.length;
        if (services.length > 1) {
            placement.deal(1 + Arrays.stream(domains).max().orElse(0));
        }
    }

    /** From now on somebody else decides what it does beside its duties. Before the first cycle. */
    public void takeOver(HostileAgent newAgent) {
        agent = newAgent;
    }

    @Override
    public long tick(long cycle) {
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            Parcel parcel = inbox.take(cycle, packet);
            if (parcel != null) {
                arrive(cycle, packet, parcel);
            }
        }
        if (agent != null) {
            agent.act(cycle, this);
        }
        while (ports.pollSpace(cycle) >= 0) {
            outbox.pump(cycle);
        }
        long due = IDLE;
        for (Service service : services) {
            while (!service.ordered.isEmpty() && service.ordered.peek().due <= cycle) {
                choosePlace(cycle, service.ordered.remove());
            }
            due = Math.min(due, next(service.ordered));
        }
        return agent == null ? due : Math.min(due, agent.nextCycle());
    }

    private static long next(ArrayDeque<Waiting> queue) {
        return queue.isEmpty() ? IDLE : queue.peek().due;
    }

    private void arrive(long cycle, Packet packet, Parcel parcel) {
        int source = packet.source();
        if (parcel instanceof Parcel.SpawnOrder order) {
            Service service = services[packet.domain()];
            service.busyUntil = Math.max(cycle, service.busyUntil) + (long) spec.orderCycles() * services.length;
            service.ordered.add(new Waiting(service.busyUntil, order, source));
            digests.add(0, cycle, EVENT_ORDER, order.request().child());
            promise(order.request().child()).askers.add(source);
        } else if (parcel instanceof Parcel.LoadResult result) {
            loaded(cycle, source, result);
        } else if (parcel instanceof Parcel.WhereIs question) {
            Promise promise = promise(question.actor());
            if (promise.place == COMING) {
                promise.askers.add(source);
            } else {
                send(cycle, source, new Parcel.Placed(question.actor(), promise.place));
            }
        } else if (parcel instanceof Parcel.Vacated vacated) {
            placement.giveBack(source);
            digests.add(0, cycle, EVENT_VACATED, vacated.actor());
        } else if (parcel instanceof Parcel.Cleared cleared) {
            digests.add(0, cycle, EVENT_CLEARED, cleared.actor());
            send(cycle, source, load(cleared));
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": the control plane got " + parcel + " from endpoint " + source);
        }
    }

    /** Software has got to an order: an enclave is to be held and cleared for it, or it is refused. */
    private void choosePlace(long cycle, Waiting waiting) {
        int place = placement.take(waiting.parentPlace, placement.domain(waiting.parentPlace));
        if (place == Placement.NONE) {
            refuse(cycle, waiting);
        } else {
            long child = waiting.order.request().child();
            loading.put(child, waiting);
            send(cycle, place, new Parcel.Zeroise(Parcel.Command.NO_ORDER, child));
        }
    }

    /** An enclave is clear: its image goes out. */
    private Parcel.Load load(Parcel.Cleared cleared) {
        if (cleared.order() == Parcel.Command.NO_ORDER) {
            Parcel.SpawnOrder order = loading.get(cleared.actor()).order;
            long image = order.request().image();
            return new Parcel.LoadOrder(order, store.image(image), store.manifest(image), actors++);
        }
        long image = reloads.remove(cleared.order());
        return new Parcel.Reload(cleared.order(), cleared.actor(), image, store.image(image), store.manifest(image));
    }

    /** In the domain of the enclave that it is for: what one domain is told does not wait behind what another is. */
    private void send(long cycle, int place, Parcel parcel) {
        Integer ofDevice = devices.get(place);
        outbox.send(cycle, place, ofDevice == null ? placement.dealtTo(place) : ofDevice, parcel);
    }

    /** Image management says whether an actor lives. */
    private void loaded(long cycle, int place, Parcel.LoadResult result) {
        if (result.order() != Parcel.Command.NO_ORDER) {
            digests.add(0, cycle, EVENT_RELOADED, result.actor() ^ (result.alive() ? 1 : 0));
            return;
        }
        Waiting waiting = loading.remove(result.actor());
        if (result.alive()) {
            digests.add(0, cycle, EVENT_PLACED, result.actor() ^ place);
            tell(cycle, result.actor(), place);
        } else {
            placement.giveBack(place);
            refuse(cycle, waiting);
        }
    }

    private void refuse(long cycle, Waiting waiting) {
        long child = waiting.order.request().child();
        digests.add(0, cycle, EVENT_REFUSED, child);
        tell(cycle, child, NOWHERE);
        Message refusal = Message.refusal(waiting.order.request(), Status.NO_ROOM);
        send(cycle, waiting.parentPlace, new Parcel.Notice(refusal, false));
    }

    /** Tells the parent and everybody who asked where the actor is. */
    private void tell(long cycle, long actor, int place) {
        Promise promise = promise(actor);
        promise.place = place;
        if (place >= 0) {
            store.note(actor, place);
        }
        for (int asker : promise.askers) {
            send(cycle, asker, new Parcel.Placed(actor, place));
        }
        promise.askers.clear();
    }

    // ---- what whoever has taken it over can do ----------------------------------------------------------------------

    @Override
    public void stop(long cycle, int order, long actor) {
        command(cycle, new Parcel.Halt(order, actor));
    }

    @Override
    public void reimage(long cycle, int order, long actor, long image) {
        if (store.has(image)) {
            reloads.put(order, image);
            command(cycle, new Parcel.Zeroise(order, actor));
        }
    }

    @Override
    public void rewire(long cycle, int order, long actor, long from, long to) {
        command(cycle, new Parcel.Rewire(order, actor, from, to, promise(to).place));
    }

    private void command(long cycle, Parcel.Command command) {
        int place = promise(command.actor()).place;
        digests.add(0, cycle, EVENT_COMMANDED, command.actor());
        if (place >= 0) {
            send(cycle, place, command);
        }
    }

    /** Its own store: images and the table of who lives where. No wire leads from here into an enclave. */
    @Override
    public AddressSpace bus() {
        return store.space();
    }

    private Promise promise(long actor) {
        return promises.computeIfAbsent(actor, id -> new Promise());
    }

    /** Adds its history to a digest. */
    public void digest(DigestCombiner digest) {
        digest.add(endpoint, digests.high(0), digests.low(0));
    }

    @Override
    public void save(StateWriter out) {
        digests.save(out);
        store.save(out);
        out.writeInt(reloads.size());
        reloads.forEach((order, image) -> {
            out.writeInt(order);
            out.writeLong(image);
        });
        if (agent != null) {
            agent.save(out);
        }
        placement.save(out);
        outbox.save(out);
        inbox.save(out);
        out.writeInt(actors);
        for (Service service : services) {
            out.writeLong(service.busyUntil);
            saveAll(service.ordered, out);
        }
        saveAll(loading.values(), out);
        out.writeInt(promises.size());
        promises.forEach((actor, promise) -> {
            out.writeLong(actor);
            out.writeInt(promise.place);
            out.writeInts(promise.askers.stream().mapToInt(Integer::intValue).toArray());
        });
    }

    @Override
    public void load(StateReader in) {
        digests.load(in);
        store.load(in);
        reloads.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            reloads.put(in.readInt(), in.readLong());
        }
        if (agent != null) {
            agent.load(in);
        }
        placement.load(in);
        outbox.load(in);
        inbox.load(in);
        actors = in.readInt();
        for (Service service : services) {
            service.busyUntil = in.readLong();
            service.ordered.clear();
            service.ordered.addAll(loadAll(in));
        }
        loading.clear();
        loadAll(in).forEach(waiting -> loading.put(waiting.order.request().child(), waiting));
        promises.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Promise promise = promise(in.readLong());
            promise.place = in.readInt();
            for (int askers = in.readCount(Integer.BYTES); askers > 0; askers--) {
                promise.askers.add(in.readInt());
            }
        }
    }

    private static void saveAll(Iterable<Waiting> queue, StateWriter out) {
        for (Waiting waiting : queue) {
            out.writeBoolean(true);
            out.writeLong(waiting.due);
            Parcel.write(waiting.order, out);
            out.writeInt(waiting.parentPlace);
        }
        out.writeBoolean(false);
    }

    private static List<Waiting> loadAll(StateReader in) {
        List<Waiting> queue = new ArrayList<>();
        while (in.readBoolean()) {
            queue.add(new Waiting(in.readLong(), (Parcel.SpawnOrder) Parcel.read(in), in.readInt()));
        }
        return queue;
    }
}
