package org.skerry.model.sharedmem.containment;

import java.util.function.IntFunction;
import org.skerry.model.sharedmem.cache.Translation;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;

/**
 * What containment may find in a machine.
 *
 * @param cores        how many there are
 * @param pages        how they translate addresses
 * @param translations what each translates with; null where none does
 * @param kernel       what a kernel would cost
 */
public record Machinery(int cores, TranslationSpec pages, IntFunction<Translation> translations, KernelSpec kernel) {}
