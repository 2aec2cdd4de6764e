package org.skerry.sim.kernel;

import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class UsesAgronaBuffers {
        DirectBuffer buffer;
    }

    public static final class OpensFiles {
        Path path;
    }

    public static final class ShowsAgrona {
        public Int2IntHashMap table() {
            return null;
        }
    }

    public static final class FieldOfDouble {
        double[] cycles;
    }

    public static final class ResultOfFloat {
        float cycle() {
            return 0;
        }
    }
}
