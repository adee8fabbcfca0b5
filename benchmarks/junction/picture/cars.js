// Four wheels and more: cars, trucks and buses, lofted from their side views.
import {Shape, dice} from './shape.js';

const PAINT = [0.32, 0.25];
const GLASS = [0.08, 0.88];
const PLASTIC = [0.7, 0];
const CHROME = [0.25, 0.9];
const DARK = 0x1a1c1e;
const PANE = 0x46545e;

const COLOURS = [0xe9eaea, 0xe9eaea, 0xdfe1e2, 0xc3c6c9, 0x9aa0a5, 0x7d8287, 0x1c1d20, 0x17181a, 0x2a2d33, 0x7a1016, 0xa31318, 0x1c2f57, 0x5b4638, 0xb49b73, 0x23402e];
const LORRIES = [0xe7e8e8, 0x2b5fa8, 0x1f4f8f, 0x2e8f5b, 0xd8d9d9, 0xb5202a];
const BUSES = [0x2f9a4d, 0xd8342f, 0x3a6fb5, 0xe2c22f];

// Side views: [x from the rear bumper as a share of the length, height in metres] of hood-and-boot line and of the roof.
const CARS = {
  sedan: {
    belt: [[0, .48], [.008, .66], [.02, .86], [.06, .98], [.22, 1.0], [.7, .96], [.78, .92], [.93, .8], [.985, .68], [1, .5]],
    roof: [[.14, 1.0], [.29, 1.42], [.46, 1.46], [.58, 1.43], [.755, .95]], pillars: [.3, .445], boot: true,
  },
  hatchback: {
    belt: [[0, .45], [.006, .62], [.02, .86], [.05, 1.02], [.3, 1.02], [.72, .98], [.8, .95], [.93, .83], [.98, .72], [1, .5]],
    roof: [[.03, 1.03], [.13, 1.45], [.35, 1.5], [.58, 1.46], [.775, .97]], pillars: [.22, .43], boot: false,
  },
  suv: {
    belt: [[0, .5], [.006, .7], [.016, .98], [.045, 1.14], [.3, 1.14], [.7, 1.1], [.75, 1.09], [.93, 1.0], [.985, .85], [1, .55]],
    roof: [[.03, 1.15], [.11, 1.66], [.35, 1.72], [.58, 1.68], [.735, 1.1]], pillars: [.2, .42], boot: false, rails: true,
  },
  mpv: {
    belt: [[0, .45], [.006, .66], [.014, .92], [.04, 1.08], [.3, 1.08], [.74, 1.03], [.82, .99], [.94, .86], [.985, .75], [1, .5]],
    roof: [[.02, 1.09], [.07, 1.62], [.35, 1.7], [.62, 1.64], [.81, 1.01]], pillars: [.2, .43], boot: false,
  },
  pickup: {
    belt: [[0, .7], [.012, 1.08], [.03, 1.12], [.36, 1.12], [.37, 1.1], [.7, 1.1], [.76, 1.08], [.93, 1.02], [.985, .85], [1, .6]],
    roof: [[.375, 1.12], [.41, 1.72], [.5, 1.8], [.6, 1.75], [.74, 1.1]], pillars: [.42, .55], boot: false, bed: true,
  },
};

function at(line, u) {
  for (let i = 0; i + 1 < line.length; i++) {
    if (u <= line[i + 1][0]) {
      const [a, b] = [line[i], line[i + 1]];
      return a[1] + (b[1] - a[1]) * (u - a[0]) / (b[0] - a[0]);
    }
  }
  return line[line.length - 1][1];
}

