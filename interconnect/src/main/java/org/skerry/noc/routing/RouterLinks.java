package org.skerry.noc.routing;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.trace.LinkLoad;

/** The links between the routers of a mesh: the same for every model of its network. */
public final class RouterLinks {
    private RouterLinks() {}

    /** Flits that have left a router in a {@link Direction}. */
    public interface Flits {
        /** How many. */
        long over(int router, int direction);
    }

    /** What passed over each link, by router and then by direction. */
    public static List<LinkLoad> loads(MeshSpec mesh, Flits flits) {
        List<LinkLoad> links = new ArrayList<>();
        for (int router = 0; router < mesh.routers(); router++) {
            for (int direction = 0; direction < Direction.COUNT; direction++) {
                int toX = mesh.x(router) + Direction.dx(direction);
                int toY = mesh.y(router) + Direction.dy(direction);
                if (toX >= 0 && toX < mesh.width() && toY >= 0 && toY < mesh.height()) {
                    links.add(new LinkLoad(mesh.x(router), mesh.y(router), toX, toY, flits.over(router, direction)));
                }
            }
        }
        return links;
    }
}
