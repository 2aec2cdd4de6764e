/**
 * Measuring and attesting what runs in an enclave: boot ROM, key chain, measurements, evidence, and the verifier who judges it.
 *
 * <p>Entry types: {@link org.skerry.model.attest.Device} for who attests, {@link org.skerry.model.attest.Verifier} for who asks. Everything here is a value or belongs to one
 * component; nothing is shared between threads. Cost: host time of the JDK's Ed25519 for each evidence, nothing while nobody asks.
 * Surprising: all keys are test keys, derived from the seed of the run.
 */
package org.skerry.model.attest;
