package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class PairCreditsTest {
    private static final int EAGER = 100;
    private static final StandingCredits CREDITS =
            ChipPlans.withMailbox(ChipSpec.of(4, 4, 1), 128 * EAGER, EAGER).standingCredits();

    /** Two enclaves with messages of any size between them, taken in order; credits come back some time later. */
    @Test
    void neverMoreThanTheRoomOfAPairIsUsedAndAtRestThereIsRoomForALargestMessage() {
        Random random = new Random(1);
        PairCredits sender = new PairCredits(CREDITS, 0, 8);
        PairCredits receiver = new PairCredits(CREDITS, 8, 8);
        ArrayDeque<Integer> under = new ArrayDeque<>();
        ArrayDeque<Integer> returning = new ArrayDeque<>();
        int inMailbox = 0; // or on the way there
        int returned = 0;
        for (int step = 0; step < 100_000; step++) {
            int bytes = 1 + random.nextInt(EAGER);
            switch (random.nextInt(3)) {
                case 0 -> {
                    if (sender.leaves(3, 12, bytes)) {
                        under.add(bytes);
                        inMailbox += bytes;
                    } else {
                        assertTrue(!under.isEmpty() || !returning.isEmpty(), "refused at rest");
                    }
                }
                case 1 -> {
                    if (!under.isEmpty()) {
                        int taken = under.remove();
                        inMailbox -= taken;
                        int back =
                                random.nextInt(20) == 0 ? receiver.freeAll(12, 3, taken) : receiver.free(12, 3, taken);
                        if (back > 0) {
                            returning.add(back);
                        }
                    }
                }
                default -> {
                    if (!returning.isEmpty()) {
                        sender.returned(3, 12, returning.remove());
                        returned++;
                    }
                }
            }
            int back = returning.stream().mapToInt(Integer::intValue).sum();
            assertEquals(CREDITS.bytes() - inMailbox - back - receiver.kept(12, 3), sender.atHome(3, 12));
            assertTrue(inMailbox + back + receiver.kept(12, 3) <= CREDITS.bytes());
            assertTrue(receiver.kept(12, 3) <= CREDITS.mayKeepBytes());
        }
        assertTrue(returned > 1000, "too few came back to test anything");
        assertEquals(0, receiver.kept(12, 4), "of another pair");
        assertEquals(CREDITS.bytes(), sender.atHome(4, 12), "of another pair");
    }

    @Test
    void creditsComeBackTogether() {
        PairCredits receiver = new PairCredits(CREDITS, 0, 16);
        int packets = 0;
        for (int message = 0; message < 160; message++) {
            packets += receiver.free(1, 2, 20) > 0 ? 1 : 0;
        }
        assertEquals(10, packets, "one for 16 messages of 20 bytes where 300 may be kept");
    }

    @Test
    void aMessageThatIsNotSmallAsks() {
        PairCredits credits = new PairCredits(CREDITS, 0, 16);
        assertTrue(credits.leaves(0, 1, EAGER));
        assertFalse(credits.leaves(0, 1, EAGER + 1));
    }

    @Test
    void savedAndLoadedItIsTheSame() {
        PairCredits saved = new PairCredits(CREDITS, 0, 16);
        saved.leaves(5, 9, 70);
        saved.free(5, 9, 30);
        saved.free(5, 2, 31);
        StateWriter out = new StateWriter();
        saved.save(5, out);
        PairCredits loaded = new PairCredits(CREDITS, 0, 16);
        loaded.leaves(5, 1, 60);
        loaded.leaves(6, 1, 60);
        loaded.load(5, new StateReader(out.toByteArray()));
        assertEquals(CREDITS.bytes() - 70, loaded.atHome(5, 9));
        assertEquals(30, loaded.kept(5, 9));
        assertEquals(31, loaded.kept(5, 2));
        assertEquals(CREDITS.bytes(), loaded.atHome(5, 1));
        assertEquals(CREDITS.bytes() - 60, loaded.atHome(6, 1), "of another enclave");
    }
}
