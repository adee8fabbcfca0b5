"""Crossroads of a scene: its measures in metres, and the SUMO network made of them.

The main road runs along y, its traffic away from the camera towards larger y; the cross street runs along x. The middle of
the crossing is the origin, traffic keeps to the right.
"""

import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Crossing:
    """Measures of a crossroads of two roads with two lanes in each direction."""

    inner_lane: float = 3.4
    outer_lane: float = 3.8
    cross_lane: float = 3.4
    corner: float = 7.0  # radius of the kerb
    reach: float = 150.0  # how far the arms go
    stop_line: float = 19.4  # from the middle to the middle of the painted line
    crosswalk: tuple = (13.9, 17.4)
    lane_end: float = 16.4  # where SUMO's lanes end: past the line, so that some may stop there

    @property
    def half(self):
        return self.inner_lane + self.outer_lane

    @property
    def cross_half(self):
        return 2 * self.cross_lane

    def measures(self):
        return asdict(self) | {"half": self.half, "cross_half": self.cross_half}


ARMS = {"s": (0, -1), "n": (0, 1), "w": (-1, 0), "e": (1, 0)}


def build(crossing, folder):
    """Writes the network file and returns its path and, by (from arm, to arm), the signal's link indices."""
    folder = Path(folder)
    reach = crossing.reach
    nodes = ['<node id="c" x="0" y="0" type="traffic_light"/>']
    edges = []
    for arm, (x, y) in ARMS.items():
        nodes.append(f'<node id="{arm}" x="{x * reach}" y="{y * reach}" type="dead_end"/>')
        main = x == 0
        outer, inner = (crossing.outer_lane, crossing.inner_lane) if main else (crossing.cross_lane,) * 2
        lanes = f'<lane index="0" width="{outer}"/><lane index="1" width="{inner}"/>'
        edges.append(f'<edge id="{arm}_in" from="{arm}" to="c" numLanes="2" speed="12.5" spreadType="right">{lanes}</edge>')
        edges.append(f'<edge id="{arm}_out" from="c" to="{arm}" numLanes="2" speed="12.5" spreadType="right">{lanes}</edge>')
    ends = crossing.lane_end
    wide, deep = crossing.half, crossing.cross_half
    shape = [(-wide, -ends), (wide, -ends), (ends, -deep), (ends, deep), (wide, ends), (-wide, ends), (-ends, deep), (-ends, -deep)]
    nodes[0] = '<node id="c" x="0" y="0" type="traffic_light" shape="%s"/>' % " ".join(f"{x:.2f},{y:.2f}" for x, y in shape)
    right = {"s": "e", "e": "n", "n": "w", "w": "s"}
    left = {b: a for a, b in right.items()}
    ahead = {"s": "n", "n": "s", "e": "w", "w": "e"}
    connections = []
    for arm in ARMS:
        # The inner lane goes ahead and left, the outer one ahead and right.
        for to, lane in ((right[arm], 0), (ahead[arm], 0), (ahead[arm], 1), (left[arm], 1)):
            connections.append(f'<connection from="{arm}_in" to="{to}_out" fromLane="{lane}" toLane="{lane}"/>')
    (folder / "road.nod.xml").write_text(f"<nodes>{''.join(nodes)}</nodes>")
    (folder / "road.edg.xml").write_text(f"<edges>{''.join(edges)}</edges>")
    (folder / "road.con.xml").write_text(f"<connections>{''.join(connections)}</connections>")
    net = folder / "road.net.xml"
    subprocess.run(
        ["netconvert", "-n", "road.nod.xml", "-e", "road.edg.xml", "-x", "road.con.xml", "-o", net.name,
         "--no-turnarounds", "--junctions.internal-link-detail", "20", "--no-warnings"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL)
    links = {}
    for connection in ElementTree.parse(net).getroot().iter("connection"):
        if connection.get("tl"):
            key = (connection.get("from")[0], connection.get("to")[0])
            links.setdefault(key, []).append(int(connection.get("linkIndex")))
    return net, links
