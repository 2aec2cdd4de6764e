package org.skerry.scenario.cli;

import org.skerry.scenario.run.StopSwitch;

/**
 * What every command needs.
 *
 * @param console where to write
 * @param stop    tells a running machine that the user has had enough
 * @param version of this program
 */
record Session(Console console, StopSwitch stop, String version) {}
