/**
 * What a core makes of the counts of a turn: cycles. The same for every machine, so that a comparison of machines never compares
 * cores by accident.
 *
 * <p>Entry types: {@link org.skerry.model.core.CoreSpec}, {@link org.skerry.model.core.CoreModel} for kinds of cores by name, and
 * {@link org.skerry.model.core.TurnReplay}. A replay belongs to one core
 * and so to one thread. Cost: a few multiplications an entry, no allocation. Surprising: the guest has already run when its turn
 * is replayed; the replay only says when what it did happens.
 */
package org.skerry.model.core;
