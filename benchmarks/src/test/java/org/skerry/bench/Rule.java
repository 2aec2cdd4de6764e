package org.skerry.bench;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule and the classes that prove it can fail.
 *
 * @param claim   what holds for all classes, as a sentence
 * @param rule    the check
 * @param mutants classes of the test tree that break the rule
 */
record Rule(String claim, ArchRule rule, Class<?>... mutants) {}
