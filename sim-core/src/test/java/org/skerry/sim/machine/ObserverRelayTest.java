package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverRelayTest {
    private static final int THREADS = 4;
    private static final int EVENTS = 40_000; // more than the queue holds, so that producers wait

    /** Hears cycles by place; plain arrays, since the relay promises one thread. */
    private static final class Ordered implements RunObserver {
        final long[] last = new long[THREADS];
        long heard;
        long outOfOrder;

        @Override
        public void onActorStarted(long cycle, long actor, int place) {
            heard++;
            outOfOrder += cycle == last[place] + 1 ? 0 : 1;
            last[place] = cycle;
        }

        @Override
        public void onActorEnded(long cycle, long actor, int place, String how) {
            throw new IllegalStateException("the observer is tired");
        }
    }

    @Test
    void whatEachThreadReportsArrivesCompleteAndInItsOrder() throws InterruptedException {
        Ordered observer = new Ordered();
        try (ObserverRelay relay = new ObserverRelay(observer)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int place = t;
                threads.add(new Thread(() -> {
                    for (int i = 1; i <= EVENTS; i++) {
                        relay.onActorStarted(i, 0, place);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(THREADS * (long) EVENTS, observer.heard);
        assertEquals(0, observer.outOfOrder);
    }

    /** One that is added later would else be heard by nobody behind a relay. */
    @Test
    void everyCallbackIsPassedOn() throws NoSuchMethodException {
        for (Method callback : RunObserver.class.getMethods()) {
            Method relayed = ObserverRelay.class.getMethod(callback.getName(), callback.getParameterTypes());
            assertEquals(ObserverRelay.class, relayed.getDeclaringClass(), callback.getName());
        }
    }

    @Test
    void anObserverThatThrowsIsReportedAtTheEndAndHoldsUpNobody() {
        ObserverRelay relay = new ObserverRelay(new Ordered());
        relay.onActorEnded(1, 0, 0, "exit 0");
        for (int i = 0; i < 2 * EVENTS; i++) {
            relay.onActorStarted(i, 0, 0);
        }
        assertThrows(IllegalStateException.class, relay::close);
    }
}
