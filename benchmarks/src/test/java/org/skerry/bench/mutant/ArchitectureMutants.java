package org.skerry.bench.mutant;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class UsesAnUnnamedLibrary {
        JavaClass type;
    }

    public static final class StaticVariable {
        static int runs;
    }

    public static final class StaticList {
        static final List<String> SEEN = new ArrayList<>();
    }

    public static final class StaticCounter {
        private static final AtomicLong NEXT_ID = new AtomicLong();
    }

    public static final class StaticArrayForAll {
        static final int[] TABLE = {1, 2, 3};
    }

    public static final class StaticObjectThatChanges {
        private static final StaticObjectThatChanges ONLY = new StaticObjectThatChanges();
        int state;
    }

    public static final class StaticScratch {
        private static final long[] SCRATCH = new long[4];

        static void put(long value) {
            SCRATCH[1] += value;
        }
    }

    public static final class Exits {
        void run() {
            System.exit(1);
        }
    }

    public static final class Halts {
        void run() {
            Runtime.getRuntime().halt(1);
        }
    }

    public static final class PrintsStackTrace {
        void run(Exception e) {
            e.printStackTrace();
        }
    }

    public static final class Sleeps {
        void run() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class SleepsByUnit {
        void run() throws InterruptedException {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    public static final class DrawsFromMath {
        double draw() {
            return Math.random();
        }
    }

    public static final class DrawsFromThread {
        int draw() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    public static final class DrawsFromRandom {
        int draw() {
            return new Random(1).nextInt();
        }
    }

    public static final class AsksIdentity {
        int hash(Object of) {
            return System.identityHashCode(of);
        }
    }

    public static final class MapsByIdentity {
        final Map<Object, Object> map = new IdentityHashMap<>();
    }
}
