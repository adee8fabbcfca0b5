// Two wheels with who sits on them, and people on foot.
import {Shape, dice} from './shape.js';

const PAINT = [0.3, 0.3];
const PLASTIC = [0.6, 0];
const CLOTH = [0.95, 0];
const CHROME = [0.25, 0.9];
const BLACK = 0x151618;

const BODIES = [0x9c1418, 0x9c1418, 0xdcdedf, 0xdcdedf, 0x1d2f63, 0x16181b, 0x16181b, 0x4d5257, 0x8fa6b3, 0xb7a27a, 0x1c5a3c, 0x6d2a52];
const SHIRTS = [0xe6e6e2, 0xcfd6dd, 0x7fa3c7, 0x2d3f5e, 0x27292d, 0x8c2f35, 0xb55b3c, 0x5f7f62, 0xd9b24a, 0x9f7fa8, 0xc98a96, 0x3d6f7a, 0x6b6f73, 0x1f7a45];
const TROUSERS = [0x22252b, 0x22252b, 0x2b3a55, 0x3d4450, 0x4a4640, 0x6d6a5f, 0x8a8171];
const HELMETS = [0x16181b, 0x16181b, 0xe9e9e6, 0xc7cacc, 0xa3161c, 0x2a4a86, 0xd58aa0, 0xd98e2b, 0x5b6065, 0x2f7d57];
const SKIN = [0xc99873, 0xb98560, 0xd6a884];

// In the rain most riders wear a cape that covers them and, behind them, whom they carry.
export function twoWheeler(model, size, seed, riders, bare, rain) {
  const shape = new Shape();
  const r = dice(seed);
  const body = r.of(BODIES);
  const k = size.length / 1.88;
  if (model === 'bicycle') bicycle(shape, r);
  else if (model === 'scooter') scooter(shape, r, body, k);
  else underbone(shape, r, body, k, model === 'cub');
  for (let i = 0; i < riders; i++) rider(shape, r, model, i, riders, bare);
  if (rain && riders && r.chance(.85)) cape(shape, r, riders, model === 'bicycle' ? .06 : 0);
  const motor = model !== 'bicycle';
  return {
    geometry: shape.build(),
    plates: motor ? [{x: -.93 * k, y: .55, back: true, two: true}] : [],
    tails: motor ? [[-.88 * k, .74, 0, .06, .07, .2]] : [],
    heads: motor ? [[.56 * k, model === 'scooter' ? .94 : .88, 0]] : [],
  };
}

function scooter(shape, r, body, k) {
  const rim = r.of([0x8f9193, 0x2a2b2d]);
  shape.wheel(.64 * k, .25, 0, .25, .1, rim).wheel(-.6 * k, .25, 0, .25, .12, rim);
  // Front fender, leg shield, floor, tail: one skin each.
  shape.limb([.66 * k, .3, 0], [.47, .9, 0], .05, .05, BLACK, PLASTIC);
  shape.ball(.64 * k, .38, 0, .25, .16, .085, body, PAINT);
  shape.loft([[.5, .34, .12], [.48, .5, .2], [.44, .7, .23], [.4, .88, .17], [.4, .98, .13]].map(([x, y, w]) =>
    [[x - .04, y, -w], [x + .06, y, -w * .75], [x + .12, y, 0], [x + .06, y, w * .75], [x - .04, y, w]]), () => [body, PAINT]);
  shape.box(.4, .62, 0, .03, .56, .4, BLACK, PLASTIC, [0, 0, .16]);
  shape.box(.12, .31, 0, .62, .07, .34, 0x2a2c2e, PLASTIC).box(.1, .27, 0, .55, .06, .4, body, PAINT);
  const tail = [[-.12, .3, .62, .15], [-.25, .28, .7, .2], [-.5, .36, .75, .21], [-.75, .5, .78, .17], [-.88, .62, .78, .1]].map(([x, low, high, w]) =>
    [[x, low, -w * .7], [x, (low + high) / 2, -w], [x, high, -w * .7], [x, high, w * .7], [x, (low + high) / 2, w], [x, low, w * .7]]);
  shape.loft(tail, () => [body, PAINT], true).cap(tail[0], body, PAINT, true).cap(tail[4], BLACK, PLASTIC);
  seat(shape, .78);
  bars(shape, .42, 1.0, r, body);
  shape.limb([-.35, .26, .17], [-.8, .36, .19], .05, .06, 0x3a3c3e, [.4, .5]);
  shape.box(-.9 * k, .5, 0, .1, .2, .16, BLACK, PLASTIC, [0, 0, -.25]);
}