export function car(model, size, seed, taxi) {
  const shape = new Shape();
  const r = dice(seed);
  const {length: L, width: W} = size;
  const view = CARS[model];
  const paint = taxi ? r.of([0xeceded, 0xeceded, 0x1d8f4a]) : r.of(COLOURS);
  const half = W / 2;
  const X = u => (u - 0.5) * L;
  // Lower body.
  const us = [0, .008, .02, .05, .12, .22, .36, .45, .58, .7, .76, .84, .9, .95, .975, .992, 1];
  const outlines = us.map(u => {
    const end = Math.min(u, 1 - u);
    const w = half * (end < .1 ? .8 + .2 * Math.sqrt(Math.max(0, 1 - Math.pow(1 - end / .1, 2))) : 1);
    const top = at(view.belt, u);
    const low = end < .03 ? .3 : .2;
    const side = [[-1, 0], [-1.0, .3], [-1, .62], [-.975, .82], [-.9, .95], [-.55, 1], [0, 1.012], [.55, 1], [.9, .95], [.975, .82], [1, .62], [1, .3], [1, 0]];
    return side.map(([z, h]) => [X(u), low + (top - low) * h, z * w * (h === 0 ? .95 : 1)]);
  });
  shape.loft(outlines, (i, j) => j === 0 || j === 11 ? [0x202224, PLASTIC] : [paint, PAINT]);
  shape.cap(outlines[0], paint, PAINT, true).cap(outlines[outlines.length - 1], paint, PAINT);
  // Greenhouse.
  const roof = view.roof;
  const stations = [];
  for (let i = 0; i + 1 < roof.length; i++) {
    for (const k of [0, .5]) stations.push(roof[i][0] + (roof[i + 1][0] - roof[i][0]) * k);
  }
  stations.push(roof[roof.length - 1][0]);
  const pillar = .016;
  for (const p of view.pillars) stations.push(p, p + pillar);
  stations.sort((a, b) => a - b);
  const cabin = stations.map(u => {
    const belt = at(view.belt, u) - .03;
    const top = Math.max(at(roof, u), belt + .005);
    const h = top - belt;
    const narrow = Math.min(1, h / .42);
    const wb = half * .945, wt = half * (.945 - .2 * narrow);
    const edge = h > .1 ? .86 : 1;
    const mid = wb + (wt - wb) * edge;
    return [[X(u), belt, -wb], [X(u), belt + h * edge, -mid], [X(u), top - .012 * narrow, -wt * .93], [X(u), top + .012 * narrow, -wt * .5], [X(u), top + .016 * narrow, 0],
      [X(u), top + .012 * narrow, wt * .5], [X(u), top - .012 * narrow, wt * .93], [X(u), belt + h * edge, mid], [X(u), belt, wb]];
  });
  const first = roof[1][0], last = roof[roof.length - 2][0];
  shape.loft(cabin, (i, j) => {
    const u = (stations[i] + stations[i + 1]) / 2;
    if (u < first || u > last) return j === 0 || j === 7 ? (Math.abs(u - first) < .012 || Math.abs(u - last) < .02 ? [paint, PAINT] : [PANE, GLASS]) : [PANE, GLASS];
    if (j === 0 || j === 7) return view.pillars.some(p => u > p && u < p + pillar) ? [DARK, PLASTIC] : [PANE, GLASS];
    return [paint, PAINT];
  });
  if (view.rails) for (const s of [-1, 1]) shape.box(X(.36), 1.75, s * half * .68, L * .36, .04, .04, 0x2a2c2e, PLASTIC);
  if (view.bed) shape.box(X(.19), 1.12, 0, L * .33, .02, W * .82, 0x141516, PLASTIC);
  trim(shape, L, W, view, paint);
  for (const s of [-1, 1]) {
    for (const u of [.185, .815]) arch(shape, X(u), s, half, model === 'suv' || model === 'pickup' ? .36 : .315);
    shape.box(X(.715), at(view.belt, .7) + .06, s * (half + .1), .12, .13, .2, paint, PAINT);
    for (const u of [.31, .5]) shape.box(X(u), at(view.belt, .4) - .13, s * (half + .005), .2, .03, .02, 0xb8babc, CHROME);
    for (const u of [.245, .45, .655]) shape.box(X(u), .62, s * (half + .001), .012, .6, .006, DARK, PLASTIC);
  }
  if (taxi) shape.box(X(.42), at(roof, .46) + .1, 0, .16, .15, .62, r.of([0xf3f3ee, 0xd3262b]), PLASTIC);
  shape.box(0, .2, 0, L * .9, .1, W * .86, 0x08090a, PLASTIC);
  return {
    geometry: shape.build(),
    plates: [{x: -L / 2 - .025, y: view.boot ? .7 : .74, back: true, wide: false}, {x: L / 2 + .012, y: .42, back: false, wide: true}],
    tails: [-1, 1].map(s => [-L / 2 + .075, at(view.belt, .03) - (model === 'sedan' ? .1 : .14), s * half * .76, .1, model === 'sedan' ? .12 : .2, half * .3]),
    heads: [-1, 1].map(s => [L / 2 - .12, at(view.belt, .96) - .12, s * half * .68]),
  };
}

