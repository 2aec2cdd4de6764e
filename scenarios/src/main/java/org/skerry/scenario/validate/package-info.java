/**
 * The models beside their references, point by point. Entry type: {@link org.skerry.scenario.validate.Suite}, which lists all there are.
 * Single-threaded but for what a suite spreads over threads itself. A suite simulates; none works its figures out by the formula of its
 * reference.
 */
package org.skerry.scenario.validate;