function underbone(shape, r, body, k, old) {
  const rim = 0xa5a7a9;
  for (const x of [.62 * k, -.6 * k]) shape.wheel(x, .29, 0, .29, .075, old ? 0x55585b : rim);
  for (const s of [-1, 1]) shape.limb([.62 * k, .29, s * .07], [.45, .86, s * .07], .03, .035, 0x8d8f91, CHROME);
  shape.ball(.62 * k, .42, 0, .26, .15, .06, body, PAINT);
  shape.loft([[.5, .45, .1], [.46, .62, .19], [.42, .8, .17], [.4, .95, .1]].map(([x, y, w]) =>
    [[x - .1, y, -w], [x + .05, y, -w * .7], [x + .1, y, 0], [x + .05, y, w * .7], [x - .1, y, w]]), () => [old ? 0xd9dbdc : body, PAINT]);
  const spine = [[.38, .52, .72, .07], [.15, .45, .6, .08], [-.1, .45, .68, .12], [-.4, .52, .76, .14], [-.7, .62, .78, .12], [-.86, .68, .78, .07]].map(([x, low, high, w]) =>
    [[x, low, -w * .7], [x, (low + high) / 2, -w], [x, high, -w * .7], [x, high, w * .7], [x, (low + high) / 2, w], [x, low, w * .7]]);
  shape.loft(spine, () => [body, PAINT], true).cap(spine[5], BLACK, PLASTIC);
  shape.box(.08, .36, 0, .34, .24, .22, 0x6e7174, [.4, .6]);
  shape.limb([.05, .26, .16], [-.75, .38, .15], .035, .05, 0x9a9c9e, CHROME);
  for (const s of [-1, 1]) shape.limb([-.6 * k, .29, s * .12], [-.42, .62, s * .12], .03, .03, BLACK, PLASTIC);
  shape.ball(-.66 * k, .44, 0, .25, .13, .07, BLACK, PLASTIC);
  seat(shape, .77);
  bars(shape, .4, .98, r, old ? 0xb9bcbe : body);
  shape.box(-.88 * k, .52, 0, .14, .2, .14, BLACK, PLASTIC, [0, 0, -.3]);
}

function seat(shape, y) {
  shape.loft([[.05, .02, .1], [-.05, .05, .13], [-.3, .05, .15], [-.55, .07, .14], [-.72, .05, .1]].map(([x, h, w]) =>
    [[x, y - .06, -w], [x, y + h * .6, -w], [x, y + h, -w * .5], [x, y + h, w * .5], [x, y + h * .6, w], [x, y - .06, w]]), () => [0x1b1b1d, PLASTIC], true);
  for (const s of [-1, 1]) shape.limb([-.55, y, s * .15], [-.85, y + .03, s * .11], .015, .015, 0x8d8f91, CHROME);
}

function bars(shape, x, y, r, body) {
  for (const s of [-1, 1]) {
    shape.limb([x, y, s * .05], [x - .1, y + .03, s * .33], .018, .022, BLACK, PLASTIC);
    shape.limb([x - .06, y + .03, s * .24], [x - .02, y + .2, s * .34], .009, .009, BLACK, CHROME);
    shape.box(x - .02, y + .23, s * .37, .02, .075, .12, 0x1d1f21, [.15, .8]);
  }
  shape.ball(x + .05, y - .04, 0, .12, .1, .15, body, PAINT);
  shape.ball(x + .14, y - .06, 0, .04, .07, .09, 0xe2e6e8, [.1, .5]);
  if (r.chance(.2)) shape.box(x - .02, y - .28, 0, .2, .24, .26, r.of([0xd8d8d2, 0x7b2f2f, 0x2f5f86]), CLOTH);
}

