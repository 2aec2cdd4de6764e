package org.skerry.bench;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/** A condition on the types of a method's or constructor's parameters and result. */
final class TypesInSignature {

    private TypesInSignature() {}

    /** Refuses methods that take or return, alone or as array, a type of the given kind. */
    static <T extends JavaCodeUnit> ArchCondition<T> haveNone(
            String what, DescribedPredicate<? super JavaClass> refused) {
        return new ArchCondition<>("have no type " + what) {
            @Override
            public void check(T codeUnit, ConditionEvents events) {
                List<JavaClass> types = new ArrayList<>(codeUnit.getRawParameterTypes());
                types.add(codeUnit.getRawReturnType());
                for (JavaClass type : types) {
                    if (refused.test(type.getBaseComponentType())) {
                        events.add(SimpleConditionEvent.violated(
                                codeUnit, codeUnit.getDescription() + " has " + type.getName() + " in its signature"));
                    }
                }
            }
        };
    }
}
