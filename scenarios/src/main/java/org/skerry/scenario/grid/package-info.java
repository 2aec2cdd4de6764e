/**
 * Where two machines are equally fast: for each case of a grid the cost of a message of one of them is looked for at which it is as fast as the
 * other.
 *
 * <p>Entry types: {@link org.skerry.scenario.grid.GridRun} and {@link org.skerry.scenario.grid.GridPage}. One thread; cost is one run on one machine
 * and two to some eight on the other for each case and seed. Surprising: a case may have no such cost, because the one machine is faster even when
 * messages are as cheap as can be, or slower even when they are as dear.
 */
package org.skerry.scenario.grid;
