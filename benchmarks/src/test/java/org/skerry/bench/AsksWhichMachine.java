package org.skerry.bench;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Finds code that tells machines apart, by {@code instanceof} or by a class object. What happens to an actor must follow from
 * how its machine is wired; code that asks for the kind could make it so instead.
 */
final class AsksWhichMachine extends ArchCondition<JavaClass> {

    private static final String MACHINE = "org.skerry.sim.machine.Machine";

    AsksWhichMachine() {
        super("ask which machine it is on");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (InstanceofCheck check : type.getInstanceofChecks()) {
            if (isOneMachine(check.getRawType())) {
                events.add(SimpleConditionEvent.satisfied(
                        type,
                        check.getOwner().getFullName() + " asks instanceof "
                                + check.getRawType().getName()));
            }
        }
        for (ReferencedClassObject reference : type.getReferencedClassObjects()) {
            if (isOneMachine(reference.getRawType())) {
                events.add(SimpleConditionEvent.satisfied(
                        type,
                        reference.getOwner().getFullName() + " names "
                                + reference.getRawType().getName() + ".class"));
            }
        }
    }

    private static boolean isOneMachine(JavaClass type) {
        return type.isAssignableTo(MACHINE) && !type.getName().equals(MACHINE);
    }
}