function bicycle(shape, r) {
  const paint = r.of([0x2c6b4f, 0x8c2328, 0x2e4f86, 0x303234]);
  for (const x of [.55, -.5]) {
    for (let a = 0; a < 16; a++) {
      const t = a / 16 * Math.PI * 2, u = (a + 1) / 16 * Math.PI * 2;
      shape.limb([x + .33 * Math.cos(t), .33 + .33 * Math.sin(t), 0], [x + .33 * Math.cos(u), .33 + .33 * Math.sin(u), 0], .022, .022, BLACK, PLASTIC, 4);
    }
    for (let a = 0; a < 4; a++) shape.limb([x + .31 * Math.cos(a * .785), .33 + .31 * Math.sin(a * .785), 0], [x - .31 * Math.cos(a * .785), .33 - .31 * Math.sin(a * .785), 0], .006, .006, 0x999999, CHROME, 3);
  }
  for (const [a, b] of [[[.55, .33, 0], [.42, .95, 0]], [[.44, .8, 0], [0, .3, 0]], [[.44, .82, 0], [-.15, .78, 0]], [[-.15, .85, 0], [0, .3, 0]], [[-.5, .33, 0], [0, .3, 0]], [[-.5, .33, 0], [-.15, .75, 0]]]) shape.limb(a, b, .022, .022, paint, PAINT, 5);
  shape.limb([.42, .98, -.25], [.42, .98, .25], .015, .015, BLACK, PLASTIC, 5).box(-.16, .88, 0, .25, .06, .14, BLACK, PLASTIC);
  if (r.chance(.5)) shape.box(.6, .85, 0, .28, .22, .34, 0x8d7a5a, CLOTH);
}

function rider(shape, r, model, index, of, bare) {
  const cycle = model === 'bicycle';
  const x = index === 0 ? (of > 1 ? .0 : -.08) : -.42;
  const seat = cycle ? .92 : .86 + index * .02;
  const shirt = r.of(SHIRTS), trousers = r.of(TROUSERS), skin = r.of(SKIN);
  const long = r.chance(.62);
  const tall = r.between(.94, 1.03);
  const lean = index === 0 ? r.between(.02, .12) : .05;
  const shoulder = [x + lean, seat + .47 * tall, 0];
  for (const s of [-1, 1]) {
    const hip = [x, seat + .02, s * .1];
    const knee = cycle ? [x + .3, seat - .25 - s * .08, s * .12] : index === 0 ? [x + .42, seat - .12, s * r.between(.14, .2)] : [x + .36, seat - .12, s * .24];
    const foot = cycle ? [x + .22, .32 - s * .14, s * .12] : index === 0 ? [model === 'scooter' ? .2 : .1, model === 'scooter' ? .37 : .3, s * .2] : [-.22, .36, s * .25];
    shape.limb(hip, knee, .095, .07, trousers, CLOTH).limb(knee, foot, .068, .048, r.chance(.15) ? skin : trousers, CLOTH);
    shape.box(foot[0] + .07, foot[1] - .03, foot[2], .24, .07, .09, r.of([0x222222, 0x5a4632, 0xdddddd]), PLASTIC);
    const elbow = index === 0 ? [x + .2, seat + .22, s * .28] : [x + .12, seat + .2, s * .24];
    const hand = index === 0 ? (cycle ? [.4, 1.0, s * .22] : [.33, 1.03, s * .3]) : [x + .34, seat + .14, s * .16];
    const arm = [shoulder[0], shoulder[1] - .02, s * .185];
    shape.limb(arm, elbow, .06, .047, shirt, CLOTH).limb(elbow, hand, .045, .036, long ? shirt : skin, CLOTH);
  }
  const torso = [[0, .16, .115], [.12, .155, .12], [.26, .165, .125], [.4, .2, .115], [.47, .19, .09], [.53, .07, .06]].map(([h, w, d]) => {
    const t = h / .47;
    const cx = x + (lean) * t, cy = seat - .03 + h * tall;
    return Array.from({length: 10}, (_, i) => {
      const a = i / 10 * Math.PI * 2;
      return [cx + d * Math.cos(a), cy, w * Math.sin(a)];
    });
  });
  shape.loft(torso, () => [shirt, CLOTH], true);
  if (index === of - 1 && r.chance(.25)) shape.box(x - .16 + lean, seat + .28, 0, .16, .36, .28, r.of([0x26292e, 0x3d4f6b, 0x7b2f2f]), CLOTH);
  head(shape, r, [shoulder[0] + .04, shoulder[1] + .21 * tall, 0], skin, !bare && !cycle || index > 0 && !cycle, cycle);
}

