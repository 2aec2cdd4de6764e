package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.FaultParcel;
import org.skerry.model.protocol.Inbox;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.trace.Attestation;

/**
 * A verifier beside the chip: asks through an endpoint of its own at the edge of the mesh, round by round, what runs in enclaves, and
 * judges the answers. Nothing of the chip depends on what it finds. Its own computing takes no time.
 */
public final class EdgeVerifier implements Component {
    private static final int EVENT_ASKED = 1;
    private static final int EVENT_ACCEPTED = 2;
    private static final int EVENT_REJECTED = 3;

    private final AttestationPlan plan;
    private final long seed;
    private final int endpoint;
    private final NetworkPorts ports;
    private final Outbox outbox;
    private final Inbox inbox = new Inbox();
    private final EntityDigests digests = new EntityDigests(1);
    private final Map<Long, Question> open = new LinkedHashMap<>(); // by number
    private final List<Attestation.Answer> answers = new ArrayList<>();
    private Verifier verifier;
    private List<Subject> subjects = List.of();
    private int rounds; // that have been asked

    /**
     * Whom it asks about.
     *
     * @param name     of the actor
     * @param expected what should be there
     * @param domain   time-division domain in which questions about it travel: its own
     */
    public record Subject(String name, Reference expected, int domain) {}

    private record Question(int subject, long cycle, byte[] nonce) {}

    /**
     * A verifier that has no reference values yet.
     *
     * @param seed     of its nonces
     * @param endpoint its own
     */
    public EdgeVerifier(AttestationPlan plan, long seed, Network network, int endpoint, MessageSpec messages) {
        this.plan = plan;
        this.seed = seed;
        this.endpoint = endpoint;
        this.ports = network.open(this, endpoint, 1);
        this.outbox = new Outbox(endpoint, ports, null, messages);
    }

    /** Learns what was deployed, and whose chips it trusts. */
    public void learn(List<Subject> newSubjects, List<byte[]> roots) {
        subjects = List.copyOf(newSubjects);
        verifier = new Verifier(new Policy(roots, plan.minimumSecurityVersion(), plan.debugAllowed(), plan.within()));
    }

    @Override
    public String name() {
        return "verifier";
    }

    @Override
    public long tick(long cycle) {
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            Parcel parcel = inbox.take(cycle, packet);
            if (parcel instanceof FaultParcel) {
                continue; // nobody will answer, which is found out when time is up
            }
            if (parcel instanceof AttestParcel.AttestAnswer answer) {
                judge(cycle, answer);
            } else if (parcel != null) {
                throw new IllegalStateException(
                        "cycle " + cycle + ": the verifier got " + parcel + " from endpoint " + packet.source());
            }
        }
        while (ports.pollSpace(cycle) >= 0) {
            outbox.pump(cycle);
        }
        while (nextRound() <= cycle) {
            ask(cycle);
        }
        return nextRound();
    }

    private long nextRound() {
        return rounds < plan.times() ? plan.round(rounds) : IDLE;
    }

    private void ask(long cycle) {
        for (int i = 0; i < subjects.size(); i++) {
            long number = (long) rounds * subjects.size() + i;
            Question question = new Question(i, cycle, nonce(number));
            Claims.Enclave expected = subjects.get(i).expected().enclave();
            open.put(number, question);
            digests.add(0, cycle, EVENT_ASKED, number);
            outbox.send(
                    cycle,
                    expected.enclave(),
                    subjects.get(i).domain(),
                    new AttestParcel.AttestRequest(number, expected.actor(), question.nonce()));
        }
        rounds++;
    }

    /** A number that is used once: a verifier outside would draw it. */
    private byte[] nonce(long number) {
        byte[] label = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(seed)
                .putLong(number)
                .array();
        return ByteBuffer.allocate(Evidence.NONCE_BYTES)
                .put(Sha256.of(new byte[] {0}, label))
                .put(Sha256.of(new byte[] {1}, label))
                .array();
    }

    private void judge(long cycle, AttestParcel.AttestAnswer answer) {
        Question question = open.remove(answer.question());
        if (question == null) {
            throw new IllegalStateException("cycle " + cycle + ": nobody asked question " + answer.question());
        }
        Subject subject = subjects.get(question.subject);
        Verdict verdict = verifier.judge(question.nonce, answer.evidence(), subject.expected(), cycle - question.cycle);
        digests.add(0, cycle, verdict.accepted() ? EVENT_ACCEPTED : EVENT_REJECTED, answer.question());
        digests.addBytes(0, answer.evidence(), 0, answer.evidence().length);
        answers.add(new Attestation.Answer(
                subject.name,
                question.cycle,
                cycle,
                answer.evidence().length,
                verdict.words(),
                verdict.accepted() ? "" : verdict.toString()));
    }

    /** What it has found so far; questions that nobody has answered come last. */
    public Attestation found() {
        List<Attestation.Answer> all = new ArrayList<>(answers);
        open.values()
                .forEach(question -> all.add(new Attestation.Answer(
                        subjects.get(question.subject).name,
                        question.cycle,
                        Attestation.UNANSWERED,
                        0,
                        List.of(),
                        "")));
        return new Attestation(true, all);
    }

    /** Adds its history to a digest. */
    public void digest(DigestCombiner digest) {
        digest.add(endpoint, digests.high(0), digests.low(0));
    }

    @Override
    public void save(StateWriter out) {
        digests.save(out);
        outbox.save(out);
        inbox.save(out);
        verifier.save(out);
        out.writeInt(rounds);
        out.writeInt(open.size());
        open.forEach((number, question) -> {
            out.writeLong(number);
            out.writeInt(question.subject);
            out.writeLong(question.cycle);
            out.writeBytes(question.nonce);
        });
        Attestation.writeAll(answers, out);
    }

    @Override
    public void load(StateReader in) {
        digests.load(in);
        outbox.load(in);
        inbox.load(in);
        verifier.load(in);
        rounds = in.readInt();
        open.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            open.put(
                    in.readLong(),
                    new Question(in.readIndex(subjects.size(), "subjects"), in.readLong(), in.readBytes()));
        }
        Attestation.readAll(answers, in);
    }
}
