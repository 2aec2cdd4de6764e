package org.skerry.model.enclave;

/** What the power management of a tile does when the tile is above its budget. */
public enum AboveBudget {
    /** The clock of all its cores is divided. */
    SLOW,
    /** Some of its enclaves, in turn, stand still for a window at a time, until what was taken too much has been saved. */
    GATE
}