function trim(shape, L, W, view, paint) {
  const front = at(view.belt, .97);
  shape.box(L / 2 - .02, front - .18, 0, .06, .14, W * .4, 0x101113, [.4, .3]);
  shape.box(L / 2 - .005, front - .1, 0, .05, .022, W * .36, 0xc6c8ca, CHROME);
  shape.box(L / 2 - .01, .36, 0, .06, .14, W * .62, 0x131416, PLASTIC);
  shape.box(-L / 2 + .02, .34, 0, .1, .16, W * .8, 0x1b1c1e, PLASTIC);
  shape.box(-L / 2 + .03, .52, 0, .1, .16, W * .86, paint, PAINT);
  for (const s of [-1, 1]) shape.box(-L / 2 - .005, .5, s * W * .36, .05, .05, .14, 0x5a0d10, PLASTIC);
  for (const s of [-1, 1]) {
    shape.box(L / 2 - .11, front - .1, s * W * .355, .22, .13, W * .19, 0xd9dde0, [.1, .6], [0, s * .35, 0]);
    shape.box(L / 2 - .03, .42, s * W * .36, .05, .08, .16, 0xbfc3c6, [.2, .5]);
  }
}

function arch(shape, x, s, half, r) {
  shape.add(ring(r + .075), 0x0e0f10, PLASTIC, matrix(x, r, s * (half + .002)));
  shape.wheel(x, r, s * (half - .09), r, .2, 0xa7a9ab);
}

import * as THREE from 'three';
const ring = r => new THREE.CircleGeometry(r, 20, 0, Math.PI);
const matrix = (x, y, z) => new THREE.Matrix4().makeTranslation(x, y, z);

