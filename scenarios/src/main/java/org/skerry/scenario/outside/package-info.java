/**
 * Holds what requests from outside wait for against closed forms: stores by themselves, and actors on whole machines.
 *
 * <p>Entry types: {@link org.skerry.scenario.outside.StoreWaits} and {@link org.skerry.scenario.outside.ActorWaits}. One thread. Cost:
 * a microsecond of host time for a request to a store, a tenth of a millisecond for one to an actor. Surprising: the actor's time of
 * service is measured, not computed, in a run in which requests come
 * eight at once.
 */
package org.skerry.scenario.outside;
