package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.Containment;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class KnowsTheOtherMachine {
        org.skerry.model.enclave.ArchitectureMutants other;
    }

    public static final class AsksForTheRung {
        int cost(Object rung) {
            return rung == Rung.BARE ? 1 : 2;
        }
    }

    public static final class AsksForTheNameOfTheRung {
        boolean isBare(ContainmentSpec containment) {
            return String.valueOf((Object) containment.rung()).equals("BARE");
        }
    }

    public static final class AsksWhatKeepsActorsIn {
        boolean isWall(Containment containment) {
            return containment instanceof org.skerry.model.ArchitectureMutants.SomeWall;
        }
    }
}
