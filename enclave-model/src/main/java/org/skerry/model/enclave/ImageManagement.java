package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.skerry.model.control.LoadSpec;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.ReportParcel;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The image management of a tile: loads programs into its enclaves, one after another, each in the same steps. Their order is wiring,
 * and no packet leads from one of them to another than the next:
 *
 * <pre>
 *   Zeroise                                   image
 *      |                                        |
 *      v                                        v
 *   WAITING --> hold, zeroise --> CLEAR --> hash --> verify --> install, release --> next
 *                 CLEARING                 HASHING  VERIFYING       RELEASING
 *                                                      |                |
 *                      |         not as declared, signed, at least as new       written since it was hashed
 *                      v                               v                v
 *   no image in imageTimeoutCycles             refused: the enclave stays held and clear
 * </pre>
 *
 * <p>It also attests what it has loaded to whoever asks, one after another with the loads, and checks what others were asked for by the actors of its
 * enclaves: see {@link Attester}.
 *
 * <p>It has write wires to the memories and none to read them with but those from the code to its hash unit. What each step costs says
 * {@link LoadSpec}. In a chip that is divided by time each enclave has every cycle in its turn, one of as many as the tile has enclaves: a load
 * takes so many times as long, and none waits for another.
 */
final class ImageManagement implements Stateful {
    private enum Step {
        IDLE,
        CLEARING,
        CLEAR,
        HASHING,
        VERIFYING,
        RELEASING,
        ATTESTING,
        CHECKING
    }

    private static final int NOBODY = -1;

    private static final Step[] STEPS = Step.values();

    private final Attester attester;
    private final LoadSpec spec;
    private final int shares; // every step takes so many times as long
    private final ChipPlan plan;
    private final LoadCounters counters = new LoadCounters();
    private final List<Enclave> enclaves = new ArrayList<>(); // of the tile
    private final ArrayDeque<TileWish> waiting = new ArrayDeque<>();
    private TileWish current; // null if idle
    private Step step = Step.IDLE;
    private long stepBegan;
    private long imageDue; // by when the image has to be in, if it is waited for
    private boolean abandoned; // by a node of the control plane that is lost
    private int heir = NOBODY; // who hears of the result too
    private LoadParcel load; // whose image has arrived
    private ImageSegment code; // into which it was written
    private byte[] digest; // of the code
    private byte[] evidence; // that is being signed

    /** Of a tile whose cycles go to so many in turn, used or not; this is one of them, for some of its enclaves. */
    ImageManagement(ChipPlan plan, int number, int shares) {
        this.attester = new Attester(plan, number);
        this.shares = shares;
        this.plan = plan;
        this.spec = plan.spec().load();
    }

    /** One more enclave of the tile. */
    void serve(Enclave enclave) {
        enclaves.add(enclave);
    }

    /** Whether a program is being loaded into an enclave now. */
    boolean isLoading(Enclave enclave) {
        return current != null && current.enclave() == enclave && current.isLoad();
    }

    LoadCounters counters() {
        return counters;
    }

    // ---- what arrives ----------------------------------------------------------------------------------------------

    /** An enclave is to be cleared for a load; it waits while image management is at work. */
    void zeroise(long cycle, Enclave enclave, int source, CommandParcel.Zeroise order) {
        if (step == Step.CLEAR
                && current.enclave() == enclave
                && current.order().equals(order)) {
            // Another node of the control plane goes on with what one that was lost had begun.
            awaitNoImage();
            current = new TileWish(enclave, source, order, cycle);
            awaitImage(cycle + shares * (long) spec.imageTimeoutCycles());
            answer(cycle, new ReportParcel.Cleared(order.order(), order.actor()));
            return;
        }
        queue(cycle, new TileWish(enclave, source, order, cycle));
    }

    /** Somebody asks what runs in an enclave; he waits while image management is at work. */
    void attest(long cycle, Enclave enclave, int source, Parcel question) {
        queue(cycle, new TileWish(enclave, source, question, cycle));
    }

