package org.skerry.model.enclave;

import java.util.List;
import org.skerry.model.attest.AttestSpec;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.LoadSpec;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.memory.BugObject;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.topology.MeshSpec;

/** The parts of a chip that is being made like another one. For what they are, see {@link ChipSpec}. */
final class ChipDraft {
    MeshSpec mesh;
    EnclaveSpec enclave;
    CoreSpec core;
    LoadSpec load;
    long meshHertz;
    List<BugObject> bugs;
    ControlSpec control;
    MessageSpec messages;
    TimeDivisionSpec timeDivision;
    PowerSpec power;
    AttestSpec attest;
    UnlikeTiles tiles;
    MultiplexSpec multiplex;
    WatchdogSpec watchdog;
    FetchSpec code;

    /** Begins with the parts of that chip. */
    ChipDraft(ChipSpec like) {
        mesh = like.mesh();
        enclave = like.enclave();
        core = like.core();
        load = like.load();
        meshHertz = like.meshHertz();
        bugs = like.bugs();
        control = like.control();
        messages = like.messages();
        timeDivision = like.timeDivision();
        power = like.power();
        attest = like.attest();
        tiles = like.tiles();
        multiplex = like.multiplex();
        watchdog = like.watchdog();
        code = like.code();
    }

    /** The chip with the parts as they are now. */
    ChipSpec build() {
        return new ChipSpec(
                mesh,
                enclave,
                core,
                load,
                meshHertz,
                bugs,
                control,
                messages,
                timeDivision,
                power,
                attest,
                tiles,
                multiplex,
                watchdog,
                code);
    }
}
