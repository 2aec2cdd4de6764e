/**
 * Devices that read and write the memory of the shared-memory machine by themselves: network cards, storage controllers, a management
 * controller; and what may stand in front of them, an input-output memory management unit (IOMMU).
 *
 * <pre>
 *   driver, on cores        memory                           device
 *     posts descriptors --> ring of descriptors  <--reads--  agent: one line after another,
 *     owns buffers      --> buffers              <--writes-  so many under way
 *                           tables of the IOMMU  <--walks--  [IOMMU] port of the mesh
 * </pre>
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.dma.DmaUnit}, which holds agents, IOMMU and the port; {@link
 * org.skerry.model.sharedmem.dma.DevicesSpec}, the settings; {@link org.skerry.model.sharedmem.dma.TransferLaw}, what a transfer should
 * take. One thread, that of the cores. Cost: nothing where no device reads memory; else some packets of the mesh a line. Surprising:
 * descriptors, buffers and tables are bytes like all others, and an agent goes where the bytes it reads send it: what it reaches then is
 * what its addresses decode to, behind the IOMMU if there is one.
 */
package org.skerry.model.sharedmem.dma;
