package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.AllocatorSpec;
import org.skerry.sim.config.Check;

/** How networks are modelled. */
public enum NetworkModel {
    /** Flit by flit: the default, and the reference. */
    MESH("mesh"),

    /** Packet by packet: see {@link org.skerry.noc.packet}. */
    PACKET("packet");

    private final String word;

    NetworkModel(String word) {
        this.word = word;
    }

    /** The word in scenarios and on the command line. */
    public String word() {
        return word;
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(NetworkModel::word).toList();
    }

    /** Refuses what this model cannot do, by name. */
    public void check(NetworkSpec network) {
        if (this == MESH) {
            return;
        }
        refuse(network.routing() == GridRouting.ADAPTIVE_XY_YX, "a routing that looks at buffers", network.routing());
        refuse(
                network.division().domains() > 1,
                "time division",
                "domains=" + network.division().domains());
        refuse(network.waitForTailCredit(), "virtual channels that wait for credits", "waitForTailCredit=true");
        refuse(network.stages().speculative(), "speculation", "speculative=true");
        refuse(network.grid().chiplets().any(), "chiplets", "chiplets");
        refuse(
                network.grid().linkFlitCycles() > 1,
                "links narrower than a flit",
                "linkFlitCycles=" + network.grid().linkFlitCycles());
    }

    private static void refuse(boolean given, String what, Object value) {
        Check.isTrue(
                !given,
                "the packet-level model of networks does not know " + what + " (" + value
                        + "). Leave that out, or leave --model out for the flit-level one.");
    }

    /** What whoever reads a result of this model should know of the network it stands for, one sentence each. */
    public List<String> remarks(NetworkSpec network) {
        List<String> remarks = new ArrayList<>();
        if (this == PACKET) {
            if (!network.vcAllocator().equals(AllocatorSpec.ISLIP)
                    || !network.switchAllocator().equals(AllocatorSpec.ISLIP)) {
                remarks.add(
                        "the packet-level model has no allocators: vc_allocator and sw_allocator change nothing in it");
            }
            if (network.stages().batched() && network.stages().longestCycles() > 1) {
                remarks.add(
                        "stages of the packet-level model that take several cycles are pipelines, and those of BookSim are not");
            }
        }
        return remarks;
    }

    /** A run of a network, in {@code partitions} if the model can be cut. */
    public NetworkRun run(NetworkSpec network, TrafficSpec traffic, long seed, int partitions) {
        return measured(network, traffic, seed, partitions);
    }

    MeasuredRun measured(NetworkSpec network, TrafficSpec traffic, long seed, int partitions) {
        check(network);
        return this == MESH
                ? Simulation.inPartitions(partitions, network, traffic, seed)
                : new PacketSimulation(network, traffic.source(network.grid()), seed);
    }
}
