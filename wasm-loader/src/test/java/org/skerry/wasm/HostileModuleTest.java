package org.skerry.wasm;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.dylibso.chicory.wasm.Parser;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.meter.Rewriter;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

/** Whatever the bytes are: a program or a refusal for people, in bounded time and memory. */
final class HostileModuleTest {
    /** {@code -Dskerry.fuzz.cases=100000} tries more than a build has time for. */
    private static final int CASES = Integer.getInteger("skerry.fuzz.cases", 4_000);
    /** Compiling costs tens of milliseconds; every so many accepted mutants run a turn too. */
    private static final int COMPILED_EVERY = 25;

    private static final Policy SMALL = Policy.DEFAULT.withTurnBudget(100_000);

    @Test
    void everyMutantIsAProgramOrARefusalThatSaysWhatToDo() {
        List<byte[]> originals = List.of(
                RandomModule.of(1),
                RandomModule.of(2),
                RandomModule.of(3),
                new ModuleBuilder()
                        .skerry("send", "iiiii>i")
                        .skerry("become", "ii>i")
                        .memory(1, 2)
                        .data(8, "receive".getBytes())
                        .function("receive", ">", "i", "i32.const 8 i32.const 7 call 1 drop")
                        .custom("producers", new byte[] {1, 1, 'a', 1, 1, 'b', 1, 'c'})
                        .custom("name", new byte[] {1, 4, 1, 2, 1, 'f'})
                        .build());
        int accepted = 0;
        for (int seed = 0; seed < CASES; seed++) {
            byte[] mutant = mutate(originals.get(seed % originals.size()), new Random(seed));
            try {
                accepted += tryOut(mutant, accepted) ? 1 : 0;
            } catch (Throwable e) {
                fail("seed " + seed + ": " + e, e);
            }
        }
        assertTrue(accepted > CASES / 50, "only " + accepted + " mutants were accepted: the mutations are too wild");
    }

    private static boolean tryOut(byte[] mutant, int accepted) {
        try {
            ModuleImage image = WasmReader.read("mutant.wasm", mutant, SMALL);
            GuestRules.check(image, GuestInterfaces.functions(), GuestInterfaces.conventionOf(image)::problems);
            WasmLoader.validate(image);
            if (accepted % COMPILED_EVERY != 0) {
                Parser.parse(Rewriter.rewrite(image, SMALL));
                return true;
            }
            new Stage(WasmLoader.load("mutant.wasm", mutant, SMALL)).send("hello");
            return true;
        } catch (GuestException e) {
            String message = e.getMessage();
            assertTrue(message.startsWith("mutant.wasm: "), message);
            assertTrue(message.endsWith(".") || message.endsWith("?"), message);
            return false;
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0x80);
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = splice(bytes, at, at, lying(random));
                case 5 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1), lying(random));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int to = Math.min(bytes.length, from + random.nextInt(20));
                    bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, from, to));
                }
            }
        }
        return bytes;
    }

    /** A large number in LEB128. */
    private static byte[] lying(Random random) {
        return random.nextBoolean()
                ? new byte[] {-1, -1, -1, -1, (byte) (random.nextBoolean() ? 0x0F : 0x07)}
                : new byte[] {-1, -1, (byte) random.nextInt(128)};
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }
}
