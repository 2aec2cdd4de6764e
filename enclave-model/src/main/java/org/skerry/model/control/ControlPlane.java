package org.skerry.model.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.skerry.model.attack.ControlSurface;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.FaultParcel;
import org.skerry.model.protocol.Inbox;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.model.protocol.ReportParcel;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One node of the control plane: places, loads and takes back the enclaves of its rows, one order after another, and passes on what it has no room
 * for. What it has to do with other nodes is in {@link Succession}. A node that is lost takes nothing in and says nothing from its cycle on; so
 * does one that hears that it was taken for lost, because others act for it by now.
 */
public final class ControlPlane implements Component, ControlSurface {
    private static final int EVENT_ORDER = 1;
    private static final int EVENT_PLACED = 2;
    private static final int EVENT_REFUSED = 3;
    private static final int EVENT_VACATED = 4;
    private static final int EVENT_COMMANDED = 5;
    private static final int EVENT_CLEARED = 6;
    private static final int EVENT_RELOADED = 7;
    private static final int EVENT_AGAIN = 8;
    private static final int EVENT_RESIDES = 9;
    private static final int EVENT_RULED = 10;
    private static final int EVENT_RETIRED = 11;
    private static final int EVENT_GONE = 12;

    private final int endpoint;
    private final int index;
    private final int nodes;
    private final boolean watched;
    private final long lostAt;
    private final Placement placement;
    private final NetworkPorts ports;
    private final Outbox outbox;
    private final Inbox inbox = new Inbox();
    private final EntityDigests digests = new EntityDigests(1);

    private final Directory directory = new Directory();
    private final OrderDesk[] desks; // by time-division domain
    private final Loads loads;
    private final Succession succession;
    private final ControlCounters counters = new ControlCounters();
    private final Map<String, Integer> domains = new HashMap<>(); // numbers of trust domains
    private final Map<Integer, Integer> devices = new HashMap<>(); // time-division domain by place
    private final Rulings rulings;
    private HostileAgent agent; // who has taken it over, or null

    /**
     * A node with all enclaves of its rows free.
     *
     * @param network  where its endpoint hangs
     * @param tree     of the nodes
     * @param index    its number
     * @param open     enclaves that actors may be put into that nobody has pinned
     * @param messages how parcels are cut that are larger than a packet
     */
    public ControlPlane(
            Network network,
            ControlTree tree,
            int index,
            ControlSpec spec,
            IntPredicate open,
            LoadSpec load,
            MessageSpec messages) {
        this.index = index;
        this.endpoint = tree.endpoint(index);
        this.nodes = tree.nodes();
        this.watched = spec.watched();
        this.lostAt = spec.lost().cycle(index);
        this.placement = new Placement(spec.placement(), tree.mesh());
        for (int enclave = 0; enclave < tree.mesh().tileEndpoints(); enclave++) {
            if (tree.home(enclave) == index && open.test(enclave)) {
                placement.add(enclave);
            }
        }
        this.desks = new OrderDesk[network.domains()];
        // Software takes its cycles in turn for all domains, used or not, so that none waits for another.
        Arrays.setAll(desks, domain -> new OrderDesk((long) load.orderCycles() * desks.length));
        this.loads = new Loads(nodes);
        this.rulings = new Rulings(index, nodes, network.domains());
        this.ports = network.open(this, endpoint, 1);
        this.outbox = new Outbox(endpoint, ports, null, messages);
        this.succession = new Succession(tree, index, spec.timeoutCycles(), this);
    }

    @Override
    public String name() {
        return nodes == 1 ? "control plane" : "control node " + index;
    }

    /** Its own endpoint. */
    public int endpoint() {
        return endpoint;
    }

