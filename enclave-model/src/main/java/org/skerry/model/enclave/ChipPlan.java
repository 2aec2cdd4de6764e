package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.skerry.model.attest.Device;
import org.skerry.model.attest.Manufacturer;
import org.skerry.model.attest.Publisher;
import org.skerry.model.attest.Sha256;
import org.skerry.model.control.ControlTree;
import org.skerry.model.core.CoreTimes;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.protocol.Manifest;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.rng.RandomStreams;

/** What all slices of a chip know and none changes: specification, seed, programs, deployment. Set once, before the run. */
final class ChipPlan {
    private static final String MANUFACTURER = "Skerry";

    private final ChipSpec spec;
    private final RandomStreams streams;
    private final Map<Long, Program> programs = new HashMap<>();
    private final Map<Long, byte[]> digests =
            new ConcurrentHashMap<>(); // of programs' images, by image; slices share it
    private final Map<Manifest, Boolean> signed = new ConcurrentHashMap<>(); // what was checked; slices share it
    private final long seed;
    private final FaultSpec faults;
    private final int maxHeld;
    private final ControlTree controlTree;
    private final StandingCredits standingCredits;
    private final ChipSpec[] specs; // by tile; null if all are alike
    private final CoreTimes[] coreTimes; // by tile; one if all are alike
    private ActorBirth births;
    private Device device; // once somebody has asked it to attest

    /** The device that holds the states of actors that are away. */
    static final long SWAP_STORE = ActorId.named("swap store");

    ChipPlan(ChipSpec spec, long seed, int maxHeld, FaultSpec faults) {
        this.spec = spec;
        this.faults = faults;
        this.seed = seed;
        this.streams = new RandomStreams(seed);
        this.maxHeld = maxHeld;
        this.standingCredits = spec.standingCredits();
        this.controlTree = spec.control().tree(spec.mesh());
        this.specs =
                spec.tiles().kinds().isEmpty() ? null : new ChipSpec[spec.mesh().routers()];
        for (int tile = 0; specs != null && tile < specs.length; tile++) {
            specs[tile] = spec.seenBy(tile * spec.mesh().endpointsPerRouter());
        }
        coreTimes = new CoreTimes[specs == null ? 1 : specs.length + 1];
        for (int tile = 0; specs != null && tile < specs.length; tile++) {
            coreTimes[tile] = new CoreTimes(specs[tile].core());
        }
        coreTimes[coreTimes.length - 1] = new CoreTimes(spec.core());
    }

    /** What the times of the core of an enclave, or of a port at the edge, are. */
    CoreTimes coreTimes(int number) {
        int tile = number / spec.mesh().endpointsPerRouter();
        return coreTimes[specs == null || tile >= specs.length ? coreTimes.length - 1 : tile];
    }

    void deploy(DeploymentPlan plan) {
        births = new ActorBirth(plan);
        plan.images().forEach((name, program) -> programs.put(ActorBirth.imageId(name), program));
    }

    /** The chip as it attests; made when it is first asked for, the same whoever asks first. */
    synchronized Device device() {
        if (device == null) {
            device = Device.switchOn(new Manufacturer(MANUFACTURER), Measurement.chip(spec, seed));
        }
        return device;
    }

    /** Key that verifiers of this chip trust. */
    static byte[] rootKey() {
        return new Manufacturer(MANUFACTURER).rootKey();
    }

    ChipSpec spec() {
        return spec;
    }

    /** What breaks. */
    FaultSpec faults() {
        return faults;
    }

    /** The nodes of the control plane. */
    ControlTree controlTree() {
        return controlTree;
    }

    /** Who may send to whom without asking for room first. */
    StandingCredits standingCredits() {
        return standingCredits;
    }

    /** The chip as one of its enclaves, or a port at the edge, sees it. */
    ChipSpec specOf(int number) {
        int tile = number / spec.mesh().endpointsPerRouter();
        return specs == null || tile >= specs.length ? spec : specs[tile];
    }

    RandomStreams streams() {
        return streams;
    }

    /** Enclaves from this number on may not hold a guest in mid-turn; a bound by place is the same on every thread count. */
    int maxHeld() {
        return maxHeld;
    }

    ActorBirth births() {
        return births;
    }

    /** The program of an image; slices share it, since programs never change. */
    Program program(long image) {
        return programs.get(image);
    }

    /** The array of the program with this image if it holds the same bytes, so that all who are loaded with it share one. */
    byte[] shared(long image, byte[] bytes) {
        Program program = program(image);
        return program != null && Arrays.equals(program.image(), bytes) ? program.image() : bytes;
    }

    /** Whether these are the bytes of the program with this image. */
    boolean isImage(long image, byte[] bytes) {
        Program program = program(image);
        return program != null && Arrays.equals(program.image(), bytes);
    }

    /** SHA-256 of bytes that were loaded as this image. */
    byte[] digest(long image, byte[] bytes) {
        Program program = program(image);
        // Thousands of enclaves may hold the same array: it is hashed once.
        return program != null && program.image() == bytes
                ? digests.computeIfAbsent(image, id -> Sha256.of(bytes))
                : Sha256.of(bytes);
    }

    /** Whether the publisher whose key is in the fuses has signed this manifest. The same bytes are checked once, whoever loads them. */
    boolean isPublished(Manifest manifest) {
        return signed.computeIfAbsent(manifest, given -> Publisher.hasSigned(publisherKey(), given));
    }

    /** Key of whoever publishes the images that this chip loads. */
    private static byte[] publisherKey() {
        return new Publisher(Program.PUBLISHER).publicKey();
    }

    /** The largest message, header included, that a mailbox can ever grant room for. */
    int largestMessageBytes() {
        return standingCredits.largestMessageBytes();
    }
}
