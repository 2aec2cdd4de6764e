package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.Stage;

/** Code from a store is the code that would have been compiled, or it is compiled. */
final class CodeStoreTest {
    private static final byte[] MODULE = Kernels.module("quicksort");

    /** A store in memory that counts. */
    private static final class Shelf implements CodeStore {
        final Map<String, byte[]> entries = new HashMap<>();
        int kept;

        @Override
        public byte[] find(String key) {
            return entries.get(key);
        }

        @Override
        public void keep(String key, byte[] entry) {
            entries.put(key, entry);
            kept++;
        }

        String onlyKey() {
            assertEquals(1, entries.size());
            return entries.keySet().iterator().next();
        }
    }

    private final Shelf shelf = new Shelf();

    private long run(byte[] module) {
        Stage stage = new Stage(WasmLoader.load("test.wasm", module, Policy.DEFAULT, shelf));
        stage.send("");
        return stage.turn.ledger().instructions();
    }

    @Test
    void aSecondLoadCompilesNothingAndCountsTheSame() {
        long first = run(MODULE);
        assertEquals(1, shelf.kept);
        assertEquals(first, run(MODULE));
        assertEquals(1, shelf.kept);
    }

    @Test
    void aDamagedEntryIsRebuiltWhereverTheDamageIs() {
        long first = run(MODULE);
        String key = shelf.onlyKey();
        byte[] whole = shelf.entries.get(key);
        Random random = new Random(7);
        for (int i = 0; i < 8; i++) {
            byte[] damaged = whole.clone();
            int at = i == 0 ? 0 : i == 1 ? whole.length - 1 : random.nextInt(whole.length);
            damaged[at] ^= 1;
            shelf.entries.put(key, i == 2 ? Arrays.copyOf(whole, whole.length / 2) : damaged);
            assertEquals(first, run(MODULE), "damage at " + at);
            assertEquals(i + 2, shelf.kept, "damage at " + at);
        }
    }

    @Test
    void anEntryOfAnotherModuleIsNotBelieved() {
        run(Kernels.module("fib"));
        byte[] foreign = shelf.entries.get(shelf.onlyKey());
        shelf.entries.clear();
        long right = run(MODULE);
        shelf.entries.put(shelf.onlyKey(), foreign);
        assertEquals(right, run(MODULE));
        assertEquals(3, shelf.kept);
    }

    @Test
    void anEntryThatIsStaleIsNotBelieved() {
        // Another rewriter, pass or compiler makes another key; an entry says under which it was made.
        Map<String, byte[]> classes = Map.of("C", new byte[] {1});
        byte[] stale = StoredCode.encode("key of an older pass", classes);
        assertNull(StoredCode.decode("key", stale));
        assertEquals(
                Set.of("C"), StoredCode.decode("key of an older pass", stale).keySet());
        long right = run(MODULE);
        shelf.entries.put(shelf.onlyKey(), stale);
        assertEquals(right, run(MODULE));
        assertEquals(2, shelf.kept);
    }

    @Test
    void whateverTheCodeDependsOnIsInTheKey() {
        ClassTargets targets = new ClassTargets("M", "T", 4, true, List.of());
        String key = StoredCode.key(MODULE, Rewriting.AT_CALLS, targets);
        byte[] other = MODULE.clone();
        other[other.length - 1]++;
        assertNotEquals(key, StoredCode.key(other, Rewriting.AT_CALLS, targets));
        assertNotEquals(key, StoredCode.key(MODULE, Rewriting.MARKED, targets));
        assertNotEquals(
                key, StoredCode.key(MODULE, Rewriting.AT_CALLS, new ClassTargets("N", "T", 4, true, List.of())));
    }
}
