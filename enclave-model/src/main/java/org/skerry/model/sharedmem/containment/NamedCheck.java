package org.skerry.model.sharedmem.containment;

import java.util.function.Predicate;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.Check;

/**
 * A check that is a comparison.
 *
 * @param layer who owns it
 * @param name  what it is
 * @param test  whether an access passes, as the bytes say that it looks at
 */
record NamedCheck(String layer, String name, Predicate<Access> test) implements Check {
    @Override
    public boolean passes(Access access) {
        return test.test(access);
    }
}