    /**
     * These images can be loaded, and the actors of deployment live at these places. Their order comes before that of all others.
     *
     * @param domains        trust domains, by actor: numbers of {@code names}
     * @param networkDomains domains of the network, by actor
     */
    public void deployed(
            Map<String, Program> images, int[] places, int[] domains, List<String> names, int[] networkDomains) {
        loads.deployed(images, places.length + index);
        for (int i = 0; i < places.length; i++) {
            directory.resolve(ActorBirth.actorId(i), places[i]);
            loads.note(ActorBirth.actorId(i), places[i]);
            if (domains[i] == Placement.NO_DOMAIN) {
                devices.put(places[i], networkDomains[i]);
            } else if (placement.has(places[i])) { // not in another node's rows
                placement.occupy(places[i], domains[i]);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            this.domains.put(names.get(i), i);
        }
        if (desks.length > 1) {
            placement.deal(1 + Arrays.stream(domains).max().orElse(0));
        }
    }

    /** From now on somebody else decides what it does beside its duties. Before the first cycle. */
    public void takeOver(HostileAgent newAgent) {
        agent = newAgent;
    }

    @Override
    public long tick(long cycle) {
        if (cycle >= lostAt || succession.isRetired()) {
            return drain(cycle);
        }
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            Parcel parcel = inbox.take(cycle, packet);
            if (parcel != null) {
                arrive(cycle, packet, parcel);
            }
            if (succession.isRetired()) {
                return drain(cycle);
            }
        }
        if (agent != null) {
            agent.act(cycle, this);
        }
        while (ports.pollSpace(cycle) >= 0) {
            outbox.pump(cycle);
        }
        for (OrderDesk desk : desks) {
            for (HeldOrder order = desk.poll(cycle); order != null; order = desk.poll(cycle)) {
                choosePlace(cycle, order);
            }
        }
        for (Rulings.Ruling ruling = rulings.poll(cycle); ruling != null; ruling = rulings.poll(cycle)) {
            rule(cycle, ruling);
        }
        succession.due(cycle);
        long next = Math.min(succession.nextCycle(), rulings.nextCycle());
        for (OrderDesk desk : desks) {
            next = Math.min(next, desk.nextCycle());
        }
        next = agent == null ? next : Math.min(next, agent.nextCycle());
        return next < lostAt ? next : IDLE;
    }

    /** A lost node takes packets off the network, as its links and buffers do, and nothing comes of them. */
    private long drain(long cycle) {
        while (ports.poll(cycle) != null) {
            // gone
        }
        while (ports.pollSpace(cycle) >= 0) {
            // what waits to leave never will
        }
        return IDLE;
    }

