package org.skerry.wasm.meter;

import com.dylibso.chicory.compiler.internal.Compiler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiled classes as one array of bytes that says what it is: a name, the key, the classes, and a hash of all of it.
 *
 * <p>The key is a hash of everything the classes depend on: the rewritten module (and with it module, rewriter and limits), the
 * classes it is bound to, and the class files of the compiler and of the pass. Nobody has to count up a version.
 */
final class StoredCode {
    private static final String NAME = "skerry code 1\n";
    private static final int HASH_BYTES = 32;
    private static final List<Class<?>> MAKERS = List.of(
            Compiler.class,
            ClassPass.class,
            InlineAccesses.class,
            InlineComparisons.class,
            InlinePass.class,
            InlineWatched.class,
            WindowAccess.class,
            RoundLoops.class,
            Meter.class,
            UnsignedCompare.class,
            UnwindHandlers.class,
            MeterGlobals.class,
            StoredCode.class);

    private StoredCode() {}

    /** The key of what becomes of a rewritten module. */
    static String key(byte[] rewritten, Rewriting rewriting, ClassTargets targets) {
        MessageDigest hash = sha256();
        hash.update(rewritten);
        hash.update((rewriting + " " + targets).getBytes(StandardCharsets.UTF_8));
        for (Class<?> maker : MAKERS) {
            hash.update(classFile(maker));
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static byte[] classFile(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry. */
    static byte[] encode(String key, Map<String, byte[]> classes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBytes(NAME);
            out.writeUTF(key);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> each : new TreeMap<>(classes).entrySet()) {
                out.writeUTF(each.getKey());
                out.writeInt(each.getValue().length);
                out.write(each.getValue());
            }
            out.write(sha256().digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The classes of an entry, or null if it is none, is damaged, or was made under another key. */
    static Map<String, byte[]> decode(String key, byte[] entry) {
        if (entry == null || entry.length < NAME.length() + HASH_BYTES) {
            return null;
        }
        int end = entry.length - HASH_BYTES;
        byte[] content = Arrays.copyOf(entry, end);
        if (!new String(content, 0, NAME.length(), StandardCharsets.US_ASCII).equals(NAME)
                || !Arrays.equals(sha256().digest(content), Arrays.copyOfRange(entry, end, entry.length))) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            in.skipNBytes(NAME.length());
            if (!in.readUTF().equals(key)) {
                return null;
            }
            Map<String, byte[]> classes = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), in.readNBytes(in.readInt()));
            }
            return classes;
        } catch (IOException e) {
            return null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
