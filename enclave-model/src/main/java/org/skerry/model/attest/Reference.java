package org.skerry.model.attest;

/**
 * What should be there: claims that somebody worked out from what was deployed, without asking the chip.
 *
 * @param chip    the chip as it was ordered
 * @param tile    the tile that the actor should be on
 * @param enclave what should have been loaded
 */
public record Reference(Claims.Chip chip, Claims.Tile tile, Claims.Enclave enclave) {}
