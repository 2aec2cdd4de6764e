package org.skerry.model.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.skerry.noc.VirtualNetwork;

/**
 * How parcels of a kind travel, and what may hold them back. Every kind says it, and a test puts all of it together: what is held back on
 * one virtual network waits for parcels of later ones only, so that no cycle of waiting can close however full the network is; within
 * one network the kinds wait in an order.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Travels {
    /** Virtual networks it travels on. Only what travels on the first of them is ever held back. */
    VirtualNetwork[] on();

    /** Kinds of which one may have to arrive at its sender before it leaves. What is made when something arrives does not wait for it. */
    Class<? extends Parcel>[] after() default {};
}
