package org.skerry.scenario.spec;

/**
 * What the actors do together, counted in the words of the application, so that speed can be told in them.
 *
 * @param unit  what one piece of work is called, such as request
 * @param count how many of them the whole run does
 */
public record WorkSpec(String unit, long count) {}
