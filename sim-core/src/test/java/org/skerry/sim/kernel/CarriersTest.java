package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CarriersTest {
    private final Carriers carriers = new Carriers(100, 1 << 20);

    @AfterEach
    void close() {
        carriers.close();
    }

    /** A task that makes these calls one after another. */
    private static Task calls(GuestCall... calls) {
        return calls(Arrays.asList(calls));
    }

    private static Task calls(Iterable<? extends GuestCall> calls) {
        Iterator<? extends GuestCall> rest = calls.iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }

    @Test
    void heldGuestGoesOnAfterThousandsOfOrdinaryCalls() {
        ParkingCall guest = new ParkingCall(1);
        QuickCall quick = new QuickCall();
        List<GuestCall> calls = new ArrayList<>();
        calls.add(guest);
        for (int i = 0; i < 5000; i++) {
            calls.add(quick);
        }
        calls.add(guest);
        carriers.run(calls(calls));
        assertTrue(guest.over);
        assertEquals(5000, quick.finishes);
        assertEquals(2, carriers.threads());
        assertEquals(0, carriers.held());
    }

    @Test
    void ordinaryCallsAllRunOnOneThread() {
        List<Thread> threads = new ArrayList<>();
        QuickCall quick = new QuickCall();
        Task task = () -> {
            threads.add(Thread.currentThread());
            return threads.size() < 1000 ? quick : null;
        };
        carriers.run(task);
        assertEquals(1, Stream.of(threads.toArray()).distinct().count());
        assertEquals(999, quick.finishes);
    }

    @Test
    void hundredGuestsAreHeldAtOnceAndResumedInAnyOrder() {
        List<ParkingCall> guests =
                IntStream.range(0, 100).mapToObj(i -> new ParkingCall(3)).toList();
        List<ParkingCall> calls = new ArrayList<>(guests);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                calls.add(guests.get((i * 37 + round * 11) % 100));
            }
        }
        carriers.run(calls(calls.subList(0, 100)));
        assertEquals(100, carriers.held());
        carriers.run(calls(calls.subList(100, 400)));
        assertEquals(0, carriers.held());
        for (ParkingCall guest : guests) {
            assertTrue(guest.over);
            assertEquals(3, guest.heldCount);
        }
        assertTrue(carriers.threads() <= 102, carriers.threads() + " threads");
    }

    @Test
    void threadsAreUsedAgain() {
        for (int i = 0; i < 200; i++) {
            ParkingCall guest = new ParkingCall(2);
            carriers.run(calls(guest, guest, guest));
            assertTrue(guest.over);
        }
        assertTrue(carriers.threads() <= 3, carriers.threads() + " threads");
    }

    @Test
    void callbacksOfAResumedGuestGoToTheResumingCall() {
        ParkingCall first = new ParkingCall(2);
        carriers.run(calls(first));
        ParkingCall second = new ParkingCall(0);
        second.hold = first.hold;
        carriers.run(calls(second));
        assertEquals(1, second.heldCount);
        ParkingCall third = new ParkingCall(0);
        third.hold = second.hold;
        carriers.run(calls(third));
        assertTrue(third.over);
        assertFalse(first.over);
        assertFalse(second.over);
        assertFalse(third.started);
    }

    @Test
    void guestBeyondTheBoundIsRefusedWithBothNumbers() {
        try (Carriers few = new Carriers(2, 1 << 20)) {
            String[] message = new String[1];
            GuestCall refused = new QuickCall() {
                @Override
                public void run() {
                    message[0] = assertThrows(HoldRefused.class, Carriers::park).getMessage();
                }
            };
            few.run(calls(new ParkingCall(1), new ParkingCall(1), refused));
            assertTrue(message[0].startsWith("2 turns are held in the middle already and the limit is 2"), message[0]);
            assertEquals(2, few.held());
        }
    }

    @Test
    void abandonedGuestHasLeftItsThreadWhenAbandonReturns() {
        ParkingCall guest = new ParkingCall(1);
        carriers.run(calls(guest));
        guest.hold.abandon();
        assertTrue(guest.abandoned);
        assertFalse(guest.over);
        assertEquals(0, carriers.held());
        guest.hold.abandon();
        QuickCall quick = new QuickCall();
        carriers.run(calls(quick));
        assertEquals(1, quick.finishes);
    }

    @Test
    void holdIsGoodForOneResumption() {
        ParkingCall guest = new ParkingCall(1);
        carriers.run(calls(guest));
        Hold hold = guest.hold;
        carriers.run(calls(guest));
        ParkingCall again = new ParkingCall(0);
        again.hold = hold;
        assertThrows(IllegalStateException.class, () -> carriers.run(calls(again)));
    }

    @Test
    void closeAbandonsAllHeldGuestsAndEndsAllThreads() {
        List<ParkingCall> guests =
                IntStream.range(0, 50).mapToObj(i -> new ParkingCall(1)).toList();
        Carriers own = new Carriers(50, 1 << 20);
        own.run(calls(guests));
        own.close();
        for (ParkingCall guest : guests) {
            assertTrue(guest.abandoned);
            assertFalse(guest.thread.isAlive());
        }
        own.close();
        assertThrows(IllegalStateException.class, () -> own.run(calls(new QuickCall())));
    }

    @Test
    void exceptionOfTheTaskComesOut() {
        ArithmeticException thrown = new ArithmeticException();
        assertSame(
                thrown,
                assertThrows(
                        ArithmeticException.class,
                        () -> carriers.run(() -> {
                            throw thrown;
                        })));
    }

    @Test
    void exceptionOfAGuestCallComesOutEvenAfterAHold() {
        GuestCall failing = new QuickCall() {
            private Hold hold;

            @Override
            public void run() {
                Carriers.park();
                throw new ArithmeticException("after the hold");
            }

            @Override
            public void held(Hold itsHold) {
                hold = itsHold;
            }

            @Override
            public Hold resumes() {
                return hold;
            }
        };
        ArithmeticException thrown =
                assertThrows(ArithmeticException.class, () -> carriers.run(calls(failing, failing)));
        assertEquals("after the hold", thrown.getMessage());
        QuickCall quick = new QuickCall();
        carriers.run(calls(quick));
        assertEquals(1, quick.finishes);
    }

    @Test
    void interruptOfTheCallerIsKeptAndDoesNotEndTheTask() {
        QuickCall quick = new QuickCall();
        Thread.currentThread().interrupt();
        carriers.run(calls(quick));
        assertTrue(Thread.interrupted());
        assertEquals(1, quick.finishes);
    }

    @Test
    void interruptedCarrierKeepsItsGuestHeld() throws InterruptedException {
        ParkingCall guest = new ParkingCall(1);
        carriers.run(calls(guest));
        guest.thread.interrupt();
        Thread.sleep(20);
        assertEquals(1, carriers.held());
        carriers.run(calls(guest));
        assertTrue(guest.over);
    }

    @Test
    void parkOutsideAGuestCallIsRefused() {
        assertThrows(IllegalStateException.class, Carriers::park);
        assertThrows(
                IllegalStateException.class,
                () -> carriers.run(() -> {
                    Carriers.park();
                    return null;
                }));
    }

    @Test
    void guestThatSwallowsItsEndIsAbandonedAgainAtItsNextPark() {
        int[] ends = new int[1];
        Hold[] hold = new Hold[1];
        GuestCall stubborn = new QuickCall() {
            @Override
            public void run() {
                for (int i = 0; i < 3; i++) {
                    try {
                        Carriers.park();
                    } catch (TurnAbandoned e) {
                        ends[0]++;
                    }
                }
            }

            @Override
            public void held(Hold itsHold) {
                hold[0] = itsHold;
            }
        };
        carriers.run(calls(stubborn));
        hold[0].abandon();
        assertEquals(3, ends[0]);
    }

    @Test
    void deepRecursionFitsTheDefaultStack() {
        try (Carriers deep = new Carriers(1)) {
            int[] depth = new int[1];
            deep.run(calls(new QuickCall() {
                @Override
                public void run() {
                    depth[0] = descend(50_000);
                }
            }));
            assertEquals(50_000, depth[0]);
        }
    }

    private static int descend(int levels) {
        return levels == 0 ? 0 : 1 + descend(levels - 1);
    }

    @Test
    void abandonedErrorHasNoStackTrace() {
        assertEquals(0, new TurnAbandoned().getStackTrace().length);
        assertNotNull(new TurnAbandoned().getMessage());
    }
}
