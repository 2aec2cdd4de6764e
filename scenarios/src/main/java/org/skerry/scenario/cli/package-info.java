/**
 * The command line: options, exit codes, what goes to which stream.
 *
 * <p>Entry type: {@link org.skerry.scenario.cli.Main}. One thread, and one more when the user presses Ctrl-C. Surprising: results go
 * to standard output and everything else to standard error, so that {@code --json} can be piped; texts that guests wrote
 * are shown without their control characters, so that no actor can steer the terminal.
 */
package org.skerry.scenario.cli;
