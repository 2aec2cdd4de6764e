/** Network on chip. */
package org.skerry.noc;