    /** Evidence about somebody else has come for an actor, which hears of it when it has been checked. */
    void check(long cycle, Enclave enclave, int source, MessageParcel.Notice evidence) {
        queue(cycle, new TileWish(enclave, source, evidence, cycle));
    }

    private void queue(long cycle, TileWish wish) {
        waiting.add(wish);
        if (current == null) {
            next(cycle);
        }
    }

    /** An image has streamed in. One that nothing was cleared for is not taken: its packet ends here. */
    void load(long cycle, Enclave enclave, LoadParcel arrived) {
        if (step != Step.CLEAR
                || current.enclave() != enclave
                || current.order().order() != arrived.order()
                || current.order().actor() != arrived.actor()) {
            return;
        }
        awaitNoImage();
        load = arrived;
        code = codeOf(enclave, arrived);
        counters.streamCycles += cycle - stepBegan;
        begin(cycle, Step.HASHING, spec.hashCycles(arrived.image().length));
    }

    private ImageSegment codeOf(Enclave enclave, LoadParcel arrived) {
        return new ImageSegment(enclave.loadTarget().nameFor(arrived), plan.shared(arrived.imageId(), arrived.image()));
    }

    // ---- steps -----------------------------------------------------------------------------------------------------

    /** Begins what waits next, unless that makes no sense any more. */
    private void next(long cycle) {
        if (step == Step.CLEAR) {
            awaitNoImage();
        }
        current = null;
        step = Step.IDLE;
        abandoned = false;
        heir = NOBODY;
        load = null;
        code = null;
        digest = null;
        evidence = null;
        while (current == null && !waiting.isEmpty()) {
            TileWish wish = waiting.remove();
            if (wish.isCheck()) {
                current = wish;
                int bytes = wish.evidence().payload().length - Message.EVIDENCE_HEADER_BYTES;
                counters.checked++;
                counters.checkCycles += attester.checkCycles(bytes);
                begin(cycle, Step.CHECKING, attester.checkCycles(bytes));
            } else if (!wish.isLoad()) {
                current = wish;
                measure(cycle);
            } else if (wish.makesSense()) {
                current = wish;
                counters.waitCycles += cycle - wish.cycle();
                wish.enclave().management().hold(cycle, wish.order().order());
                wish.enclave().commanded(cycle, wish.order());
                begin(cycle, Step.CLEARING, spec.holdCycles() + zeroiseCycles());
            } else {
                if (plan.spec().control().watched() && wish.order().order() != OrderParcel.NO_ORDER) {
                    wish.enclave().network().answer(cycle, wish.source(), refusal(wish));
                }
                wish.enclave().management().loadFailed(cycle, wish.order().order(), Status.TARGET_DEAD);
            }
        }
    }

    /** Begins to hash and sign what is found. Who does not run cannot be measured. */
    private void measure(long cycle) {
        evidence = attester.evidence(current.enclave(), current.subject(), current.nonce());
        long cycles = attester.signCycles(evidence);
        counters.attested++;
        counters.attestCycles += cycles;
        begin(cycle, Step.ATTESTING, cycles);
    }

    private long zeroiseCycles() {
        return spec.zeroiseCycles(
                plan.specOf(enclaves.get(0).number()).enclave().clearedBytes());
    }

    private void begin(long cycle, Step newStep, long cycles) {
        step = newStep;
        stepBegan = cycle;
        current.enclave().wakeManagementAt(cycle + shares * cycles);
    }

    /** The step that is under way has come to its end. */
    void due(long cycle) {
        switch (step) {
            case CLEARING -> cleared(cycle);
            case HASHING -> hashed(cycle);
            case VERIFYING -> verified(cycle);
            case RELEASING -> released(cycle);
            case ATTESTING -> attested(cycle);
            case CHECKING -> checked(cycle);
            default -> throw new IllegalStateException("cycle " + cycle + ": image management woke up in " + step);
        }
    }