export function lorry(model, size, seed) {
  const shape = new Shape();
  const r = dice(seed);
  const {length: L, width: W, height: H} = size;
  const paint = r.of(LORRIES);
  const small = model === 'light-truck';
  const cab = small ? 1.65 : 2.0;
  const top = small ? 1.95 : 2.6;
  const half = W / 2;
  const x0 = L / 2 - cab;
  const cabOutline = (x, high, wide) => [[-1, .45], [-1, .9], [-.99, high * .62], [-.9, high * .97], [0, high], [.9, high * .97], [.99, high * .62], [1, .9], [1, .45]].map(([z, y]) => [x, y, z * half * wide]);
  const cabs = [cabOutline(x0, top, .97), cabOutline(x0 + .15, top, .97), cabOutline(L / 2 - .55, top, .97), cabOutline(L / 2 - .12, top * .66, .96), cabOutline(L / 2 - .02, top * .6, .93), cabOutline(L / 2, top * .5, .9)];
  shape.loft(cabs, (i, j) => (i === 2 && (j === 3 || j === 4)) || (i === 1 && (j === 2 || j === 5)) ? [PANE, GLASS] : [paint, PAINT]);
  shape.cap(cabs[5], paint, PAINT).cap(cabs[0], paint, PAINT, true);
  shape.box(L / 2 + .01, .55, 0, .1, .26, W * .9, 0x232527, PLASTIC).box(L / 2 - .01, .95, 0, .05, .16, W * .55, 0x151617, PLASTIC);
  for (const s of [-1, 1]) {
    shape.box(L / 2 - .0, .82, s * half * .74, .1, .17, .28, 0xd9dde0, [.1, .6]);
    shape.limb([L / 2 - .25, 1.45, s * half], [L / 2 - .1, 1.75, s * (half + .16)], .015, .015, DARK, PLASTIC);
    shape.box(L / 2 - .1, 1.6, s * (half + .17), .06, .34, .17, DARK, PLASTIC);
  }
  const bodyL = L - cab - .08;
  const kind = r.of(['box', 'tarp', 'open']);
  const bx = -L / 2 + bodyL / 2;
  const floor = small ? .78 : 1.0;
  if (kind === 'open') {
    const board = r.of([0x2b5fa8, 0x8a8d8f, 0x2e6f4b]);
    shape.box(bx, floor, 0, bodyL, .1, W, 0x303234, PLASTIC);
    for (const s of [-1, 1]) shape.box(bx, floor + .3, s * (half - .03), bodyL, .55, .05, board, [.6, .2]);
    shape.box(-L / 2 + .03, floor + .3, 0, .05, .55, W, board, [.6, .2]).box(x0 - .1, floor + .7, 0, .06, 1.3, W, board, [.6, .2]);
    shape.box(bx - .1, floor + .45, 0, bodyL * .8, .6, W * .8, r.of([0x8d7a5a, 0x6d7075, 0xb8a98a]), [.95, 0]);
  } else {
    const cover = kind === 'box' ? r.of([0xe4e5e5, 0xd2d5d7, 0xe9e6da]) : r.of([0x35563f, 0x2f5f86, 0x4c6a3e]);
    shape.box(bx, (floor + H) / 2, 0, bodyL, H - floor, W, cover, kind === 'box' ? [.5, .2] : [.9, 0]);
    for (let k = 1; k < 5; k++) for (const s of [-1, 1]) shape.box(-L / 2 + bodyL * k / 5, (floor + H) / 2, s * (half + .01), .05, H - floor, .03, kind === 'box' ? 0xb4b7b9 : 0x2a3a2f, [.6, .2]);
    shape.box(-L / 2 - .01, (floor + H) / 2, 0, .03, H - floor - .15, .05, 0x6d7072, PLASTIC);
  }
  shape.box(-.2, .62, 0, L * .8, .16, W * .4, 0x1c1d1f, PLASTIC).box(-L / 2 + .05, .5, 0, .1, .14, W * .85, 0x2a2b2d, PLASTIC);
  const wheel = small ? .34 : .45;
  for (const s of [-1, 1]) {
    shape.wheel(L / 2 - cab * .55, wheel, s * (half - .14), wheel, .24).wheel(-L / 2 + bodyL * .3, wheel, s * (half - .2), wheel, .38);
    shape.box(0, .6, s * (half - .05), L * .3, .32, .04, 0x8d9092, PLASTIC);
  }
  return {
    geometry: shape.build(),
    plates: [{x: -L / 2 - .02, y: .62, back: true, wide: false}, {x: L / 2 + .07, y: .5, back: false, wide: true}],
    tails: [-1, 1].map(s => [-L / 2 - .005, .66, s * half * .78, .05, .13, .24]),
    heads: [-1, 1].map(s => [L / 2, .82, s * half * .74]),
  };
}

