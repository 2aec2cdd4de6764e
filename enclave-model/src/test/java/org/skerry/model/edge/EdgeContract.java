package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.edge.StorageFormat.Request;
import org.skerry.model.edge.StorageProgram.StoredObject;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStreams;

/** What devices do is the same on every machine; a machine passes by a subclass that builds it. */
abstract class EdgeContract {
    private static final int[] NONE = {};
    private static final int STORE = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;
    private static final StorageSpec SMALL =
            new StorageSpec(64, 2, 4, 78_000, 15_000, 1112, 6_500_000_000L, 3_500_000_000L, 71);

    /** A machine with room for two devices at its edge. */
    abstract Machine machine();

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] request(int operation, String name, long offset, String data, int length) {
        byte[] bytes = bytes(data);
        int wanted = operation == StorageFormat.WRITE ? bytes.length : length;
        return new Request(operation, 0, bytes(name), 5, offset, wanted, bytes).payload();
    }

    private static byte[] write(String name, String data) {
        return request(StorageFormat.WRITE, name, 0, data, 0);
    }

    private static byte[] read(String name) {
        return request(StorageFormat.READ, name, 0, "", 1000);
    }

    /** Calls the store and logs what it answers: operation, status, size, text. */
    private static void ask(Turn turn, String store, byte[] request) {
        int status = turn.call(turn.granted(store), request, NONE);
        byte[] answer = turn.answer().payload();
        ByteBuffer in = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(answer, StorageFormat.HEADER_BYTES, in.getInt(16), StandardCharsets.ISO_8859_1)
                .replace('\0', '.')
                .replace('\1', '1');
        turn.log(
                turn.granted("log"),
                bytes(status + " op " + in.get(0) + " status " + in.getShort(2) + " tag " + in.getInt(4) + " size "
                        + in.getLong(8) + " " + text));
    }

    /** The lines that the actors of a plan write, sorted. */
    private List<String> lines(DeploymentPlan plan) {
        try (Machine machine = machine()) {
            machine.deploy(plan);
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.log().stream().map(LogLine::text).sorted().toList();
        }
    }

    private static PlanBuilder disk(StorageSpec spec, StoredObject... contents) {
        return new PlanBuilder()
                .program("storage", new StorageProgram("disk", spec, List.of(contents), false))
                .instance("disk", "storage", new byte[0], false);
    }

    @Test
    void whatIsWrittenIsReadBackAndOutlivesItsWriter() {
        DeploymentPlan plan = disk(StorageSpec.DEFAULT)
                .actor(
                        "writer",
                        (turn, memory) -> {
                            ask(turn, "disk", write("a", "hello"));
                            ask(turn, "disk", request(StorageFormat.WRITE, "a", 7, "!", 0));
                            turn.send(turn.granted("reader"), new byte[0], NONE);
                            throw new org.skerry.sim.machine.JavaProgram.Exit(0);
                        },
                        to("disk", STORE, 1),
                        to("reader"),
                        PlanBuilder.log())
                .actor(
                        "reader",
                        (turn, memory) -> {
                            if (turn.message().sender() != 0) {
                                ask(turn, "disk", read("a"));
                                ask(turn, "disk", request(StorageFormat.READ, "a", 1, "", 3));
                                ask(turn, "disk", request(StorageFormat.LIST, "", 0, "", 100));
                                ask(turn, "disk", request(StorageFormat.DELETE, "a", 0, "", 0));
                                ask(turn, "disk", request(StorageFormat.STAT, "a", 0, "", 0));
                            }
                        },
                        to("disk", STORE, 1),
                        PlanBuilder.log())
                .build();
        assertEquals(
                List.of(
                        "0 op 1 status 0 tag 5 size 8 ell",
                        "0 op 1 status 0 tag 5 size 8 hello..!",
                        "0 op 2 status 0 tag 5 size 5 ",
                        "0 op 2 status 0 tag 5 size 8 ",
                        "0 op 3 status 0 tag 5 size 0 ",
                        "0 op 4 status -1 tag 5 size 0 ",
                        "0 op 5 status 0 tag 5 size 0 1a"),
                lines(plan));
    }

    @Test
    void aLabelIsACompartmentThatNoRequestCanLeave() {
        DeploymentPlan plan = disk(StorageSpec.DEFAULT, new StoredObject(1, "a", bytes("of one")))
                .actor("one", (turn, memory) -> ask(turn, "disk", read("a")), to("disk", STORE, 1), PlanBuilder.log())
                .actor(
                        "two",
                        (turn, memory) -> {
                            ask(turn, "disk", read("a"));
                            ask(turn, "disk", request(StorageFormat.LIST, "", 0, "", 100));
                            int posed = turn.attenuate(turn.granted("disk"), STORE, 1);
                            turn.call(posed, read("a"), NONE);
                            short status = ByteBuffer.wrap(turn.answer().payload())
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getShort(2);
                            turn.log(turn.granted("log"), bytes("posed " + status));
                        },
                        to("disk", STORE, 2),
                        PlanBuilder.log())
                .build();
        assertEquals(
                List.of(
                        "0 op 1 status -1 tag 5 size 0 ",
                        "0 op 1 status 0 tag 5 size 6 of one",
                        "0 op 5 status 0 tag 5 size 0 ",
                        "posed -1"),
                lines(plan));
    }

    @Test
    void eachOperationNeedsItsRight() {
        DeploymentPlan plan = disk(StorageSpec.DEFAULT, new StoredObject(1, "a", bytes("x")))
                .actor(
                        "clerk",
                        (turn, memory) -> {
                            for (String handle : List.of("reads", "writes", "sends")) {
                                ask(turn, handle, read("a"));
                                ask(turn, handle, write("b", "y"));
                                ask(turn, handle, request(StorageFormat.DELETE, "b", 0, "", 0));
                            }
                        },
                        grant("reads", Rights.SEND | Rights.STORAGE | Rights.READ),
                        grant("writes", Rights.SEND | Rights.STORAGE | Rights.WRITE),
                        grant("sends", Rights.SEND | Rights.READ | Rights.WRITE),
                        PlanBuilder.log())
                .build();
        assertEquals(
                List.of(
                        "0 op 1 status -2 tag 5 size 0 ",
                        "0 op 1 status -2 tag 5 size 0 ",
                        "0 op 1 status 0 tag 5 size 1 x",
                        "0 op 2 status -2 tag 5 size 0 ",
                        "0 op 2 status -2 tag 5 size 0 ",
                        "0 op 2 status 0 tag 5 size 1 ",
                        "0 op 3 status -2 tag 5 size 0 ",
                        "0 op 3 status -2 tag 5 size 0 ",
                        "0 op 3 status 0 tag 5 size 0 "),
                lines(plan));
    }

    private static DeploymentPlan.GrantPlan grant(String name, int rights) {
        return new DeploymentPlan.GrantPlan(name, new DeploymentPlan.GrantTarget.ToActor("disk"), rights, 1);
    }

    @Test
    void aFullCompartmentRefusesAndStaysAsItWas() {
        DeploymentPlan plan = disk(SMALL)
                .actor(
                        "hoarder",
                        (turn, memory) -> {
                            ask(turn, "disk", write("a", "x".repeat(60)));
                            ask(turn, "disk", write("b", "yyyyy")); // 61 + 6 > 64
                            ask(turn, "disk", request(StorageFormat.WRITE, "a", Long.MAX_VALUE, "z", 0));
                            ask(turn, "disk", request(StorageFormat.STAT, "a", 0, "", 0));
                            ask(turn, "disk", new byte[3]);
                        },
                        to("disk", STORE, 1),
                        PlanBuilder.log())
                .actor(
                        "neighbour",
                        (turn, memory) -> ask(turn, "disk", write("b", "neighbour")),
                        to("disk", STORE, 2),
                        PlanBuilder.log())
                .build();
        assertEquals(
                List.of(
                        "0 op 0 status -4 tag 0 size 0 ",
                        "0 op 2 status -3 tag 5 size 0 ",
                        "0 op 2 status -3 tag 5 size 0 ",
                        "0 op 2 status 0 tag 5 size 60 ",
                        "0 op 2 status 0 tag 5 size 9 ",
                        "0 op 4 status 0 tag 5 size 60 "),
                lines(plan));
    }

    /** Requests from outside to an echo that answers by the handle it was given, and one that poses as another request. */
    static DeploymentPlan outside(int requests, boolean impostor) {
        Arrivals.Plan plan = new Arrivals.Plan(Arrivals.Process.POISSON, requests, 500, 2000, new long[0]);
        NetworkProgram network = new NetworkProgram(
                "outside",
                NetworkSpec.DEFAULT,
                plan.toString(),
                targets -> new Arrivals(
                        plan,
                        targets,
                        number -> bytes("request " + number),
                        new RandomStreams(11).stream("arrivals", 0)));
        PlanBuilder builder = new PlanBuilder()
                .program("network", network)
                .instance("outside", "network", new byte[0], false, to("echo"))
                .actor("echo", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        turn.send(turn.received(0), turn.message().payload(), NONE);
                        turn.drop(turn.received(0));
                    }
                });
        if (impostor) {
            builder.actor(
                    "impostor",
                    (turn, memory) -> {
                        for (int label = 1; label <= requests; label++) {
                            int posed = turn.attenuate(turn.granted("outside"), Rights.SEND, label);
                            turn.send(posed, bytes("lies"), NONE);
                            turn.drop(posed);
                        }
                    },
                    to("outside"));
        }
        return builder.build();
    }

    @Test
    void everyRequestFromOutsideIsAnsweredOnce() {
        try (Machine machine = machine()) {
            machine.deploy(outside(50, false));
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(50, machine.statistics().value("edge.outside.arrivals"));
            assertEquals(50, machine.statistics().value("edge.outside.answers"));
            assertEquals(0, machine.statistics().value("edge.outside.open"));
            String csv = new String(
                    machine.devices().get("outside").results().get("edge-outside.csv"), StandardCharsets.UTF_8);
            TreeSet<String> numbers = new TreeSet<>();
            csv.lines().skip(1).forEach(line -> numbers.add(line.split(",")[0]));
            assertEquals(50, numbers.size());
        }
    }

    @Test
    void nobodyAnswersARequestWithoutTheHandleThatCameWithIt() {
        try (Machine machine = machine()) {
            machine.deploy(outside(20, true));
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(20, machine.statistics().value("edge.outside.answers"));
            assertEquals(20, machine.statistics().value("edge.outside.others"));
        }
    }

    @Test
    void aCheckpointAtAnyTimeGoesOnToTheSameDigest() {
        DeploymentPlan plan = outside(30, true);
        String whole;
        long end;
        try (Machine machine = machine()) {
            machine.deploy(plan);
            machine.run(RunLimits.NONE);
            whole = machine.digest();
            end = machine.cycle();
        }
        for (int i = 0; i < 12; i++) {
            byte[] saved;
            long cycle = new RandomStreams(8).stream("cut", i).nextLong(end + 1);
            try (Machine machine = machine()) {
                machine.deploy(plan);
                machine.run(RunLimits.toCycle(cycle));
                saved = machine.checkpoint();
            }
            try (Machine machine = machine()) {
                machine.deploy(plan);
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), "saved at " + cycle);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest(), "saved at " + cycle);
            }
        }
    }
}
