// The road from above, in metres: what was drawn on it, the vehicle's way, and where it is now. It drives to the right.

import { html, nothing, svg } from 'lit';
import { define, Element } from '../core/element.js';
import { corners, rowAt, toRoad } from '../core/geometry.js';
import { t } from '../core/i18n.js';

const MARGIN = 3;
const FRESH = 0.5;
const FARTHEST = 120;
const AROUND = 3;

class TopView extends Element {
  static properties = { loaded: {}, time: {} };

  #plan = null;

  willUpdate(changed) {
    if (changed.has('loaded')) {
      this.#plan = plan(this.loaded);
    }
  }

  render() {
    const drawn = this.#plan;
    if (!drawn) {
      return html`<p class="hint">${t('top-view.missing')}</p>`;
    }
    const row = rowAt(this.loaded.track, this.time, FRESH);
    const { left, top, width, height } = drawn.box;
    const bar = width > 60 ? 20 : width > 25 ? 10 : 5;
    const text = height / 8;
    return html`<svg class="top-view" viewBox="${left} ${top} ${width} ${height}" role="img" aria-label=${t('top-view.label')}>
      ${drawn.shapes.map((shape) => svg`<path class="${shape.kind} ${shape.concerned ? 'concerned' : ''}" d=${shape.d}></path>`)}
      <path class="way" d=${drawn.way}></path>
      ${row && row.heading != null ? svg`<path class="vehicle" d=${line(corners(row).map(drawn.turn), true)}></path>` : nothing}
      <path class="bar" d="M${left + text} ${top + height - text / 2}h${bar}"></path>
      <text x=${left + text} y=${top + height - text} font-size=${text}>${bar} m</text>
    </svg>`;
  }
}

// What to draw, turned so that the vehicle drives to the right; null where the view is not calibrated.
function plan({ geometry, track, manifest }) {
  const p = geometry?.projection;
  const { start, end } = manifest.violation;
  const way = track.filter((row) => row.x !== null && row.y !== null && row.time > start - AROUND && row.time < end + AROUND);
  if (!p || way.length < 2) {
    return null;
  }
  const turn = turned(way);
  const points = way.map((row) => turn([row.x, row.y]));
  const where = manifest.violation.where;
  const shapes = [
    ...drawn(p, turn, geometry.lanes, 'lane', 'polygon', where.lane),
    ...drawn(p, turn, geometry.zones, 'zone', 'polygon', where.zone),
    ...drawn(p, turn, geometry.markings, 'marking', 'line', where.marking),
    ...drawn(p, turn, geometry.stopLines, 'stop-line', 'line', where.stopLine),
  ];
  const seen = [...points, ...shapes.filter((shape) => shape.concerned).flatMap((shape) => shape.points)
    .filter(([x, y]) => points.some(([px, py]) => Math.hypot(px - x, py - y) < 20))];
  return { turn, shapes, way: line(points, false), box: box(seen) };
}

function turned(way) {
  const first = way[0], last = way[way.length - 1];
  const moved = Math.hypot(last.x - first.x, last.y - first.y) > 2;
  const angle = moved ? Math.atan2(last.y - first.y, last.x - first.x) : last.heading ?? 0;
  const c = Math.cos(-angle), s = Math.sin(-angle);
  // Down is positive on the screen.
  return ([x, y]) => [c * x - s * y, -(s * x + c * y)];
}

function drawn(p, turn, elements, kind, member, concerned) {
  return elements.map((element) => {
    const road = element[member].map(([u, v]) => toRoad(p, u, v));
    const points = road.filter((point) => point && Math.hypot(...point) < FARTHEST).map(turn);
    return points.length < element[member].length ? null
      : { kind, points, concerned: element.id === concerned, d: line(points, member === 'polygon') };
  }).filter(Boolean).sort((a, b) => a.concerned - b.concerned);
}

function line(points, closed) {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}${closed ? 'Z' : ''}`;
}

function box(points) {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const width = Math.max(...xs) - Math.min(...xs) + 2 * MARGIN;
  const height = Math.max(...ys) - Math.min(...ys) + 2 * MARGIN;
  return { left: Math.min(...xs) - MARGIN, top: Math.min(...ys) - MARGIN, width, height };
}

define('ngatu-top-view', TopView);
