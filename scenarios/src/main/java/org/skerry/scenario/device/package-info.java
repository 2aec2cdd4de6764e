/**
 * What devices that read and write memory take and reach, measured: transfers beside their closed form, drivers on the cores' account, bytes of others behind
 * each kind of IOMMU.
 *
 * <p>Entry type: {@link org.skerry.scenario.device.DeviceFigures}. One thread. Some ten seconds. Surprising: transfers are measured by the management
 * controller, which needs no driver and no message, so that nothing else is on its way.
 */
package org.skerry.scenario.device;
