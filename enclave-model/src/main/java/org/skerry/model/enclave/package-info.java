/**
 * The enclave chip: cores with private memories that share nothing and meet by messages over the mesh.
 *
 * <p>Entry types: {@link org.skerry.model.enclave.ChipSpec} and {@link org.skerry.model.enclave.EnclaveChip}. A slice of enclaves is
 * one component and so runs on one thread at a time; no two slices share anything that changes. Cost: an enclave that has nothing to
 * do costs nothing; a turn costs a few events and three packets a message. Surprising: what an actor does in a turn has been computed
 * at the turn's first cycle; the rest of the turn is its replay in simulated time, and only what is replayed can be seen by others.
 */
package org.skerry.model.enclave;
