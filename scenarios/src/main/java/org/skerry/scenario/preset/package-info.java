/**
 * Networks of chips that were built, and whole chips, by name: files of data, and what machines take from them. Entry types: {@link
 * org.skerry.scenario.preset.Preset} and {@link org.skerry.scenario.preset.WholeMachine}. Reading one costs a millisecond; nothing is kept.
 */
package org.skerry.scenario.preset;
