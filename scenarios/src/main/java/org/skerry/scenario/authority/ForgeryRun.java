package org.skerry.scenario.authority;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.wasm.load.Policy;

/**
 * Guests that try numbers as handles, with nine operations each, though nobody gave them any.
 *
 * @param attempts operations tried
 * @param accepted answers other than that the number names no handle
 */
public record ForgeryRun(long attempts, long accepted) {
    /** Operations that a guest tries with each number. */
    public static final int OPERATIONS = 9;

    /** Actors that try, each its own numbers: with who pokes them and whom they report to, as many as any machine has room for. */
    private static final int GUESSERS = 7;

    /** The numbers of the handles that the guests do hold: themselves, and whom they report to. */
    private static final int HELD = 2;

    /**
     * Tries numbers from {@value #HELD} on, most of them beyond the end of a table, and as many below zero.
     *
     * @param numbersEach numbers that each of {@value #GUESSERS} guests tries; what a turn may attempt is bounded, so at most 10 000
     */
    public static ForgeryRun of(Supplier<Machine> machine, int numbersEach) {
        ForgeryRun above = from(HELD, numbersEach, machine);
        ForgeryRun below = from(-numbersEach * GUESSERS, numbersEach, machine);
        return new ForgeryRun(above.attempts + below.attempts, above.accepted + below.accepted);
    }

    private static ForgeryRun from(int first, int numbers, Supplier<Machine> supplier) {
        GuestPlan plan = new GuestPlan(new GuestPlan.Modules(Policy.DEFAULT)).collector();
        for (int i = 0; i < GUESSERS; i++) {
            String name = "guesser" + i;
            byte[] range = GuestPlan.ints(first + i * numbers, numbers);
            plan.actor(name, "contract/guesser", range, GuestPlan.to("out", "out"));
            plan.actor("driver" + i, "contract/driver", GuestPlan.ints(1), GuestPlan.to("to", name));
        }
        long attempts = 0;
        long accepted = 0;
        try (Machine machine = supplier.get()) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            for (LogLine line : machine.log()) {
                String hex = line.text().substring(line.text().lastIndexOf(' ') + 1);
                ByteBuffer said = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
                attempts += said.getInt(0);
                accepted += said.getInt(4);
            }
            if (!(outcome instanceof RunOutcome.Quiescent) || machine.log().size() != GUESSERS) {
                throw new IllegalStateException("guesses from " + first + " on: " + outcome.explain());
            }
        }
        return new ForgeryRun(attempts, accepted);
    }
}
