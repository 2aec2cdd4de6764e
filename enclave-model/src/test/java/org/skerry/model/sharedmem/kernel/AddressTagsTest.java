package org.skerry.model.sharedmem.kernel;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which translations a core finds again after a switch, against a list of the spaces that it was in; and tags with a mistake. */
final class AddressTagsTest {
    private static final int SPACES = 9;
    private static final int SWITCHES = 400;

    /** The first rule that tags for so many spaces break, or null. */
    private static String broken(int kept, IntFunction<LongUnaryOperator> cores) {
        for (long seed = 1; seed <= 5; seed++) {
            LongUnaryOperator core = cores.apply(kept);
            Random random = new Random(seed);
            Map<Long, Long> spaceOf = new HashMap<>(); // by tag
            Map<Long, Long> tagOf = new HashMap<>(); // by space, the one it had last
            List<Long> recent = new ArrayList<>(); // the one left last first
            for (int i = 0; i < SWITCHES; i++) {
                long space = 1 + random.nextInt(SPACES);
                int ago = recent.indexOf(space);
                boolean mayKeep = ago >= 0 && ago < Math.max(1, kept); // without tags: only if it was never left
                long tag = core.applyAsLong(space);
                String where = " at switch " + i + " of seed " + seed;
                if (spaceOf.getOrDefault(tag, space) != space) {
                    return "translations of another space are found" + where;
                }
                if (!mayKeep && spaceOf.containsKey(tag)) {
                    return "translations that should be lost are found" + where;
                }
                if (mayKeep && tag != tagOf.get(space)) {
                    return "translations are lost for nothing" + where;
                }
                spaceOf.put(tag, space);
                tagOf.put(space, tag);
                recent.remove(space);
                recent.add(0, space);
            }
        }
        return null;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 16})
    void translationsAreFoundAgainAsLongAsTheirTagIsKeptAndNeverInAnotherSpace(int kept) {
        assertNull(broken(kept, count -> new AddressTags(count)::enter));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6})
    void aCoreThatForgetsNothingIsNoticed(int kept) {
        assertNotEquals(null, broken(kept, count -> space -> space));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void aCoreWithOneTagForAllIsNoticed(int kept) {
        assertNotEquals(null, broken(kept, count -> space -> 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void aCoreThatForgetsAllAtEachSwitchIsNoticedWhereItHasTags(int kept) {
        assertNotEquals(null, broken(kept, count -> {
            long[] made = new long[1];
            return space -> ++made[0];
        }));
    }
}