    private void arrive(long cycle, Packet packet, Parcel parcel) {
        int source = packet.source();
        if (parcel instanceof PlaneParcel.SpawnOrder order) {
            digests.add(0, cycle, EVENT_ORDER, order.request().child());
            counters.orders++;
            inHand(cycle, source, order.request().child());
            accept(cycle, desks[packet.domain()], HeldOrder.of(order, source, 0));
        } else if (parcel instanceof PlaneParcel.ControlOrder order) {
            digests.add(0, cycle, EVENT_RULED, order.wish().id());
            inHand(cycle, source, order.wish().id());
            rulings.add(packet.domain(), desks[packet.domain()].work(cycle), order.wish(), source);
        } else if (parcel instanceof ReportParcel.LoadResult result) {
            loaded(cycle, source, result);
        } else if (parcel instanceof PlaneParcel.WhereIs question) {
            counters.questions++;
            whereIs(cycle, source, question.actor());
        } else if (parcel instanceof PlaneParcel.Vacated vacated) {
            if (placement.isTaken(source)) {
                placement.giveBack(source);
            } else {
                succession.vacatedEarly(vacated.actor());
            }
            digests.add(0, cycle, EVENT_VACATED, vacated.actor());
        } else if (parcel instanceof ReportParcel.Cleared cleared) {
            digests.add(0, cycle, EVENT_CLEARED, cleared.actor());
            send(cycle, source, loads.image(cleared));
        } else if (parcel instanceof ControlParcel between) {
            arriveBetween(cycle, source, between);
        } else if (parcel instanceof FaultParcel news) {
            digests.add(0, cycle, EVENT_GONE, source);
            arriveNews(cycle, source, news);
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + name() + " got " + parcel + " from endpoint " + source);
        }
    }

    private void arriveBetween(long cycle, int source, ControlParcel parcel) {
        if (parcel instanceof ControlParcel.OrderAgain again) {
            digests.add(0, cycle, EVENT_AGAIN, again.order().request().child());
            counters.takenOver++;
            succession.adopt(cycle, again.lost());
            inHand(cycle, source, again.order().request().child());
            succession.resume(cycle, HeldOrder.of(again.order(), source, 0));
        } else if (parcel instanceof ControlParcel.Passed passed) {
            succession.passed(cycle, source, passed);
        } else if (parcel instanceof ControlParcel.Taken taken) {
            succession.taken(taken.actor());
        } else if (parcel instanceof ControlParcel.Claimed claimed) {
            HeldOrder order = succession.claimed(claimed);
            if (order != null) {
                succession.resume(cycle, order);
            }
        } else if (parcel instanceof ControlParcel.Resolved resolved) {
            resolve(cycle, resolved.actor(), resolved.place());
        } else if (parcel instanceof ControlParcel.Adopted adopted) {
            succession.adopted(endpointIndex(source), adopted.lost());
            if (succession.isRetired()) {
                digests.add(0, cycle, EVENT_RETIRED, adopted.lost());
                counters.retired++;
            }
        } else if (parcel instanceof ControlParcel.Resides resides) {
            digests.add(0, cycle, EVENT_RESIDES, resides.actor() ^ source);
            succession.counted(cycle, source, resides);
        } else if (parcel instanceof ControlParcel.Elsewhere elsewhere) {
            placement.remove(source);
            HeldOrder order = loads.endAt(elsewhere.actor(), source);
            if (order != null) { // not in another enclave by now
                desk().add(cycle, order);
            }
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + name() + " got " + parcel + " from endpoint " + source);
        }
    }

    /** The network says that enclaves are gone, or gives back what was for one. */
    private void arriveNews(long cycle, int source, FaultParcel news) {
        if (news instanceof FaultParcel.Gone gone) {
            for (int place : gone.dead()) {
                gone(cycle, place);
                for (long actor : directory.livingAt(place)) {
                    resolve(cycle, actor, Directory.NOWHERE);
                }
            }
            for (int place : gone.cut()) {
                gone(cycle, place);
            }
            return;
        }
        gone(cycle, source);
        if (((FaultParcel.Returned) news).parcel() instanceof CommandParcel.Overrule overrule) {
            loads.endReload(overrule.order());
            giveUp(cycle, overrule.wish(), overrule.asker());
        }
    }

    /** Nothing is placed in an enclave any more, and what was to be loaded there is refused. */
    private void gone(long cycle, int place) {
        if (placement.has(place)) {
            placement.remove(place);
        }
        for (HeldOrder order : loads.endAllAt(place)) {
            succession.arrived(order.child());
            refuse(cycle, order);
        }
        for (Loads.Reload reload : loads.endReloadsAt(place)) {
            if (reload.why() != null) {
                giveUp(cycle, reload.why(), reload.asker());
            }
        }
    }

    /** What a holder of CONTROL asks for cannot be done any more. */
    private void giveUp(long cycle, Oversight wish, int asker) {
        send(cycle, asker, new MessageParcel.Notice(wish.refusal(Status.TARGET_DEAD)));
        if (watched) {
            send(cycle, asker, new PlaneParcel.Placed(wish.id(), 0));
        }
    }

    private int endpointIndex(int source) {
        return index + source - endpoint;
    }

    // ---- orders ----------------------------------------------------------------------------------------------------

    /** An order is to be carried out, or answered as it was before. */
    void accept(long cycle, HeldOrder order) {
        accept(cycle, desk(), order);
    }

    private void accept(long cycle, OrderDesk desk, HeldOrder order) {
        int place = directory.place(order.child());
        if (place == Directory.COMING) {
            directory.ask(order.child(), order.origin());
            desk.add(cycle, order);
            return;
        }
        send(cycle, order.origin(), new PlaneParcel.Placed(order.child(), place));
        if (place == Directory.NOWHERE) {
            sendRefusal(cycle, order);
        }
    }

    /** A lost node has had the actor of an order loaded; image management will say what came of it. */
    void expect(HeldOrder order) {
        directory.ask(order.child(), order.origin());
        loads.expect(order);
    }

    private void inHand(long cycle, int origin, long actor) {
        if (watched) {
            send(cycle, origin, new ControlParcel.InHand(actor));
        }
    }

    private void whereIs(long cycle, int source, long actor) {
        int place = directory.place(actor);
        if (place != Directory.COMING) {
            send(cycle, source, new PlaneParcel.Placed(actor, place));
        } else {
            directory.ask(actor, source);
            inHand(cycle, source, actor);
        }
    }

    /** Software has got to what a holder of CONTROL asks for: it goes to where the actor lives, now or as soon as that is known. */
    private void rule(long cycle, Rulings.Ruling ruling) {
        Oversight wish = ruling.wish();
        int place = directory.place(wish.to().target());
        if (place == Directory.COMING) {
            rulings.postpone(ruling);
            return;
        }
        if (place == Directory.NOWHERE) {
            send(cycle, ruling.asker(), new MessageParcel.Notice(wish.refusal(Status.TARGET_DEAD)));
        } else {
            int order = rulings.number();
            if (wish.kind() == Oversight.Kind.RESTART) {
                loads.beginReload(order, new Loads.Reload(wish.image(), wish.id(), ruling.asker(), place, wish));
            }
            command(cycle, new CommandParcel.Overrule(order, wish, ruling.asker()));
        }
        boolean needsNode = wish.kind() == Oversight.Kind.RESTART && place != Directory.NOWHERE;
        if (watched && !needsNode) { // the network interface need not keep it any longer
            send(cycle, ruling.asker(), new PlaneParcel.Placed(wish.id(), 0));
        }
    }

    /** Software has got to an order: an enclave is to be held and cleared for it, or it is passed on or refused. */
    private void choosePlace(long cycle, HeldOrder order) {
        int domain = domains.getOrDefault(order.order().domain(), Placement.NO_DOMAIN);
        int place = placement.take(order.origin(), domain);
        if (place != Placement.NONE) {
            send(cycle, place, loads.begin(order.at(place)));
        } else if (!succession.passOn(cycle, order)) {
            refuse(cycle, order);
        }
    }

    /** Image management says whether an actor lives. */
    private void loaded(long cycle, int place, ReportParcel.LoadResult result) {
        if (result.order() != OrderParcel.NO_ORDER) {
            digests.add(0, cycle, EVENT_RELOADED, result.actor() ^ (result.alive() ? 1 : 0));
            Loads.Reload done = loads.endReload(result.order());
            if (watched && done != null && done.wish() != Loads.NOBODYS) {
                send(cycle, done.asker(), new PlaneParcel.Placed(done.wish(), 0));
            }
            return;
        }
        succession.arrived(result.actor());
        HeldOrder order = loads.end(result.actor());
        if (result.alive()) {
            digests.add(0, cycle, EVENT_PLACED, result.actor() ^ place);
            counters.placed++;
            tell(cycle, result.actor(), place);
        } else {
            if (placement.isTaken(place)) {
                placement.giveBack(place);
            }
            if (order != null) { // else whoever gave it will ask again, and hear then
                refuse(cycle, order);
            }
        }
    }

    private void refuse(long cycle, HeldOrder order) {
        digests.add(0, cycle, EVENT_REFUSED, order.child());
        counters.refused++;
        tell(cycle, order.child(), Directory.NOWHERE);
        sendRefusal(cycle, order);
    }

    private void sendRefusal(long cycle, HeldOrder order) {
        if (!watched) { // else the network interface that gave it refuses it, having heard that it is in vain
            Message refusal = Message.refusal(order.order().request(), Status.NO_ROOM);
            send(cycle, order.origin(), new MessageParcel.Notice(refusal));
        }
    }

    /**
     * Tells the other nodes, then the parent and everybody who asked, where the actor is. In this order: once the parent knows, so does every node,
     * whatever becomes of this one.
     */
    private void tell(long cycle, long actor, int place) {
        succession.toOthers(cycle, new ControlParcel.Resolved(actor, place));
        resolve(cycle, actor, place);
    }

    private void resolve(long cycle, long actor, int place) {
        if (place >= 0 && directory.place(actor) == Directory.COMING) {
            loads.note(actor, place);
        }
        for (int asker : directory.resolve(actor, place)) {
            send(cycle, asker, new PlaneParcel.Placed(actor, place));
        }
        rulings.about(actor).forEach(ruling -> rule(cycle, ruling));
    }

    /** An enclave that was a lost node's has said who lives there. */
    void counted(long cycle, int enclave, ControlParcel.Resides answer) {
        placement.remove(enclave);
        placement.add(enclave);
        if (answer.actor() != 0 && !succession.hasLeft(answer.actor())) {
            placement.occupy(enclave, domains.getOrDefault(answer.domain(), Placement.NO_DOMAIN));
            if (!answer.coming() && directory.place(answer.actor()) == Directory.COMING) {
                tell(cycle, answer.actor(), enclave);
            }
        }
    }

    /** In the domain of the enclave that it is for: what one domain is told does not wait behind what another is. */
    void send(long cycle, int destination, Parcel parcel) {
        Integer ofDevice = devices.get(destination);
        outbox.send(cycle, destination, ofDevice == null ? placement.dealtTo(destination) : ofDevice, parcel);
    }

    /** Where orders are done that come from other nodes; there are several nodes only where nothing is divided by time. */
    OrderDesk desk() {
        return desks[0];
    }

    /** Cycles of software so far. */
    public long busyCycles() {
        return Arrays.stream(desks).mapToLong(OrderDesk::busyCycles).sum();
    }

    /** What it has done. */
    public ControlCounters counters() {
        return counters;
    }

    // ---- what whoever has taken it over can do ----------------------------------------------------------------------

    @Override
    public void stop(long cycle, int order, long actor) {
        command(cycle, new CommandParcel.Halt(order, actor));
    }

    @Override
    public void reimage(long cycle, int order, long actor, long image) {
        if (loads.has(image)) {
            loads.beginReload(order, new Loads.Reload(image, Loads.NOBODYS, endpoint, directory.place(actor), null));
            command(cycle, new CommandParcel.Zeroise(order, actor));
        }
    }

    @Override
    public void rewire(long cycle, int order, long actor, long from, long to) {
        command(cycle, new CommandParcel.Rewire(order, actor, from, to, directory.place(to)));
    }

    private void command(long cycle, CommandParcel command) {
        int place = directory.place(command.actor());
        digests.add(0, cycle, EVENT_COMMANDED, command.actor());
        if (place >= 0) {
            send(cycle, place, command);
        }
    }

    /** Its own store: images and the table of who lives where. No wire leads from here into an enclave. */
    @Override
    public AddressSpace bus() {
        return loads.bus();
    }

    /** Adds its history to a digest. */
    public void digest(DigestCombiner digest) {
        digest.add(endpoint, digests.high(0), digests.low(0));
    }

    @Override
    public void save(StateWriter out) {
        state().save(out);
    }

    @Override
    public void load(StateReader in) {
        state().load(in);
    }

    private NodeState state() {
        List<Stateful> parts = new ArrayList<>(List.of(digests, loads, placement, outbox, inbox));
        parts.addAll(List.of(desks));
        parts.addAll(List.of(directory, succession, rulings, counters));
        if (agent != null) {
            parts.add(agent);
        }
        return new NodeState(parts);
    }
}
