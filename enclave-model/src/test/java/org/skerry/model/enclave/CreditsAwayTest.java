package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

final class CreditsAwayTest {
    private static final int ENCLAVES = 3;
    private static final int DESTINATIONS = 40; // more than lie beside each other

    @Test
    void saysOfEachEnclaveWhatASetOfItsOwnWouldSay() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomStream random = new RandomStreams(seed).stream("credits", 0);
            CreditsAway credits = new CreditsAway(ENCLAVES);
            List<TreeSet<Integer>> sets =
                    Stream.generate(TreeSet<Integer>::new).limit(ENCLAVES).toList();
            for (int step = 0; step < 2000; step++) {
                int enclave = random.nextInt(ENCLAVES);
                int destination = random.nextInt(DESTINATIONS);
                TreeSet<Integer> set = sets.get(enclave);
                String where = "seed " + seed + ", step " + step;
                assertEquals(set.contains(destination), credits.isAway(enclave, destination), where);
                if (random.nextInt(2) == 0) {
                    assertEquals(set.remove(destination), credits.returns(enclave, destination), where);
                } else if (set.add(destination)) {
                    credits.leaves(enclave, destination);
                }
                assertEquals(set.size(), credits.count(enclave), where);
                assertArrayEquals(set.stream().mapToInt(each -> each).toArray(), credits.sorted(enclave), where);
            }
        }
    }
}