export function bus(model, size, seed) {
  const shape = new Shape();
  const r = dice(seed);
  const {length: L, width: W, height: H} = size;
  const mini = model === 'minibus';
  const paint = mini ? r.of([0xe8e9e9, 0xd5d7d8, 0x9fa4a8]) : r.of(BUSES);
  const skirt = mini ? paint : 0xe8e9e6;
  const half = W / 2;
  const waist = mini ? 1.25 : 1.35, sill = H - (mini ? .42 : .55);
  const outline = (x, wide, high, low = .32) => [[-1, low], [-1, waist - .35], [-1, waist], [-.985, sill], [-.95, high - .14], [-.8, high], [0, high + .03], [.8, high], [.95, high - .14], [.985, sill], [1, waist], [1, waist - .35], [1, low]].map(([z, y]) => [x, Math.min(y, high + .03), z * half * wide]);
  const nose = mini ? .75 : .16;
  const us = [-L / 2, -L / 2 + .06, -L / 2 + .3];
  const panes = mini ? 4 : 7;
  const from = -L / 2 + .45, to = L / 2 - nose - .35;
  for (let k = 0; k <= panes; k++) us.push(from + (to - from) * k / panes, from + (to - from) * k / panes + .09);
  us.push(L / 2 - nose - .1);
  const ol = us.map((x, i) => outline(x, i === 0 ? .97 : 1, i === 0 ? H - .06 : H - .03));
  ol.push(outline(L / 2 - nose * .55, .99, H - .1), outline(L / 2 - .05, .97, mini ? 1.25 : H - .3), outline(L / 2, .93, mini ? 1.05 : H - .5));
  shape.loft(ol, (i, j) => {
    const side = j === 2 || j === 9;
    if (side && i >= 3 && i < us.length - 1) return (i - 3) % 2 === 0 ? [DARK, PLASTIC] : [PANE, GLASS];
    if (i >= us.length - 1 && i < us.length + 1 && j >= 2 && j <= 9) return [PANE, GLASS];
    return j <= 0 || j >= 11 ? [skirt, PAINT] : j === 1 || j === 10 ? [skirt, PAINT] : [paint, PAINT];
  });
  shape.cap(ol[0], paint, PAINT, true).cap(ol[ol.length - 1], paint, PAINT);
  shape.box(-L / 2 - .005, (waist + sill) / 2, 0, .03, sill - waist, W * .8, PANE, GLASS);
  if (!mini) {
    shape.box(L / 2 - .02, (waist + sill) / 2 + .05, 0, .06, sill - waist + .1, W * .86, PANE, GLASS);
    shape.box(L / 2 + .01, H - .35, 0, .05, .24, W * .55, 0x151515, PLASTIC).box(L / 2 + .03, H - .35, 0, .02, .14, W * .4, 0xe2a526, [.9, 0]);
    shape.box(0, H + .05, 0, L * .35, .12, W * .6, 0xdfe0e0, PLASTIC);
  }
  shape.box(L / 2 + .01, .5, 0, .06, .2, W * .86, 0x26282a, PLASTIC);
  for (const s of [-1, 1]) {
    shape.box(L / 2 - .01, .72, s * half * .76, .1, .17, .26, 0xdde0e2, [.1, .6]);
    shape.box(L / 2 - .02, mini ? 1.4 : 2.2, s * (half + .16), .08, .32, .16, DARK, PLASTIC);
    const wheel = mini ? .35 : .48;
    shape.wheel(L / 2 - (mini ? 1.1 : 2.2), wheel, s * (half - .12), wheel, .26).wheel(-L / 2 + (mini ? 1.3 : 2.7), wheel, s * (half - .12), wheel, .3);
  }
  return {
    geometry: shape.build(),
    plates: [{x: -L / 2 - .02, y: .66, back: true, wide: false}, {x: L / 2 + .05, y: .5, back: false, wide: true}],
    tails: [-1, 1].map(s => [-L / 2 - .005, mini ? 1.05 : .95, s * half * .86, .05, .36, .16]),
    heads: [-1, 1].map(s => [L / 2, .72, s * half * .76]),
  };
}
