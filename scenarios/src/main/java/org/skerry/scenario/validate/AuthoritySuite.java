package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.skerry.scenario.authority.CaretakerRun;
import org.skerry.scenario.authority.ForgeryRun;
import org.skerry.scenario.authority.RevocationCase;
import org.skerry.scenario.authority.RevocationOutcome;
import org.skerry.scenario.authority.RevocationRun;
import org.skerry.scenario.contract.Compliance;
import org.skerry.scenario.run.BuiltMachine;
import org.skerry.sim.machine.Machine;

/** Revocations beside their closed form, uses after one is acknowledged, and handles that nobody gave. */
final class AuthoritySuite implements Suite {
    private static final String IDLE = "revocation, idle";
    private static final String LOADED = "revocation, under load";
    private static final String FINAL = "uses after revocation";
    private static final String FORGED = "forged handles";
    private static final String CARETAKER = "caretaker";

    /** What the closed form is held to. */
    private static final double TOLERANCE_PERCENT = 10;

    private static final String LAW =
            "closed form of org.skerry.model.enclave.RevocationLaw, docs/VALIDATION.md, committed before the measurement";
    private static final String CONTRACT = "docs/CONTRACT.md, section 5";

    /** Enclaves no, 1, 7 and 14 links away from the revoker's. */
    private static final int[] TARGETS = {1, 5, 29, 253};

    private static final int NEAR = TARGETS[2];
    private static final int FAR = TARGETS[3];
    private static final int SEVERAL = 16;
    private static final int LENT = 2;
    private static final int DEEPEST = 8;
    private static final int LOADED_ROUNDS = 20;

    /** Numbers that each guest tries above and below the table: more than 10^6 operations on each machine. */
    private static final int NUMBERS_EACH = 8000;

    /** Uses of each of 64 holders in each of 20 rounds: more than 10^6 reach the target after an acknowledgement. */
    private static final RevocationCase MILLION =
            new RevocationCase(NEAR, RevocationCase.MOST_HOLDERS, LENT, 0, false, 20, 830);

    @Override
    public String name() {
        return "authority";
    }

    @Override
    public String text() {
        return "latency of revocations against its closed form, uses accepted after an acknowledgement, forged handles";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (RevocationCase each : cases()) {
            String subject = each.loaded() ? LOADED : IDLE;
            if (effort.wanted().test(subject)) {
                measure(each, subject, rows);
            }
        }
        if (effort.wanted().test(FINAL)) {
            RevocationOutcome outcome = RevocationRun.of(MILLION, 1);
            rows.add(never(
                    FINAL,
                    "uses accepted after the acknowledgement",
                    MILLION.toString(),
                    outcome.acceptedAfter(),
                    outcome.attemptsAfter() + " attempts after " + MILLION.rounds() + " acknowledgements",
                    outcome.attemptsAfter() >= 1_000_000));
        }
        if (effort.wanted().test(CARETAKER)) {
            rows.add(caretaker());
        }
        if (effort.wanted().test(FORGED)) {
            BuiltMachine.ofEveryKind(Compliance.SEED).forEach((name, machine) -> rows.add(forged(name, machine)));
        }
        return rows;
    }

    /** Distance, fan-out, depth below the revoked capability, its own depth; then the same under load. */
    private static List<RevocationCase> cases() {
        List<RevocationCase> cases = new ArrayList<>();
        for (int target : TARGETS) {
            cases.add(idle(target, SEVERAL, LENT, 0));
        }
        for (int holders = 1; holders <= RevocationCase.MOST_HOLDERS; holders *= 2) {
            if (holders != SEVERAL) {
                cases.add(idle(FAR, holders, LENT, 0));
            }
        }
        for (int below = 1; below <= DEEPEST - LENT - 1; below++) {
            cases.add(idle(NEAR, SEVERAL, LENT, below));
        }
        for (int depth = 1; depth <= DEEPEST; depth++) {
            cases.add(idle(NEAR, depth == DEEPEST ? 0 : SEVERAL, depth, 0));
        }
        for (int target : TARGETS) {
            cases.add(loaded(target, SEVERAL, 0));
        }
        cases.add(loaded(NEAR, 1, 0));
        cases.add(loaded(NEAR, RevocationCase.MOST_HOLDERS, 0));
        cases.add(loaded(NEAR, SEVERAL, DEEPEST - LENT - 1));
        return cases.stream().distinct().toList();
    }

