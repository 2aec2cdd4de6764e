/**
 * What enclaves and the control plane of a chip say to each other: the bodies of packets, and how they leave an endpoint.
 *
 * <p>Entry types: {@link org.skerry.model.protocol.Parcel} and {@link org.skerry.model.protocol.Outbox}. Parcels are immutable and
 * cross threads; an outbox belongs to one component. Cost: one object a parcel. Surprising: only deliveries and requests for room may
 * be held back, and only by what is not: answers, credits and orders are always taken by whoever they are for.
 */
package org.skerry.model.protocol;
