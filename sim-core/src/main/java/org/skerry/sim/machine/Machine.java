package org.skerry.sim.machine;

import java.util.List;
import java.util.Map;
import org.skerry.sim.device.Device;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;

/**
 * Something actors run on. One law book holds for every machine ({@code MachineContractTest}): order per pair, nothing lost or
 * doubled, handles unforgeable and dead after revocation, quiescence detected, equal seed gives equal digest.
 *
 * <p>Used by one thread, except {@link #requestStop}. A machine takes one deployment in its life.
 */
public interface Machine extends AutoCloseable {
    /**
     * Brings the actors of a plan to life; their START messages wait at cycle 0.
     *
     * @throws org.skerry.sim.config.ConfigException when the plan does not fit this machine; the message says by how much
     * @throws org.skerry.sim.actor.GuestException when a program cannot live here
     */
    Deployment deploy(DeploymentPlan plan);

    /** Runs until the work is done or a limit is reached. Can be called again with wider limits. */
    RunOutcome run(RunLimits limits);

    /** Asks a running machine to stop at the next safe moment. Any thread; the run ends as {@link RunOutcome.LimitReached}. */
    void requestStop();

    /** Number of places: enclaves, cores, or 1; actors and observers name places from 0. */
    int places();

    /** Number of places that observers hear of: {@link #places}, and where devices at the edge are. */
    default int observedPlaces() {
        return places();
    }

    /** The devices at the edge by name, in the order of the deployment. They are the machine's; nobody else may make them do anything. */
    default Map<String, Device> devices() {
        return Map.of();
    }

    /** Simulated time, in cycles of the machine's base clock. */
    long cycle();

    /** Turns that have ended: the metric {@code turns.count}, at a price at which it can be asked for every thousand cycles. */
    default long turns() {
        return statistics().value("turns.count");
    }

    /** Every metric at this moment. */
    StatsSnapshot statistics();

    /** The hash over every event so far and the present state, 32 hexadecimal digits. Excludes host, threads and wall time. */
    String digest();

    /** The lines that actors have written, in order of (cycle, actor in order of deployment). */
    List<LogLine> log();

    /** What lies where, for pictures and traces. */
    Floorplan floorplan();

    /** What passed over each link of the mesh so far, always in the same order; empty where links are not modelled. */
    default List<LinkLoad> links() {
        return List.of();
    }

    /** Whose bytes lie where now, space by space and in order of address; empty for a machine whose memory has no addresses. */
    default List<MemoryRegion> memoryMap() {
        return List.of();
    }

    /** Whose bytes were reached so far by accesses that left what their maker was given; nobody's unless the machine has addresses. */
    default Reach reach() {
        return Reach.NONE;
    }

    /** What came so far of the orders of whoever has taken over the control of the machine; empty unless somebody has. */
    default List<OrderOutcome> orders() {
        return List.of();
    }

    /** What whoever reads its figures should know about how this deployment lies on this machine, one sentence each. */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * What somebody found who asks what runs here; {@link Attestation#NONE} unless somebody does, {@link Attestation#UNABLE} if nothing here
     * could answer.
     */
    default Attestation attestation() {
        return Attestation.UNABLE;
    }

    /** What leads where now, as registers that no software writes hold it; {@link EndpointList#NONE} where nothing is kept so. */
    default EndpointList endpoints() {
        return EndpointList.NONE;
    }

    /** What actors were granted so far and what they used of it, those that have ended included where the machine still knows them. */
    List<ActorAuthority> authority();

    /** Attaches a watcher, or detaches it with null. Changes no result. Before the first run only. */
    void observe(RunObserver observer);

    /** Attaches whoever is to hear of lives and links, or nobody with null. Changes no result. Before the deployment only. */
    default void observeLives(LifeObserver observer) {}

    /**
     * The whole state as bytes; a fresh machine with the same configuration and deployment goes on from it with {@link #restore}.
     *
     * @throws CheckpointRefused while a guest is held in mid-turn; the message names it
     */
    byte[] checkpoint();

    /**
     * Puts a machine on which the same plan has been deployed, and which has not run, into a saved state.
     *
     * @throws org.skerry.sim.state.StateException when the bytes are damaged or from another configuration
     */
    void restore(byte[] checkpoint);

    @Override
    void close();
}