function cape(shape, r, riders, up) {
  const colour = r.of([0x2f6fae, 0x2f6fae, 0x5b8f3c, 0x7a4f93, 0xc95f86, 0xd8b23a, 0xb9c4cc, 0x274a78, 0x8a2f3a]);
  const back = riders > 1 ? -.42 : 0;
  const creased = Array.from({length: 16}, () => r.between(.92, 1.08));
  const rings = [[1.47, .06, .09, 0], [1.4, .2, .23, -.02], [1.2, .3, .31, -.03], [.98, .38, .37, .02], [.78, .46, .4, .06], [.6, .48, .42, .05]].map(([y, deep, wide, ahead], level) =>
    Array.from({length: 16}, (_, i) => {
      const a = i / 16 * Math.PI * 2, fold = level > 2 ? creased[i] : 1;
      const x = Math.cos(a) * deep * fold;
      return [-.03 + ahead + (Math.cos(a) < 0 ? x + back * Math.min(1, level / 2) : x), y + up + (level === 5 ? .08 * (creased[(i * 5) % 16] - 1) * 8 : 0), Math.sin(a) * wide * fold];
    }));
  shape.loft(rings, () => [colour, [.35, 0]], true);
}

function head(shape, r, at, skin, helmet, hat) {
  const [x, y] = at;
  shape.limb([x - .03, y - .2, 0], [x, y - .08, 0], .05, .05, skin, CLOTH, 6).ball(x, y, 0, .095, .12, .085, skin, CLOTH);
  if (helmet) {
    const colour = r.of(HELMETS);
    shape.ball(x - .015, y + .04, 0, .14, .12, .125, colour, [.3, .1], [12, 8]);
    shape.box(x + .12, y + .045, 0, .1, .015, .17, colour, [.3, .1], [0, 0, -.15]);
    if (r.chance(.3)) shape.ball(x + .05, y - .02, 0, .09, .09, .1, 0x2a3138, [.05, .5]);
  } else {
    shape.ball(x - .02, y + .035, 0, .105, .11, .097, 0x18151a, CLOTH);
    if (hat && r.chance(.6)) cone(shape, x, y + .08);
  }
  if (r.chance(.5)) shape.ball(x + .045, y - .045, 0, .065, .055, .075, r.of([0x9fc0d8, 0xe6e6e6, 0x33363a]), CLOTH);
}

function cone(shape, x, y) {
  shape.loft([.25, .17, .08, .005].map((w, i) => Array.from({length: 12}, (_, a) => [x + w * Math.cos(a / 6 * Math.PI), y + i * .055, w * Math.sin(a / 6 * Math.PI)])), () => [0xd9c9a0, CLOTH], true);
}

export function pedestrian(seed, phase) {
  const shape = new Shape();
  const r = dice(seed);
  const shirt = r.of(SHIRTS), trousers = r.of(TROUSERS), skin = r.of(SKIN);
  const swing = Math.sin(phase * Math.PI * 2) * .32;
  const tall = r.between(.93, 1.04);
  for (const s of [-1, 1]) {
    const a = swing * s;
    const knee = [a * .75, .48 * tall, s * .1], foot = [a * 1.3 - Math.max(0, -a) * .2, .07 + Math.max(0, -a * s * 0), s * .1];
    shape.limb([0, .9 * tall, s * .09], knee, .09, .065, trousers, CLOTH).limb(knee, foot, .062, .045, trousers, CLOTH);
    shape.box(foot[0] + .06, .04, s * .1, .25, .07, .09, 0x2b2622, PLASTIC);
    const hand = [-a * .8 + .05, .88 * tall, s * .25];
    const elbow = [-a * .3 - .03, 1.12 * tall, s * .25];
    shape.limb([0, 1.38 * tall, s * .19], elbow, .055, .045, shirt, CLOTH).limb(elbow, hand, .042, .036, r.chance(.5) ? skin : shirt, CLOTH);
  }
  shape.loft([[.86, .155, .11], [1.0, .15, .11], [1.15, .165, .12], [1.32, .2, .11], [1.4, .185, .09], [1.46, .06, .06]].map(([h, w, d]) =>
    Array.from({length: 10}, (_, i) => [d * Math.cos(i / 5 * Math.PI), h * tall, w * Math.sin(i / 5 * Math.PI)])), () => [shirt, CLOTH], true);
  head(shape, r, [.02, 1.6 * tall, 0], skin, false, r.chance(.4));
  return shape.build();
}
