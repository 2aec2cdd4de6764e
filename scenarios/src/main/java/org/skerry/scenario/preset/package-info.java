/**
 * Networks of chips that were built, by name: files of data, and what machines take from them. Entry type: {@link
 * org.skerry.scenario.preset.Preset}. Reading one costs a millisecond; nothing is kept.
 */
package org.skerry.scenario.preset;
