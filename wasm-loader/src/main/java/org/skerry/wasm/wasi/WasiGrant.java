package org.skerry.wasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skerry.sim.actor.Endowment;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.Mix;

/**
 * What an actor is given of WASI preview 1. Whatever is left out is not there: no arguments, no variables, closed streams, no files.
 * The clock is not among it: it is the handle {@link #CLOCK}, as output to the log is the handle {@link #LOG}.
 *
 * @param arguments   of the program; the first is its name by custom
 * @param environment variables as {@code NAME=value}
 * @param input       standard input, or null for a closed one
 * @param output      standard output, or null for a closed one
 * @param error       standard error, or null for a closed one
 * @param random      where randomness comes from, or null for none
 * @param folders     preopened folders; descriptors 3 and up, in this order
 * @param handler     exported function that handles messages, or null for that of the module
 * @param limits      how far streams and files may grow
 */
public record WasiGrant(
        List<String> arguments,
        List<String> environment,
        Input input,
        Output output,
        Output error,
        RandomSource random,
        List<Preopen> folders,
        String handler,
        Limits limits)
        implements Endowment {
    /** Name of the handle through which clocks are read. */
    public static final String CLOCK = "wasi.clock";

    /** Name of the handle through which streams reach the run's log. */
    public static final String LOG = "wasi.log";

    /** Nothing at all. */
    public static final WasiGrant NONE =
            new WasiGrant(List.of(), List.of(), null, null, null, null, List.of(), null, Limits.DEFAULT);

    /**
     * Standard input.
     *
     * @param bytes what there is to read, or null for the payload of the message being handled
     */
    public record Input(byte[] bytes) {
        /** The payload of the message being handled, from its beginning in each turn. */
        public static final Input MESSAGE = new Input(null);
    }

    /**
     * Where a standard stream goes.
     *
     * @param kind   kind of place
     * @param handle name of the handle that is sent to; empty for the others
     */
    public record Output(Kind kind, String handle) {
        /** Kinds of places. */
        public enum Kind {
            /** Line by line to the run's log. */
            LOG,
            /** What a turn has written is the reply to the call that it handles. */
            REPLY,
            /** What a turn has written goes to somebody, in messages as large as they may be. */
            SEND,
            /** Nowhere. */
            DISCARD
        }

        /** Line by line to the run's log. */
        public static final Output TO_LOG = new Output(Kind.LOG, "");
    }

    /**
     * A named stream of randomness: the same seed and name give the same bytes, whoever reads them.
     *
     * @param seed seed of the run
     * @param name name of the stream
     */
    public record RandomSource(long seed, String name) {}

    /**
     * A preopened folder.
     *
     * @param path     what the guest calls it, such as {@code /data}
     * @param writable whether anything in it may be changed; changes stay with the actor
     * @param files    what is in it, each folder before what it holds
     */
    public record Preopen(String path, boolean writable, List<GrantedFile> files) {
        public Preopen {
            Check.notBlank(path, "wasi.files");
            files = List.copyOf(files);
            Set<String> paths = new HashSet<>();
            for (GrantedFile file : files) {
                if (!paths.add(file.path())) {
                    throw new ConfigException("wasi.files." + path + ": '" + file.path()
                            + "' is there twice. Give each file a name of its own.");
                }
            }
        }
    }

    /**
     * A file of the scenario.
     *
     * @param path    names below the preopened folder, with {@code /} between them
     * @param content its bytes, which nobody writes; null for an empty folder
     */
    public record GrantedFile(String path, byte[] content) {
        public GrantedFile {
            for (String name : path.split("/", -1)) {
                if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                    throw new ConfigException(
                            "'" + path.replace('\0', '?') + "' cannot be the path of a file in wasi.files. "
                                    + "Give names with / between them, and neither . nor .. among them.");
                }
            }
        }
    }

    /**
     * How far streams and files may grow. Every default is an assumption: room for real programs, and not for filling the host.
     *
     * @param outputBytes bytes an actor may write to its standard streams; beyond, a write fails
     * @param fileBytes   bytes of files that it may hold beside those of the scenario
     * @param entries     names that it may add to its folders
     * @param descriptors descriptors that it may have open
     */
    public record Limits(long outputBytes, long fileBytes, int entries, int descriptors) {
        /** Limits unless the scenario says otherwise. */
        public static final Limits DEFAULT = new Limits(1 << 20, 4 << 20, 4096, 256);

        public Limits {
            Check.inRange(outputBytes, 0, 1L << 30, "wasi.limits.outputBytes");
            Check.inRange(fileBytes, 0, 1L << 30, "wasi.limits.fileBytes");
            Check.inRange(entries, 0, 1_000_000, "wasi.limits.entries");
            Check.inRange(descriptors, 3, 65_536, "wasi.limits.descriptors");
        }
    }

    /** What arguments and variables may take in all: they are copied whenever the guest asks for them. Assumption. */
    private static final int MOST_TEXT_BYTES = 1 << 16;

    public WasiGrant {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        folders = List.copyOf(folders);
        checkTexts(arguments, "wasi.args");
        checkTexts(environment, "wasi.env");
    }

    private static void checkTexts(List<String> texts, String what) {
        long bytes = 0;
        for (String text : texts) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (text.indexOf('\0') >= 0) {
                throw new ConfigException(what + " holds a zero byte, which ends a text in C. Leave it out.");
            }
        }
        if (bytes > MOST_TEXT_BYTES) {
            throw new ConfigException(
                    what + " takes " + bytes + " bytes, more than " + MOST_TEXT_BYTES + ". Put them into a file.");
        }
    }

    /** The same with these arguments. */
    public WasiGrant withArguments(String... texts) {
        return new WasiGrant(List.of(texts), environment, input, output, error, random, folders, handler, limits);
    }

    /** The same with these variables, each as {@code NAME=value}. */
    public WasiGrant withEnvironment(List<String> variables) {
        return new WasiGrant(arguments, variables, input, output, error, random, folders, handler, limits);
    }

    /** The same with these standard streams; null closes one. */
    public WasiGrant withStreams(Input in, Output out, Output err) {
        return new WasiGrant(arguments, environment, in, out, err, random, folders, handler, limits);
    }

    /** The same with this randomness. */
    public WasiGrant withRandom(RandomSource source) {
        return new WasiGrant(arguments, environment, input, output, error, source, folders, handler, limits);
    }

    /** The same with these preopened folders. */
    public WasiGrant withFolders(List<Preopen> preopens) {
        return new WasiGrant(arguments, environment, input, output, error, random, preopens, handler, limits);
    }

    /** The same with this function for messages. */
    public WasiGrant withHandler(String export) {
        return new WasiGrant(arguments, environment, input, output, error, random, folders, export, limits);
    }

    /** The same with these limits. */
    public WasiGrant withLimits(Limits newLimits) {
        return new WasiGrant(arguments, environment, input, output, error, random, folders, handler, newLimits);
    }

    /** The content of granted file {@code number}, counted over all preopened folders. */
    byte[] content(int number) {
        int left = number;
        for (Preopen folder : folders) {
            if (left < folder.files().size()) {
                return folder.files().get(left).content();
            }
            left -= folder.files().size();
        }
        return null;
    }

    @Override
    public void digest(DigestCombiner digest) {
        arguments.forEach(text -> add(digest, text));
        digest.addLong(arguments.size());
        environment.forEach(text -> add(digest, text));
        digest.addLong(environment.size());
        if (input != null && input.bytes() != null) {
            digest.addBytes(input.bytes());
        }
        add(digest, (input == null) + " " + output + " " + error + " " + random + " " + handler + " " + limits);
        for (Preopen folder : folders) {
            add(
                    digest,
                    folder.path() + " " + folder.writable() + " "
                            + folder.files().size());
            for (GrantedFile file : folder.files()) {
                add(digest, file.path() + " " + (file.content() == null));
                digest.addBytes(file.content() == null ? new byte[0] : file.content());
            }
        }
    }

    private static void add(DigestCombiner digest, String text) {
        digest.addLong(Mix.hash(text));
    }
}
