package org.skerry.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.wasi.WasiGrant.GrantedFile;
import org.skerry.wasm.wasi.WasiGrant.Preopen;

/** Every function of WASI with arguments that no honest program has. */
final class HostileCallsTest {
    private static final long[] NASTY = {
        0,
        1,
        3,
        4,
        5,
        64,
        1 << 10,
        (1 << 16) - 1,
        Caller.MEMORY_BYTES - 1,
        Caller.MEMORY_BYTES,
        Caller.MEMORY_BYTES + 1,
        0x7FFF_FFFF,
        0x8000_0000L,
        0xFFFF_FFF0L,
        0xFFFF_FFFFL,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    /** Which arguments are pointers to paths, with a length behind each. */
    private static final Map<String, List<Integer>> PATHS = Map.of(
            "path_create_directory", List.of(1),
            "path_filestat_get", List.of(2),
            "path_filestat_set_times", List.of(2),
            "path_link", List.of(2, 5),
            "path_open", List.of(2),
            "path_readlink", List.of(1),
            "path_remove_directory", List.of(1),
            "path_rename", List.of(1, 4),
            "path_symlink", List.of(0, 3),
            "path_unlink_file", List.of(1));

    /** Which arguments are folders, where it is not the first. */
    private static final Map<String, List<Integer>> FOLDERS =
            Map.of("path_link", List.of(0, 4), "path_rename", List.of(0, 3), "path_symlink", List.of(2));

    private static WasiGrant everything() {
        List<GrantedFile> files = List.of(
                new GrantedFile("file", new byte[100]),
                new GrantedFile("sub", null),
                new GrantedFile("sub/f", new byte[1]));
        return WasiGrant.NONE
                .withArguments("one", "two")
                .withEnvironment(List.of("A=1"))
                .withStreams(new WasiGrant.Input(new byte[50]), WasiGrant.Output.TO_LOG, WasiGrant.Output.TO_LOG)
                .withRandom(new WasiGrant.RandomSource(1, "r"))
                .withFolders(List.of(new Preopen("/", true, files), new Preopen("/more", false, files)));
    }

    /** An actor with some descriptors open and a path in its memory. */
    private static Caller actor() {
        Caller caller = new Caller(everything());
        caller.open(3, "file", 0, -1);
        caller.open(3, "sub", 2, FileRights.OF_FOLDERS);
        caller.stage.memory.write(64, "sub/./../new".getBytes(StandardCharsets.UTF_8), 0, 11);
        caller.stage.memory.store(256, 4, 2048);
        caller.stage.memory.store(260, 4, 100);
        return caller;
    }

    @Test
    void everyFunctionOfTheInterfaceIsThere() {
        assertEquals(46, Caller.functions().size());
    }

    @Test
    void aPointerOutsideTheMemoryTrapsOrIsAnErrorAndHarmsNobody() {
        for (HostFunctions.Entry function : Caller.functions()) {
            int parameters = function.type().params().size();
            Caller caller = actor();
            for (int position = 0; position < parameters; position++) {
                for (long nasty : NASTY) {
                    long[] arguments = ordinary(function);
                    arguments[position] = nasty;
                    if (!check(caller, function.name(), arguments)) {
                        caller = actor();
                    }
                }
            }
        }
    }

    @Test
    void allOfEveryVectorMustLieInTheMemoryAlsoWhereLessOfItIsUsed() {
        Caller caller = actor();
        caller.stage.memory.store(264, 4, Caller.MEMORY_BYTES - 10);
        caller.stage.memory.store(268, 4, 10);
        assertEquals(Errno.SUCCESS, caller.call("fd_read", 5, 256, 2, 1024));
        caller.stage.memory.store(268, 4, 11);
        Step step = caller.step("fd_pread", 99, 256, 2, 0, 1024);
        assertEquals(Step.DONE, step, "a closed descriptor is the first thing that is wrong");
        GuestFault fault = assertInstanceOf(Step.Trapped.class, caller.step("fd_read", 5, 256, 2, 1024))
                .fault();
        assertEquals("fd_read: pointer 0x1fff6 and length 11 leave the memory of 131072 bytes", fault.reason());
    }

    @Test
    void anythingAtAllTrapsOrIsAnErrorAndHarmsNobody() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Caller caller = actor();
            for (int turn = 0; turn < 5; turn++) {
                HostFunctions.Entry function =
                        Caller.functions().get(random.nextInt(Caller.functions().size()));
                long[] arguments = ordinary(function);
                for (int i = 0; i < arguments.length; i++) {
                    if (random.nextInt(3) == 0) {
                        arguments[i] = NASTY[random.nextInt(NASTY.length)];
                    }
                }
                if (!check(caller, function.name() + " (seed " + seed + ")", function.name(), arguments)) {
                    break;
                }
            }
            caller.save();
        }
    }

    /** Arguments with which a call succeeds: descriptor 5 is a file, 64 a path, 256 a vector of bytes. */
    private static long[] ordinary(HostFunctions.Entry function) {
        long[] arguments = new long[function.type().params().size()];
        Arrays.fill(arguments, 1024);
        String name = function.name();
        if (name.startsWith("fd_")) {
            arguments[0] = name.equals("fd_readdir") ? 6 : name.startsWith("fd_prestat") ? 3 : 5;
        }
        if (name.equals("fd_renumber")) {
            arguments[1] = 6;
        }
        if (name.matches("fd_p?(read|write)")) {
            arguments[1] = 256;
            arguments[2] = 1;
        }
        if (PATHS.containsKey(name)) {
            for (int pointer : PATHS.get(name)) {
                arguments[pointer] = 64;
                arguments[pointer + 1] = 11;
            }
            for (int folder : FOLDERS.getOrDefault(name, List.of(0))) {
                arguments[folder] = 3;
            }
        }
        return arguments;
    }

    private static boolean check(Caller caller, String name, long[] arguments) {
        return check(caller, name, name, arguments);
    }

    /** Whether the actor is still alive; fails on anything but an answer, an end of its own, or a trap with its reason. */
    private static boolean check(Caller caller, String words, String name, long[] arguments) {
        Step step = caller.step(name, arguments);
        if (step instanceof Step.Trapped trapped) {
            GuestFault.Kind kind = trapped.fault().kind();
            assertTrue(
                    kind == GuestFault.Kind.MEMORY
                            || kind == GuestFault.Kind.HOLD
                            || kind == GuestFault.Kind.EXIT
                            || kind == GuestFault.Kind.BUDGET,
                    words + ": " + trapped.fault().explain());
            return false;
        }
        return step == Step.DONE;
    }
}
