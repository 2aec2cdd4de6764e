package org.skerry.model.sharedmem.containment;

/**
 * What keeps the actors of one shared-memory machine apart. A name for wiring: {@link ContainmentWiring} reads it and nobody else does.
 */
public enum Rung {
    /** Actors in an unsafe language in one address space: nothing. */
    BARE,
    /** The same in a language whose compiled code checks each access against a header in the shared heap. */
    SAFE_RUNTIME,
    /** A process for each actor: page tables of a kernel. */
    PROCESSES,
    /** WebAssembly: a limit for each linear memory, in the state of one runtime. */
    SANDBOX,
    /** Capabilities of the cores: bounds, permissions and tags, as in CHERI. */
    CAPABILITIES,
    /** A virtual machine for each actor: page tables of a guest's kernel behind those of a hypervisor. */
    VIRTUAL_MACHINES
}
