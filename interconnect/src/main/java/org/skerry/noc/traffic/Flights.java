package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.router.Wait;
import org.skerry.noc.router.WaitingFlits;
import org.skerry.noc.routing.Direction;

/** Which packets are under way, and who passed the switches in this cycle; turns reasons for waiting into words. */
final class Flights {
    private final NetworkSpec network;
    private final int ports;
    private final List<Flight> bySlot = new ArrayList<>();
    private final long[] made; // by source
    private final long[] outputUsed; // by router, output: last cycle
    private final Flight[] outputUser; // by router, output
    private final long[] inputUsed; // by router, input
    private final Flight[] inputUser;
    private final Flight[] lastThrough; // by router, output, vc: whose flit left there last

    Flights(NetworkSpec network) {
        this.network = network;
        ports = network.grid().ports();
        int all = network.grid().routers() * ports;
        made = new long[network.grid().endpoints()];
        outputUsed = new long[all];
        outputUser = new Flight[all];
        inputUsed = new long[all];
        inputUser = new Flight[all];
        lastThrough = new Flight[all * network.vcs()];
        Arrays.fill(outputUsed, -1);
        Arrays.fill(inputUsed, -1);
    }

    Flight made(int slot, int source, int destination, int flits, long born) {
        while (bySlot.size() <= slot) {
            bySlot.add(null);
        }
        Flight flight = new Flight(source, destination, flits, made[source]++, born);
        bySlot.set(slot, flight);
        return flight;
    }

    Flight of(int flit) {
        return bySlot.get(FlitLayout.slot(flit));
    }

    /** The packet of a source and number that is under way, or was the last in its slot; null if there is none. */
    Flight named(int source, long number) {
        return bySlot.stream()
                .filter(flight -> flight != null && flight.source == source && flight.number == number)
                .findFirst()
                .orElse(null);
    }

    int slotOf(Flight flight) {
        return bySlot.indexOf(flight);
    }

    /** A flit enters its first router. */
    Flight entered(long cycle, int at, int flit) {
        return reached(cycle, at, flit);
    }

    /** A flit reaches a router. */
    Flight reached(long cycle, int at, int flit) {
        Flight flight = of(flit);
        if (FlitLayout.isHead(flit)) {
            flight.reach(cycle, at);
        }
        return flight;
    }

    /** A flit leaves a router through a link to {@code to}; returns the output. */
    int sent(long cycle, int to, int flit) {
        int towards = Direction.opposite(VcAddress.port(to));
        int router = network.grid().neighbour(VcAddress.router(to), VcAddress.port(to));
        int output = VcAddress.of(router, towards, VcAddress.vc(to));
        left(cycle, output, flit);
        return output;
    }

    /** A flit leaves a router through {@code output}. */
    void left(long cycle, int output, int flit) {
        Flight flight = of(flit);
        int router = VcAddress.router(output);
        lastThrough[index(output)] = flight;
        outputUsed[router * ports + VcAddress.port(output)] = cycle;
        outputUser[router * ports + VcAddress.port(output)] = flight;
        int input = router * ports + VcAddress.port(flight.inputAt(router));
        inputUsed[input] = cycle;
        inputUser[input] = flight;
    }

    private int index(int address) {
        return (VcAddress.router(address) * ports + VcAddress.port(address)) * network.vcs() + VcAddress.vc(address);
    }

    /** What is in the way of a packet in one router. */
    record Obstacle(Wait.Reason reason, int output, Flight holder, String text) {}

    /** Why the first flit in the input virtual channel {@code at} of the packet in {@code slot} is still there. */
    Obstacle obstacle(long cycle, int at, int slot, WaitingFlits waiting) {
        Wait wait = waiting.of(cycle, at, slot);
        int router = VcAddress.router(at);
        int outputPort = router * ports + VcAddress.port(wait.output());
        Flight holder = wait.holder() == Wait.NOBODY ? null : of(wait.holder());
        String output = output(wait.output());
        switch (wait.reason()) {
            case BEHIND:
                return new Obstacle(wait.reason(), -1, holder, "stands behind " + name(holder) + " in the same buffer");
            case ROUTING:
                return new Obstacle(wait.reason(), -1, null, "is being routed");
            case VIRTUAL_CHANNEL:
                Flight last = holder != null ? holder : lastAt(wait.output());
                return new Obstacle(
                        wait.reason(),
                        wait.output(),
                        last,
                        "no virtual channel of " + output + " is free: held by " + name(last));
            case ALLOCATION:
                // Where nobody won, the channel that is free now was held until this cycle.
                Flight winner = holder;
                if (winner == null) {
                    winner = outputUsed[outputPort] == cycle ? outputUser[outputPort] : lastAt(wait.output());
                }
                return new Obstacle(
                        wait.reason(),
                        wait.output(),
                        winner,
                        (holder != null
                                        ? "lost the allocation of a virtual channel of " + output + " to "
                                        : "no virtual channel of " + output + " was free: held until this cycle by ")
                                + name(winner));
            case CREDIT:
                return new Obstacle(
                        wait.reason(),
                        wait.output(),
                        holder != null ? holder : lastAt(wait.output()),
                        "the buffer behind " + output + " VC " + VcAddress.vc(wait.output()) + " is full: "
                                + name(holder != null ? holder : lastAt(wait.output())) + " is in it");
            case SLOT:
                return new Obstacle(
                        wait.reason(), wait.output(), null, "the cycle at " + output + " belongs to another domain");
            case LINK:
                return new Obstacle(
                        wait.reason(),
                        wait.output(),
                        outputUser[outputPort],
                        output + " is narrow and still passes " + name(outputUser[outputPort]));
            default:
                return lost(cycle, at, wait.output(), outputPort, output);
        }
    }

    /** Who stood in the input virtual channel {@code at} before the packet that has come to its front in this cycle. */
    String before(int at) {
        int inputPort = VcAddress.router(at) * ports + VcAddress.port(at);
        return "stands behind " + name(inputUser[inputPort]) + " in the same buffer";
    }

    private Obstacle lost(long cycle, int at, int address, int outputPort, String output) {
        int inputPort = VcAddress.router(at) * ports + VcAddress.port(at);
        if (outputUsed[outputPort] == cycle) {
            return new Obstacle(
                    Wait.Reason.SWITCH,
                    address,
                    outputUser[outputPort],
                    output + " passed " + name(outputUser[outputPort]));
        }
        if (inputUsed[inputPort] == cycle) {
            return new Obstacle(
                    Wait.Reason.SWITCH,
                    address,
                    inputUser[inputPort],
                    "its input port passed " + name(inputUser[inputPort]) + " of another virtual channel");
        }
        // It granted the output to an input port that chose another output.
        int first = VcAddress.router(at) * ports;
        Flight other = null;
        for (int port = first; port < first + ports; port++) {
            other = other == null && inputUsed[port] == cycle ? inputUser[port] : other;
        }
        return new Obstacle(
                Wait.Reason.SWITCH,
                address,
                other,
                "the switch granted " + output + " to an input port that passed " + name(other) + " elsewhere");
    }

    /** Whose flit left last through an output virtual channel. */
    private Flight lastAt(int output) {
        return lastThrough[index(output)];
    }

    private static String name(Flight flight) {
        return flight == null ? "nobody that is known" : "packet " + flight.name();
    }

    /** An output in words: "router 5 east". */
    static String output(int address) {
        int port = VcAddress.port(address);
        return "router " + VcAddress.router(address) + " "
                + (port < Direction.COUNT ? Direction.name(port) : "to endpoint port " + (port - Direction.COUNT));
    }
}