    private static RevocationCase idle(int target, int holders, int depth, int below) {
        return new RevocationCase(
                target, holders, depth, below, false, RevocationCase.MOST_ROUNDS, RevocationCase.lastingUses(holders));
    }

    private static RevocationCase loaded(int target, int holders, int below) {
        return new RevocationCase(
                target, holders, LENT, below, true, LOADED_ROUNDS, RevocationCase.lastingUses(holders));
    }

    private static void measure(RevocationCase each, String subject, List<Row> rows) {
        RevocationOutcome outcome = RevocationRun.of(each, 1);
        String note = each.loaded()
                ? String.format("%.1f of waits, busiest port %.0f %%", outcome.lawWait(), 100 * outcome.busiestPort())
                : "";
        rows.add(latency(subject, "to the acknowledgement's turn", each, outcome.lawTold(), outcome.told(), note));
        rows.add(latency(subject, "to the door's closing", each, outcome.lawDoor(), outcome.door(), note));
        if (each.holders() > 0) {
            rows.add(never(
                    subject,
                    "uses accepted after the acknowledgement",
                    each.toString(),
                    outcome.acceptedAfter() + outcome.acceptedPastDoor(),
                    outcome.attemptsAfter() + " attempts; last accepted " + -outcome.lastAccepted()
                            + " cycles before the door closed",
                    outcome.attemptsAfter() > 0));
        }
    }

    private static Row latency(
            String subject, String figure, RevocationCase each, double law, double measured, String note) {
        return new Row(
                subject,
                figure,
                each.toString(),
                "cycles",
                law,
                measured,
                true,
                TOLERANCE_PERCENT,
                Row.Basis.PREDICTED,
                note,
                LAW);
    }

    /** The same without hardware: what each use costs more, and in a note how late a busy caretaker stops. */
    private static Row caretaker() {
        double straight = CaretakerRun.of(false, 1, 400, 60).useCycles();
        double through = CaretakerRun.of(true, 1, 400, 60).useCycles();
        CaretakerRun.Outcome door = CaretakerRun.of(false, 8, 240, 60);
        CaretakerRun.Outcome busy = CaretakerRun.of(true, 8, 240, 60);
        return new Row(
                CARETAKER,
                "what a use takes longer through an actor that forwards",
                "7 hops, 1 holder",
                "cycles",
                CaretakerRun.lawExtraCycles(),
                through - straight,
                true,
                TOLERANCE_PERCENT,
                Row.Basis.PREDICTED,
                String.format(
                        "8 holders, a use every 30 cycles: last use %d cycles after the order to stop, %d after one to revoke; a use takes %.0f, and %.0f",
                        busy.stopCycles(), door.stopCycles(), busy.useCycles(), door.useCycles()),
                "closed form of org.skerry.scenario.authority.CaretakerRun");
    }

    /** None may have been, of enough attempts. */
    private static Row never(String subject, String figure, String point, long happened, String note, boolean enough) {
        return new Row(
                subject,
                figure,
                point,
                "count",
                0,
                enough ? happened : Double.NaN,
                false,
                0,
                Row.Basis.PREDICTED,
                note,
                CONTRACT);
    }

    private static Row forged(String name, Supplier<Machine> machine) {
        ForgeryRun run = ForgeryRun.of(machine, NUMBERS_EACH);
        return never(
                FORGED,
                "forged handles that named something",
                name,
                run.accepted(),
                run.attempts() + " attempts",
                run.attempts() >= 1_000_000);
    }
}
