package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import org.skerry.wasm.ModuleReport;

/**
 * A module's imports held against what somebody allows and denies. A pattern is {@code field}, {@code module.field}, or either with
 * stars for any letters.
 *
 * @param checked whether anything was allowed or denied at all
 * @param broken  imports that may not be, each with the reason
 * @param idle    denials that match nothing, as a mistyped one would look like a passed check
 */
record ImportAudit(boolean checked, List<String> broken, List<String> idle) {
    static ImportAudit of(ModuleReport report, List<String> allow, List<String> deny) {
        List<String> broken = new ArrayList<>();
        for (ModuleReport.Import wanted : report.imports()) {
            String name = wanted.module() + "." + wanted.name();
            String denied = first(deny, wanted);
            if (denied != null) {
                broken.add(name + " is denied by '" + denied + "'");
            } else if (!allow.isEmpty() && first(allow, wanted) == null) {
                broken.add(name + " is not among the allowed");
            }
        }
        List<String> idle = new ArrayList<>();
        deny.stream().filter(pattern -> unused(pattern, report)).forEach(pattern -> idle.add("--deny " + pattern));
        return new ImportAudit(!allow.isEmpty() || !deny.isEmpty(), List.copyOf(broken), List.copyOf(idle));
    }

    private static String first(List<String> patterns, ModuleReport.Import wanted) {
        return patterns.stream()
                .filter(pattern -> matches(pattern, wanted))
                .findFirst()
                .orElse(null);
    }

    private static boolean unused(String pattern, ModuleReport report) {
        return report.imports().stream().noneMatch(wanted -> matches(pattern, wanted));
    }

    private static boolean matches(String pattern, ModuleReport.Import wanted) {
        return matches(pattern, 0, wanted.name(), 0) || matches(pattern, 0, wanted.module() + "." + wanted.name(), 0);
    }

    /** Without regular expressions: the pattern is the user's, the text is the module's. */
    private static boolean matches(String pattern, int p, String text, int t) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        if (pattern.charAt(p) == '*') {
            return matches(pattern, p + 1, text, t) || t < text.length() && matches(pattern, p, text, t + 1);
        }
        return t < text.length() && pattern.charAt(p) == text.charAt(t) && matches(pattern, p + 1, text, t + 1);
    }
}