    private void cleared(long cycle) {
        counters.holdCycles += (long) shares * spec.holdCycles();
        counters.zeroiseCycles += shares * zeroiseCycles();
        if (abandoned) {
            next(cycle);
            return;
        }
        step = Step.CLEAR;
        stepBegan = cycle;
        awaitImage(cycle + shares * (long) spec.imageTimeoutCycles());
        answer(
                cycle,
                new ReportParcel.Cleared(
                        current.order().order(), current.order().actor()));
    }

    private void awaitImage(long due) {
        imageDue = due;
        current.enclave()
                .imageTimers()
                .add(due, current.enclave().number(), current.order().actor());
    }

    private void awaitNoImage() {
        current.enclave()
                .imageTimers()
                .remove(imageDue, current.enclave().number(), current.order().actor());
    }

    /** Whoever ordered a load has not sent its image in time: it is lost, or kept from it. Others need not wait for that. */
    void imageMissing(long cycle) {
        refuse(cycle);
    }

    private void hashed(long cycle) {
        counters.hashCycles += cycle - stepBegan;
        digest = plan.digest(load.imageId(), code.forHashing());
        begin(cycle, Step.VERIFYING, spec.verifyCycles());
    }

    private void verified(long cycle) {
        counters.verifyCycles += cycle - stepBegan;
        if (!Arrays.equals(digest, load.manifest().imageDigest())
                || !plan.isPublished(load.manifest())
                || current.enclave().loadTarget().rollsBack(load)) {
            refuse(cycle);
            return;
        }
        int capabilities = current.enclave().loadTarget().capabilitiesOf(load);
        begin(cycle, Step.RELEASING, spec.installCycles(capabilities) + spec.releaseCycles());
    }

    private void released(long cycle) {
        counters.installCycles += cycle - stepBegan - (long) shares * spec.releaseCycles();
        counters.releaseCycles += (long) shares * spec.releaseCycles();
        // No program is known that other bytes than those of its image would mean.
        if (code.writtenSinceHash()
                || !plan.isImage(load.imageId(), code.forHashing())
                || !current.enclave().loadTarget().populate(load, code)) {
            refuse(cycle);
            return;
        }
        counters.loads++;
        TileWish done = current;
        LoadParcel what = load;
        answer(cycle, new ReportParcel.LoadResult(what.order(), what.actor(), true));
        next(cycle);
        done.enclave().loadTarget().begin(cycle, what);
    }

    private void attested(long cycle) {
        answer(cycle, current.answer(evidence));
        next(cycle);
    }

    private void checked(long cycle) {
        TileWish done = current;
        next(cycle);
        done.enclave().network().oversight().checked(cycle, done.evidence(), attester);
    }

    /** The enclave stays held, and is cleared of what was written: another order has to come. */
    private void refuse(long cycle) {
        counters.refused++;
        if (code != null) {
            code.clear();
        }
        TileWish failed = current;
        answer(cycle, refusal(failed));
        next(cycle);
        failed.enclave().management().loadFailed(cycle, failed.order().order(), Status.NO_ROOM);
    }

    private static ReportParcel.LoadResult refusal(TileWish load) {
        return new ReportParcel.LoadResult(load.order().order(), load.order().actor(), false);
    }

    private void answer(long cycle, Parcel parcel) {
        current.enclave().network().answer(cycle, current.source(), parcel);
        if (heir != NOBODY) {
            current.enclave().network().answer(cycle, heir, parcel);
        }
    }

    /**
     * An enclave obeys another node of the control plane from now on. What lost nodes have ordered there and not sent an image for is given up; of an
     * image that is in already the new node hears the result.
     *
     * @return the new actor whose image is in already, or 0
     */
    long handOver(long cycle, Enclave enclave, int newHeir, IntPredicate lost) {
        for (TileWish wish : List.copyOf(waiting)) {
            if (wish.isLoad() && wish.enclave() == enclave && lost.test(wish.source()) && !wish.isRestart()) {
                waiting.remove(wish);
                sayGivenUp(cycle, wish);
            }
        }
        if (current == null
                || !current.isLoad()
                || current.enclave() != enclave
                || abandoned
                || current.isRestart()
                || !lost.test(current.source())) {
            return 0;
        }
        if (step == Step.CLEARING || step == Step.CLEAR) {
            sayGivenUp(cycle, current);
            abandoned = true;
            if (step == Step.CLEAR) {
                next(cycle);
            }
            return 0;
        }
        heir = newHeir;
        return load.order() == OrderParcel.NO_ORDER ? load.actor() : 0;
    }

