/**
 * What happened, as an append-only log of spans and marks, and the floorplan that says where.
 *
 * <p>Entry type: {@link org.skerry.sim.trace.TraceLog}. Each entity has its own buffer, written by the thread that runs the
 * entity; reading is for one thread after the run. Cost: four stores a record, nothing for kinds above the level. Surprising:
 * a full buffer never stops the log. It keeps every second record, then every fourth, by counting only, so that a run traced
 * twice gives the same trace and the number left out is known.
 */
package org.skerry.sim.trace;
