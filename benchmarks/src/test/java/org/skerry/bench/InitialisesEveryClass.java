package org.skerry.bench;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** A program that initialises every class of the simulator and prints how many; it fails at the first that cannot. */
final class InitialisesEveryClass {

    private InitialisesEveryClass() {}

    public static void main(String[] args) throws ClassNotFoundException {
        int count = 0;
        for (JavaClass type : new ClassFileImporter()
                .importPackages(
                        "org.skerry.sim",
                        "org.skerry.noc",
                        "org.skerry.wasm",
                        "org.skerry.model",
                        "org.skerry.view",
                        "org.skerry.scenario")) {
            if (!type.getFullName().endsWith("package-info")) {
                Class.forName(type.getFullName());
                count++;
            }
        }
        System.out.println(count + " classes");
    }
}
