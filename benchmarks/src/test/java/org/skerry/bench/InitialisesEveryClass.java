package org.skerry.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that initialises every class of the simulator and prints how many; it fails at the first that cannot. It looks at names of
 * files, as reading what is in them takes five times as long.
 */
final class InitialisesEveryClass {
    private static final List<String> PACKAGES = List.of("sim", "noc", "wasm", "model", "view", "scenario");
    private static final String CLASS = ".class";

    private InitialisesEveryClass() {}

    public static void main(String[] args) throws IOException, ClassNotFoundException {
        int count = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path place = Path.of(entry);
            if (Files.isDirectory(place)) {
                count += initialise(place);
            } else if (Files.exists(place)) {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    count += initialise(jar.getPath("/"));
                }
            }
        }
        System.out.println(count + " classes");
    }

    private static int initialise(Path root) throws IOException, ClassNotFoundException {
        int count = 0;
        for (String part : PACKAGES) {
            Path folder = root.resolve("org/skerry/" + part);
            if (!Files.exists(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.toList()) {
                    String file = root.relativize(each).toString();
                    if (file.endsWith(CLASS) && !file.endsWith("package-info" + CLASS)) {
                        String path = file.substring(0, file.length() - CLASS.length());
                        Class.forName(path.replace(root.getFileSystem().getSeparator(), "."));
                        count++;
                    }
                }
            }
        }
        return count;
    }
}
