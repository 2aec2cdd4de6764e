package org.skerry.model.sharedmem;

import java.util.List;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.memory.BugObject;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.noc.topology.MeshSpec;

/** The parts of a machine that is being made like another one. For what they are, see {@link SharedMemorySpec}. */
final class SharedMemoryDraft {
    int cores;
    MeshSpec mesh;
    CoreSpec core;
    MemorySpec memory;
    RuntimeSpec runtime;
    long memoryBytes;
    long meshHertz;
    List<BugObject> bugs;
    RestartSpec restart;
    ContainmentSpec containment;
    DevicesSpec devices;
    KernelSpec kernel;

    /** Begins with the parts of that one. */
    SharedMemoryDraft(SharedMemorySpec like) {
        cores = like.cores();
        mesh = like.mesh();
        core = like.core();
        memory = like.memory();
        runtime = like.runtime();
        memoryBytes = like.memoryBytes();
        meshHertz = like.meshHertz();
        bugs = like.bugs();
        restart = like.restart();
        containment = like.containment();
        devices = like.devices();
        kernel = like.kernel();
    }

    /** The machine with the parts as they are now. */
    SharedMemorySpec build() {
        return new SharedMemorySpec(
                cores,
                mesh,
                core,
                memory,
                runtime,
                memoryBytes,
                meshHertz,
                bugs,
                restart,
                containment,
                devices,
                kernel);
    }
}
