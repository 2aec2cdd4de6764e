package org.skerry.model.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class CycleAccountTest {
    private final CycleAccount account = new CycleAccount();

    @Test
    void aCoreIsIdleUntilItSaysOtherwise() {
        assertEquals(17, account.cycles(CyclePart.IDLE, 17));
        assertEquals(17, sum(17));
    }

    @Test
    void aStretchOfGuestCodeIsSoftwareThenMemoryThenInstructions() {
        account.execute(100, 0, 0, 20, 30);
        for (long now = 100; now <= 200; now++) {
            assertEquals(Math.min(now - 100, 20), account.cycles(CyclePart.MESSAGE_SOFTWARE, now));
            assertEquals(Math.max(0, Math.min(now - 120, 30)), account.cycles(CyclePart.PRIVATE_MEMORY, now));
            assertEquals(Math.max(0, now - 150), account.cycles(CyclePart.COMPUTE, now));
            assertEquals(now, sum(now));
        }
        account.turnTo(200, CyclePart.IDLE);
        assertEquals(50, account.cycles(CyclePart.COMPUTE, 250));
        assertEquals(150, account.cycles(CyclePart.IDLE, 250));
        assertEquals(250, sum(250));
    }

    @Test
    void translationComesBeforeWaitsForTheSecondLevel() {
        account.execute(100, 7, 10, 20, 30);
        assertEquals(7, account.cycles(CyclePart.TRANSLATION, 200));
        assertEquals(0, account.cycles(CyclePart.L2, 107));
        assertEquals(10, account.cycles(CyclePart.L2, 117));
        assertEquals(33, account.cycles(CyclePart.COMPUTE, 200));
        assertEquals(200, sum(200));
    }

    @Test
    void waitsForTheSecondLevelComeBeforeTheRestOfAStretch() {
        account.execute(100, 0, 10, 20, 30);
        assertEquals(10, account.cycles(CyclePart.L2, 200));
        assertEquals(5, account.cycles(CyclePart.L2, 105));
        assertEquals(0, account.cycles(CyclePart.MESSAGE_SOFTWARE, 110));
        assertEquals(40, account.cycles(CyclePart.COMPUTE, 200));
        assertEquals(200, sum(200));
    }

    @Test
    void aWaitIsUnservedUntilItIsKnownWhoServedIt() {
        account.turnTo(10, CyclePart.UNSERVED);
        assertEquals(40, account.cycles(CyclePart.UNSERVED, 50));
        account.resolve(60, CyclePart.DRAM);
        assertEquals(50, account.cycles(CyclePart.DRAM, 60));
        assertEquals(0, account.cycles(CyclePart.UNSERVED, 60));
        assertEquals(5, account.cycles(CyclePart.UNSERVED, 65), "the next line is waited for");
        assertEquals(65, sum(65));
    }

    @Test
    void whatWasSavedInTheMiddleGoesOnAsIfNothingHadHappened() {
        account.execute(100, 0, 0, 20, 30);
        StateWriter out = new StateWriter();
        account.save(out);
        CycleAccount loaded = new CycleAccount();
        loaded.load(new StateReader(out.toByteArray()));
        account.turnTo(135, CyclePart.SEND_STALL);
        loaded.turnTo(135, CyclePart.SEND_STALL);
        assertArrayEquals(all(account, 150), all(loaded, 150));
    }

    @Test
    void whatIsLeftOfAStretchBehindCachesComesAfterAPauseAndALoad() {
        account.execute(100, 7, 10, 20, 30);
        account.suspend(103);
        account.resume(200);
        StateWriter out = new StateWriter();
        account.save(out);
        CycleAccount loaded = new CycleAccount();
        loaded.load(new StateReader(out.toByteArray()));
        for (CycleAccount each : new CycleAccount[] {account, loaded}) {
            each.turnTo(216, CyclePart.SEND_STALL);
            assertEquals(7, each.cycles(CyclePart.TRANSLATION, 220));
            assertEquals(10, each.cycles(CyclePart.L2, 220));
            assertEquals(2, each.cycles(CyclePart.MESSAGE_SOFTWARE, 220));
            assertEquals(4, each.cycles(CyclePart.SEND_STALL, 220));
        }
        assertArrayEquals(all(account, 220), all(loaded, 220));
    }

    private long sum(long now) {
        return Arrays.stream(all(account, now)).sum();
    }

    private static long[] all(CycleAccount account, long now) {
        return Arrays.stream(CyclePart.values())
                .mapToLong(part -> account.cycles(part, now))
                .toArray();
    }
}
