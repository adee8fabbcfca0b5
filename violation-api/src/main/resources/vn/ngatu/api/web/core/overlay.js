// Draws what the engine saw over a frame: the vehicle, its way, its footprint, the road's elements and the lamps.

import { corners, rowAt, toPicture } from './geometry.js';

/** What can be shown, each by itself. */
export const LAYERS = ['track', 'footprint', 'road', 'lamp'];

const HALO = 'rgb(0 0 0 / 65%)';
const WHITE = '#ffffff';
const CONCERNED = '#58b0ff';
const LAMPS = { RED: '#ff4b3e', RED_AMBER: '#ff8a1f', AMBER: '#ffc02e', FLASHING_AMBER: '#ffc02e', GREEN: '#3ddc76' };
const TRAIL = 4;
// A track's row counts until the next should have come.
const FRESH = 0.5;

/**
 * Draws the `layers` of a case at the stream's `time` into `context`, whose `area` {left, top, width, height} shows the
 * picture; `size` is the picture's own in pixels.
 */
export function drawOverlay(context, area, size, loaded, time, layers) {
  const at = ([u, v]) => [area.left + u * area.width, area.top + v * area.height];
  const pixel = (x, y) => at([x / size.width, y / size.height]);
  const row = rowAt(loaded.track, time, FRESH);
  if (layers.has('road')) {
    drawRoad(context, at, loaded);
  }
  if (layers.has('footprint') && row) {
    drawFootprint(context, at, loaded.geometry, row);
  }
  if (layers.has('track')) {
    drawTrail(context, pixel, loaded.track, time);
    if (row) {
      const [left, top] = pixel(row.left, row.top);
      const [right, bottom] = pixel(row.left + row.width, row.top + row.height);
      path(context, [[left, top], [right, top], [right, bottom], [left, bottom]], true, WHITE, 2);
    }
  }
  if (layers.has('lamp')) {
    drawLamps(context, at, loaded, time);
  }
}

/** The state of `signal` at the stream's `time`; null where none is known. */
export function stateAt(signals, signal, time) {
  return signals.find((each) => each.signal === signal && each.start <= time && time < each.end)?.state ?? null;
}

function drawRoad(context, at, { geometry, manifest }) {
  const where = manifest.violation.where;
  const concerned = (kind, id) => where[kind] === id;
  (geometry?.lanes ?? []).forEach((lane) => element(context, lane.polygon.map(at), true, concerned('lane', lane.id)));
  (geometry?.zones ?? []).forEach((zone) => element(context, zone.polygon.map(at), true, concerned('zone', zone.id)));
  (geometry?.markings ?? []).forEach((line) => element(context, line.line.map(at), false, concerned('marking', line.id)));
  (geometry?.stopLines ?? []).forEach((line) => element(context, line.line.map(at), false, concerned('stopLine', line.id)));
}

function element(context, points, closed, concerned) {
  if (concerned) {
    path(context, points, closed, CONCERNED, 3);
  } else {
    context.globalAlpha = 0.45;
    path(context, points, closed, WHITE, 1);
    context.globalAlpha = 1;
  }
}

function drawFootprint(context, at, geometry, row) {
  if (!geometry?.projection || row.x === null || row.heading == null) {
    return;
  }
  const points = corners(row).map(([x, y]) => toPicture(geometry.projection, x, y));
  if (points.every(Boolean)) {
    const seen = points.map(at);
    context.fillStyle = 'rgb(255 255 255 / 22%)';
    trace(context, seen, true);
    context.fill();
    path(context, seen, true, WHITE, 1.5);
    // The front edge, at which lines are crossed.
    path(context, [seen[3], seen[0]], false, CONCERNED, 3);
  }
}

function drawTrail(context, pixel, track, time) {
  const points = track.filter((row) => row.time <= time + 1e-3 && row.time > time - TRAIL)
    .map((row) => pixel(row.left + row.width / 2, row.top + row.height));
  if (points.length > 1) {
    path(context, points, false, WHITE, 1.5);
  }
}

function drawLamps(context, at, { geometry, manifest, signals }, time) {
  const concerned = manifest.violation.where.signal;
  (geometry?.signals ?? []).filter((signal) => !concerned || signal.id === concerned).forEach((signal) => {
    const colour = LAMPS[stateAt(signals, signal.id, time)] ?? WHITE;
    signal.heads.forEach(([left, top, width, height]) => {
      const [x, y] = at([left, top]);
      const [right, bottom] = at([left + width, top + height]);
      path(context, [[x - 3, y - 3], [right + 3, y - 3], [right + 3, bottom + 3], [x - 3, bottom + 3]], true, colour, 3);
    });
  });
}

// A line that is seen on any ground: dark around, bright inside.
function path(context, points, closed, colour, width) {
  for (const [style, wide] of [[HALO, width + 2], [colour, width]]) {
    context.strokeStyle = style;
    context.lineWidth = wide;
    context.lineJoin = 'round';
    trace(context, points, closed);
    context.stroke();
  }
}

function trace(context, points, closed) {
  context.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  if (closed) {
    context.closePath();
  }
}