    /**
     * Another node goes on with a restart that one which was lost had begun.
     *
     * @param from number of the order so far
     * @param to   number that the other node gave it
     * @return whether it is needed; it is not once the image is in
     */
    boolean passOn(long cycle, Enclave enclave, int from, int node, int to) {
        if (current == null || !current.isLoad(enclave, from)) {
            List<TileWish> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(wish -> waiting.add(wish.isLoad(enclave, from) ? wish.from(node, to) : wish));
            return true;
        }
        if (step == Step.CLEAR) {
            awaitNoImage();
            current = current.from(node, to);
            awaitImage(cycle + shares * (long) spec.imageTimeoutCycles());
            answer(cycle, new ReportParcel.Cleared(to, current.order().actor()));
            return true;
        }
        if (step == Step.CLEARING) {
            current = current.from(node, to);
            return true;
        }
        return false;
    }

    /** In case the node was only slow. */
    private static void sayGivenUp(long cycle, TileWish wish) {
        wish.enclave()
                .network()
                .answer(
                        cycle,
                        wish.source(),
                        new ControlParcel.Elsewhere(wish.order().actor()));
        wish.enclave().management().loadFailed(cycle, wish.order().order(), Status.NO_ROOM);
    }

    /** The code that was written and not released yet, or null. */
    ImageSegment code() {
        return code;
    }

    // ---- state -----------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        counters.save(out);
        out.writeInt(waiting.size());
        waiting.forEach(wish -> write(wish, out));
        out.writeInt(step.ordinal());
        if (step == Step.IDLE) {
            return;
        }
        write(current, out);
        out.writeLong(stepBegan);
        out.writeBoolean(abandoned);
        out.writeInt(heir);
        if (step == Step.CLEAR) {
            out.writeLong(imageDue);
        }
        if (step == Step.CLEARING || step == Step.CLEAR || step == Step.CHECKING) {
            return;
        }
        if (step == Step.ATTESTING) {
            out.writeBytes(evidence);
            return;
        }
        Parcel.write(load, out);
        if (step != Step.HASHING) {
            out.writeBytes(digest);
        }
    }

    private void write(TileWish wish, StateWriter out) {
        out.writeInt(enclaves.indexOf(wish.enclave()));
        out.writeInt(wish.source());
        Parcel.write(wish.what(), out);
        out.writeLong(wish.cycle());
    }

    @Override
    public void load(StateReader in) {
        counters.load(in);
        waiting.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            waiting.add(read(in));
        }
        current = null;
        load = null;
        code = null;
        digest = null;
        step = STEPS[in.readIndex(STEPS.length, "steps of a load")];
        if (step == Step.IDLE) {
            return;
        }
        current = read(in);
        stepBegan = in.readLong();
        abandoned = in.readBoolean();
        heir = in.readInt();
        if (step == Step.CLEAR) {
            awaitImage(in.readLong());
        }
        if (step == Step.CLEARING || step == Step.CLEAR || step == Step.CHECKING) {
            return;
        }
        if (step == Step.ATTESTING) {
            evidence = in.readBytes();
            return;
        }
        load = (LoadParcel) Parcel.read(in);
        code = codeOf(current.enclave(), load);
        if (step != Step.HASHING) {
            digest = in.readBytes();
            code.forHashing(); // that was before
        }
    }

    private TileWish read(StateReader in) {
        Enclave enclave = enclaves.get(in.readIndex(enclaves.size(), "enclaves of a tile"));
        return new TileWish(enclave, in.readInt(), Parcel.read(in), in.readLong());
    }
}
