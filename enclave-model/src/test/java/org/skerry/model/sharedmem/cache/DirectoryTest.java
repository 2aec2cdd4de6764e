package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.HomeState;

/** The directory of a slice against lists of entries in order of use. */
final class DirectoryTest {
    private record Known(long line, HomeState state, int owner, List<Integer> sharers) {
        static Known of(HomeLine line, int cores) {
            List<Integer> sharers = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                if (line.shares(core)) {
                    sharers.add(core);
                }
            }
            return new Known(line.line, line.state, line.owner, sharers);
        }

        boolean elsewhere(int core) {
            return owner != HomeLine.NOBODY ? owner != core : sharers.stream().anyMatch(each -> each != core);
        }
    }

    private static HomeLine drawn(Random random, long number, int cores) {
        HomeLine line = new HomeLine(cores).of(number);
        if (random.nextBoolean()) {
            line.state = HomeState.OWNED;
            line.owner = random.nextInt(cores);
        } else {
            line.state = HomeState.SHARED;
            for (int i = 0; i < 3; i++) {
                line.share(random.nextInt(cores));
            }
        }
        return line;
    }

    @Test
    void anEntryIsWhatWasPutUntilItIsTakenOrWasUsedLongestAgo() {
        int[] numbersOfCores = {1, 2, 3, 64, 65, 128};
        for (long seed = 1; seed <= 24; seed++) {
            Random random = new Random(seed);
            int cores = numbersOfCores[random.nextInt(numbersOfCores.length)];
            DirectorySpec spec = new DirectorySpec(1 << random.nextInt(6), 1 + random.nextInt(12));
            Directory directory = new Directory(spec, cores);
            List<List<Known>> sets = new ArrayList<>();
            for (int set = 0; set < spec.sets(); set++) {
                sets.add(new ArrayList<>());
            }
            for (int i = 0; i < 2000; i++) {
                long number = (long) random.nextInt(3 * spec.lines()) * cores + random.nextInt(cores);
                List<Known> set = sets.get((int) (number / cores % spec.sets()));
                Known known = set.stream()
                        .filter(each -> each.line == number)
                        .findFirst()
                        .orElse(null);
                String where = "seed " + seed + ", " + spec + ", " + cores + " cores, step " + i;
                assertEquals(known == null ? HomeState.UNCACHED : known.state, directory.state(number), where);
                int core = random.nextInt(cores);
                assertEquals(known != null && known.elsewhere(core), directory.knownElsewhere(core, number), where);
                HomeLine line = new HomeLine(cores).of(number);
                directory.take(line);
                set.remove(known);
                assertEquals(
                        known == null ? Known.of(new HomeLine(cores).of(number), cores) : known, Known.of(line, cores));
                HomeLine put = drawn(random, number, cores);
                HomeLine victim = new HomeLine(cores);
                Known goes = set.size() == spec.ways() ? set.remove(0) : null;
                assertEquals(goes != null, directory.put(put, victim), where);
                if (goes != null) {
                    assertEquals(goes, Known.of(victim, cores), where);
                }
                set.add(Known.of(put, cores));
                if (random.nextInt(100) == 0) {
                    directory = copyOf(directory, spec, cores);
                }
            }
            List<Known> left = new ArrayList<>();
            directory.each(each -> left.add(Known.of(each, cores)));
            List<Known> expected =
                    new ArrayList<>(sets.stream().flatMap(List::stream).toList());
            left.sort(Comparator.comparingLong(Known::line));
            expected.sort(Comparator.comparingLong(Known::line));
            assertEquals(expected, left, "seed " + seed);
        }
    }

    private static Directory copyOf(Directory directory, DirectorySpec spec, int cores) {
        Directory copy = new Directory(spec, cores);
        copy.clear(directory.uses());
        directory.each(copy::restore);
        return copy;
    }
}
