/**
 * Reads configurations of BookSim 2 (Jiang et al., A detailed and flexible cycle-accurate network-on-chip simulator, ISPASS 2013).
 *
 * <p>Entry type: {@link org.skerry.noc.booksim.BookSimConfig}. Records and text only; any thread. Surprising: it follows BookSim as it
 * was built, defects included (a mesh's {@code min_adapt} is not adaptive), and refuses what it does not follow.
 */
package org.skerry.noc.booksim;
