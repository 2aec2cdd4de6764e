package org.skerry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds source folders with classes but without a package-info.java that says something. */
final class PackageInfos {

    private PackageInfos() {}

    /** Folders below {@code root} that hold Java files and no documented package. */
    static List<Path> missing(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isDirectory)
                    .filter(PackageInfos::holdsClasses)
                    .filter(folder -> !isDocumented(folder.resolve("package-info.java")))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    private static boolean isDocumented(Path packageInfo) {
        try {
            return Files.exists(packageInfo) && Files.readString(packageInfo).contains("/**");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + packageInfo, e);
        }
    }
}
