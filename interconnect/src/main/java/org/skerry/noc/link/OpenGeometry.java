package org.skerry.noc.link;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;

/** A network all of whose links between routers lead through a {@link LinkLayer}. */
public final class OpenGeometry implements Geometry {
    private final Geometry inner;

    /** The network of {@code inner}, which is one partition. */
    public OpenGeometry(Geometry inner) {
        this.inner = inner;
    }

    @Override
    public int routers() {
        return inner.routers();
    }

    @Override
    public int ports() {
        return inner.ports();
    }

    @Override
    public int vcs() {
        return inner.vcs();
    }

    @Override
    public byte kind(int router, int port) {
        byte kind = inner.kind(router, port);
        return kind == Links.ROUTER || kind == Links.SEAM ? Links.SOUTH : kind;
    }

    @Override
    public boolean hasSeams() {
        return inner.hasSeams();
    }

    @Override
    public boolean seam(int router, int port) {
        return inner.seam(router, port);
    }

    @Override
    public int far(int router, int port) {
        return inner.far(router, port);
    }
}
