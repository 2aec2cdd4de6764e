/** The machines: the enclave chip and the shared-memory machine. */
package org.skerry.model;
