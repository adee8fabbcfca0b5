// What stands beside the road: houses, trees, poles, cables, signs, signal heads.
import * as THREE from 'three';
import {frontTexture, leafTexture, litTexture, signTexture, draw} from './canvas.js';
import {Shape, dice, place} from './shape.js';
import {V} from './ground.js';

const SHOPS = [['PHỞ BÒ', 'GIA TRUYỀN'], ['CƠM TẤM'], ['SỬA XE MÁY', 'THAY NHỚT - VÁ LỐP'], ['NHÀ THUỐC'], ['CÀ PHÊ'], ['TẠP HÓA'], ['ĐIỆN THOẠI', 'MUA - BÁN - SỬA'], ['BÁNH MÌ'], ['THỜI TRANG'], ['VẬT LIỆU XÂY DỰNG'],
  ['CẮT TÓC'], ['IN - PHOTO'], ['ĐIỆN NƯỚC'], ['BÁNH KẸO'], ['HOA TƯƠI'], ['LỐP - ẮC QUY'], ['BÚN CHẢ'], ['KÍNH MẮT'], ['GIẶT LÀ'], ['TRÀ SỮA'], ['ĐỒ GIA DỤNG'], ['SƠN - BỘT BẢ'], ['KHÓA ĐIỆN TỬ'], ['NỘI THẤT']];
const BOARDS = [['#9f1c1f', '#ffe9a8'], ['#1f4f91', '#ffffff'], ['#1c6b3f', '#ffffff'], ['#e4e2d8', '#9f1c1f'], ['#d9a51d', '#7a1013'], ['#2a2b2e', '#f1efe6'], ['#5a2b6b', '#ffffff'], ['#c75a1c', '#ffffff'], ['#dfe7ea', '#1f4f91']];

export function street(world, material, night) {
  const group = new THREE.Group();
  const random = dice(world.seed * 97 + 11);
  const shape = new Shape();
  houses(world, group, shape, random, night);
  poles(world, group, shape, random, night);
  signs(world, group, shape);
  clutter(world, group, shape, random);
  const mesh = new THREE.Mesh(shape.build(), material);
  mesh.castShadow = mesh.receiveShadow = true;
  group.add(mesh);
  const leaves = trees(world, group, random, material);
  return {group, leaves};
}

function houses(world, group, shape, random, night) {
  const road = world.road;
  const front = road.half + 5.0, side = road.cross_half + 5.0;
  let seed = world.seed * 1000;
  const faced = (map, i) => new THREE.MeshStandardMaterial({map, roughness: .95, ...(night && {emissive: 0xffffff, emissiveMap: litTexture(map, i + 1), emissiveIntensity: .55})});
  const textures = Array.from({length: 16}, (_, i) => faced(frontTexture(world.seed * 50 + i), i));
  const closed = Array.from({length: 5}, (_, i) => faced(frontTexture(world.seed * 70 + i, true), i));
  const put = (x, y, facing, width, plain = false) => {
    // facing: radians of the front's outward normal in the world.
    const height = random.between(8.2, 12), deep = 10;
    const material = random.of(plain ? closed : textures);
    const plane = new THREE.Mesh(new THREE.PlaneGeometry(width, 9), material);
    const out = [Math.cos(facing), Math.sin(facing)];
    plane.position.copy(V(x, y, 4.5 + .15));
    plane.rotation.y = facing + Math.PI / 2;
    plane.castShadow = plane.receiveShadow = true;
    group.add(plane);
    const turn = [0, facing, 0];
    const at = (back, up, along = 0) => [x - out[0] * back - out[1] * along, up, -(y - out[1] * back + out[0] * along)];
    shape.box(...at(deep / 2 + .06, height / 2), deep, height, width, random.of([0xb9ae98, 0x9d978a, 0xa8a79c, 0xc0b7a2]), [.95, 0], turn);
    const [back, ink] = random.of(BOARDS);
    const boardHeight = random.between(.75, 1.1);
    const name = signTexture(512, Math.round(512 * boardHeight / width), random.of(SHOPS), back, ink, seed++);
    const glows = night && seed % 3 ? {emissive: 0xffffff, emissiveMap: name, emissiveIntensity: .4} : {};
    const board = new THREE.Mesh(new THREE.BoxGeometry(width * .94, boardHeight, .18), new THREE.MeshStandardMaterial({map: name, roughness: .8, ...glows}));
    board.position.set(...at(-.22, 3.6 + boardHeight / 2));
    board.rotation.y = facing + Math.PI / 2;
    board.castShadow = true;
    group.add(board);
    if (!plain && random.chance(.6)) {
      const colour = random.of([0x2f6b9f, 0x3f7f55, 0xb0392f, 0xc9c4b4, 0x8c8f92, 0x33597a]);
      shape.box(...at(-1.0, 3.35), 2.0, .05, width * .95, colour, [.85, 0], [0, facing, -.22]);
    }
    if (!plain && random.chance(.55)) {
      shape.box(...at(-.45, 4.9), .9, .12, width * .9, 0x9a948a, [.95, 0], turn);
      for (let k = -4; k <= 4; k++) shape.box(...at(-.86, 5.4, k * width * .1), .03, .9, .03, 0x4a4a46, [.6, .3], turn);
      shape.box(...at(-.86, 5.85), .05, .05, width * .9, 0x4a4a46, [.6, .3], turn);
      if (random.chance(.6)) shape.ball(...at(-.7, 5.2, random.between(-1.5, 1.5)), .3, .4, .3, 0x4d7340);
    }
    if (random.chance(.6)) shape.box(...at(-.2, 5.9, random.between(-1.5, 1.5)), .35, .6, .85, 0xcfd0cc, [.7, 0], turn);
    if (!plain && random.chance(.35)) {
      const blade = new THREE.Mesh(new THREE.BoxGeometry(.12, 2.4, .8), new THREE.MeshStandardMaterial({color: random.of([0xb0252a, 0x2a5fa5, 0xd9a51d, 0x2c7a4c, 0xe6e4dc])}));
      blade.position.set(...at(-.7, 5.4, width * .42));
      blade.rotation.y = facing + Math.PI / 2;
      group.add(blade);
    }
  };
  const row = (sx, sy) => {
    // Along the main road, from the corner outwards, then along the cross street.
    for (let y = side; y < 150;) {
      const w = random.between(4, 6);
      put(sx * front, sy * (y + w / 2), sx > 0 ? Math.PI : 0, w, sx > 0 && sy < 0 && y > 14);
      if (y === side) put(sx * (front + 3), sy * side, sy > 0 ? -Math.PI / 2 : Math.PI / 2, 6);
      y += w + (random.chance(.08) ? 3 : .02);
    }
    for (let x = front + 10; x < 120;) {
      const w = random.between(4, 6);
      put(sx * (x + w / 2), sy * side, sy > 0 ? -Math.PI / 2 : Math.PI / 2, w);
      x += w + .02;
    }
  };
  for (const [sx, sy] of [[1, 1], [-1, 1], [-1, -1], [1, -1]]) row(sx, sy);
}

function trees(world, group, random, wood) {
  const road = world.road;
  const trunks = new Shape();
  const cards = [];
  const grow = (x, y, size) => {
    const top = 3.0 + size * .5;
    const lean = [random.between(-.3, .3), random.between(-.3, .3)];
    const tip = [x + lean[0], top, -(y + lean[1])];
    trunks.limb([x, 0, -y], tip, .19 * size, .13 * size, 0x5a4b3c, [.95, 0], 8);
    for (let i = 0; i < 6; i++) {
      const a = i / 6 * 6.28 + random.next();
      const end = [tip[0] + Math.cos(a) * 1.6 * size, top + random.between(.8, 2) * size, tip[2] + Math.sin(a) * 1.6 * size];
      trunks.limb(tip, end, .09 * size, .03, 0x54473a, [.95, 0], 5);
    }
    const n = Math.round(150 * size);
    for (let i = 0; i < n; i++) {
      const u = random.between(-.75, 1), a = random.next() * 6.2832, d = Math.sqrt(1 - u * u) * Math.pow(random.next(), .35);
      cards.push([tip[0] + Math.cos(a) * d * 2.6 * size, top + 1.5 * size + u * 1.5 * size, tip[2] + Math.sin(a) * d * 2.6 * size, random.between(.55, 1.05) * size, random.next() * 6.28, random.between(-1.2, 1.2), u]);
    }
  };
  for (const [x, y, size] of world.trees) grow(x, y, size);
  const trunk = new THREE.Mesh(trunks.build(), wood);
  trunk.castShadow = trunk.receiveShadow = true;
  group.add(trunk);
  const texture = leafTexture(world.seed + 21);
  const material = new THREE.MeshStandardMaterial({map: texture, alphaTest: .5, side: THREE.DoubleSide, roughness: .9});
  const leaves = new THREE.InstancedMesh(new THREE.PlaneGeometry(1, 1), material, cards.length);
  const c = new THREE.Color();
  cards.forEach(([x, y, z, s, a, b, u], i) => {
    leaves.setMatrixAt(i, place(x, y, z, [b, a, b * .5], [s * 1.5, s * 1.5, 1]));
    leaves.setColorAt(i, c.setScalar(.72 + .34 * (u + 1) / 2 + ((i * 7919) % 13 - 6) * .012));
  });
  leaves.castShadow = leaves.receiveShadow = true;
  group.add(leaves);
  return leaves;
}

function poles(world, group, shape, random, night) {
  const road = world.road;
  const tops = [];
  for (const [x, y] of world.poles) {
    shape.limb([x, 0, -y], [x, 9.2, -y], .16, .12, 0x9c978d, [.95, 0], 10);
    for (const h of [7.2, 7.9, 8.6]) shape.box(x, h, -y, .1, .1, 1.5, 0x55524d, [.8, .2], [0, Math.PI / 2, 0]);
    if (random.chance(.5)) shape.box(x + .25, 5.6, -y, .45, .7, .4, 0x6f7375, [.7, .2]);
    tops.push([x, y]);
  }
  const cable = (a, b, sag, r = .022) => {
    let last = null;
    for (let i = 0; i <= 14; i++) {
      const t = i / 14;
      const p = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t - 4 * sag * t * (1 - t), a[2] + (b[2] - a[2]) * t];
      if (last) shape.limb(last, p, r, r, 0x1d1d1f, [.9, 0], 4);
      last = p;
    }
  };
  for (let i = 0; i + 1 < tops.length; i++) {
    const [a, b] = [tops[i], tops[i + 1]];
    if (a[0] !== b[0]) continue;
    for (let k = 0; k < 9; k++) cable([a[0] + random.between(-.6, .6), random.of([6.1, 6.5, 7.2, 7.9]), -a[1]], [b[0] + random.between(-.6, .6), random.of([6.1, 6.5, 7.2, 7.9]), -b[1]], random.between(.4, .9), k === 0 ? .05 : .018);
  }
  for (let k = 0; k < 4; k++) cable([-road.half - .9, 6.6 + k * .25, -world.crossCables], [road.half + .9, 6.5 + k * .25, -world.crossCables], random.between(.3, .8), .02);
  // Street lamps.
  for (const [x, y, s] of world.masts) {
    shape.limb([x, 0, -y], [x, 8.5, -y], .1, .07, 0x7d8a86, [.5, .5], 8).limb([x, 8.5, -y], [x + s * 2, 9.0, -y], .05, .04, 0x7d8a86, [.5, .5], 6);
    shape.box(x + s * 2.2, 9.0, -y, .8, .12, .3, 0x9aa19e, [.5, .4]);
    if (night) {
      const lamp = new THREE.Mesh(new THREE.BoxGeometry(.7, .05, .26), new THREE.MeshBasicMaterial({color: new THREE.Color(0xffd9a0).multiplyScalar(5)}));
      lamp.position.copy(V(x + s * 2.2, y, 8.92));
      const halo = new THREE.Sprite(new THREE.SpriteMaterial({map: glowTexture(), color: 0xffc98a, blending: THREE.AdditiveBlending, depthWrite: false, transparent: true, opacity: .8}));
      halo.position.copy(V(x + s * 2.2, y, 8.85));
      halo.scale.setScalar(3.2);
      group.add(lamp, halo);
    }
  }
}

// Round signs on striped posts, as QCVN 41 draws them.
function signs(world, group, shape) {
  const faces = {
    'P.130': draw(128, 128, g => noStop(g, true)),
    'P.131a': draw(128, 128, g => noStop(g, false)),
    'P.125': draw(128, 128, g => overtaking(g)),
    'R.412f': draw(128, 128, g => reserved(g, true)),
    'R.412g': draw(128, 128, g => reserved(g, false)),
  };
  for (const sign of world.signs || []) {
    const {x, y, kind, z = 2.55, arm, size = .35} = sign;
    const square = kind.startsWith('R');
    if (arm) shape.limb([arm, 0, -y - .1], [arm, z + .1, -y - .1], .11, .09, 0x7d8a86, [.5, .5], 10).limb([arm, z + .1, -y - .1], [x - .6, z + .1, -y - .1], .07, .05, 0x7d8a86, [.5, .5], 8);
    for (let k = 0; k < 8 && z < 3; k++) shape.limb([x, k * .3, -y], [x, (k + 1) * .3, -y], .04, .04, k % 2 ? 0xd8d8d4 : 0xb3272b, [.6, .1], 8);
    const face = new THREE.Mesh(square ? new THREE.PlaneGeometry(1.2, 1.2) : new THREE.CircleGeometry(size, 32), new THREE.MeshStandardMaterial({map: faces[kind], roughness: .6, transparent: true}));
    face.position.copy(V(x, y - .06, z));
    face.userData.sign = true;
    group.add(face);
    const back = square ? 1.2 : .5;
    shape.box(x, z, -y + .02, back, back, .02, 0x77797b, [.6, .3]);
  }
}

// A lane for cars, or for motorcycles and bicycles.
function reserved(g, cars) {
  g.fillStyle = '#1f4ea0';
  g.fillRect(0, 0, 128, 128);
  g.strokeStyle = g.fillStyle = '#f2f2ee';
  g.lineWidth = 4;
  g.strokeRect(5, 5, 118, 118);
  g.fillRect(60, 72, 8, 26);
  g.beginPath(); g.moveTo(48, 96); g.lineTo(80, 96); g.lineTo(64, 116); g.fill();
  if (cars) {
    g.fillRect(28, 40, 72, 18);
    g.beginPath(); g.moveTo(42, 40); g.lineTo(52, 24); g.lineTo(80, 24); g.lineTo(90, 40); g.fill();
  } else {
    g.lineWidth = 6;
    g.beginPath(); g.moveTo(40, 50); g.lineTo(58, 34); g.lineTo(78, 38); g.lineTo(90, 50); g.moveTo(72, 24); g.lineTo(82, 24); g.lineTo(88, 48); g.stroke();
  }
  for (const x of [42, 88]) { g.lineWidth = 5; g.fillStyle = '#1f4ea0'; g.beginPath(); g.arc(x, 56, 10, 0, 7); g.fill(); g.stroke(); }
}

function disc(g, fill, rim) {
  g.clearRect(0, 0, 128, 128);
  g.fillStyle = rim;
  g.beginPath(); g.arc(64, 64, 63, 0, 7); g.fill();
  g.fillStyle = fill;
  g.beginPath(); g.arc(64, 64, 50, 0, 7); g.fill();
}

function noStop(g, both) {
  disc(g, '#1f4ea0', '#b9202a');
  g.strokeStyle = '#b9202a';
  g.lineWidth = 12;
  g.beginPath(); g.moveTo(28, 28); g.lineTo(100, 100);
  if (both) { g.moveTo(100, 28); g.lineTo(28, 100); }
  g.stroke();
}

function overtaking(g) {
  disc(g, '#f2f2ee', '#b9202a');
  for (const [x, colour] of [[44, '#b9202a'], [84, '#1b1b1d']]) {
    g.fillStyle = colour;
    g.fillRect(x - 15, 58, 30, 18);
    g.fillRect(x - 10, 48, 20, 12);
    g.fillRect(x - 13, 74, 6, 8);
    g.fillRect(x + 7, 74, 6, 8);
  }
}

function clutter(world, group, shape, random) {
  const road = world.road;
  shape.box(road.half + 2.0, .75, 17.6, .5, 1.2, .8, 0x8f9690, [.7, .2]).box(road.half + 2.0, 1.4, 17.6, .56, .06, .86, 0x7d837e, [.7, .2]);
  for (const [x, y] of world.stalls || []) {
    const colour = random.of([0xb5302c, 0x2f5f9f, 0x2f7f55, 0xd8862a]);
    shape.limb([x, .15, -y], [x, 2.3, -y], .025, .025, 0xc0c0bc);
    shape.loft([1.25, .7, .02].map((w, i) => Array.from({length: 9}, (_, a) => [x + w * Math.cos(a / 4 * Math.PI), 2.05 + i * .22, -y + w * Math.sin(a / 4 * Math.PI)])), (_, j) => [j % 2 ? 0xe4e0d4 : colour, [.9, 0]]);
    shape.box(x + .3, .55, -y + .3, 1.0, .8, .55, 0x8fa3ad, [.5, .3]);
    for (let k = 0; k < 4; k++) shape.box(x + random.between(-1.3, 1.3), .3, -y + random.between(-1, 1), .3, .28, .3, random.of([0xb5302c, 0x2f5f9f]), [.6, 0]);
  }
}

// Signal heads: the housing goes to the shape, the lenses are separate so that they can light up.
export function signalHeads(world, moving, still, material) {
  const shape = new Shape();
  const lamps = [];
  for (const head of world.heads) {
    const {x, y, z, facing, height} = head;
    const out = [Math.cos(facing), Math.sin(facing)];
    const at = (ahead, up, side = 0) => [x + out[0] * ahead - out[1] * side, up, -(y + out[1] * ahead + out[0] * side)];
    const unit = height / 3, w = unit * 1.05;
    shape.box(...at(-.1, z), .2, height, w, 0x17191a, [.75, .1], [0, facing, 0]);
    if (head.pole) {
      shape.limb([...at(-.3, 0)], [...at(-.3, z + height * .62)], .07, .06, 0x6f7d78, [.5, .5], 10);
      for (const k of [-.35, .35]) shape.limb(at(-.3, z + k * height), at(-.12, z + k * height), .025, .025, 0x444644, [.5, .4], 5);
    }
    if (head.arm) {
      const foot = head.arm;
      shape.limb([foot[0], 0, -foot[1]], [foot[0], z + .9, -foot[1]], .12, .09, 0x6f7d78, [.5, .5], 10).limb([foot[0], z + .9, -foot[1]], at(-.2, z + .9), .07, .05, 0x6f7d78, [.5, .5], 8);
      shape.limb(at(-.2, z + .9), at(-.2, z + height / 2), .03, .03, 0x444644, [.5, .4], 5);
    }
    ['RED', 'AMBER', 'GREEN'].forEach((state, i) => {
      const up = z + unit * (1 - i);
      const colour = {RED: 0xff2a16, AMBER: 0xffa51e, GREEN: 0x1effa8}[state];
      const lens = new THREE.Mesh(new THREE.CircleGeometry(unit * .4, 24), new THREE.MeshBasicMaterial({color: colour}));
      lens.position.set(...at(.012, up));
      lens.rotation.y = facing + Math.PI / 2;
      const glow = new THREE.Sprite(new THREE.SpriteMaterial({map: glowTexture(), color: colour, blending: THREE.AdditiveBlending, depthWrite: false, transparent: true}));
      glow.position.set(...at(.25, up));
      glow.scale.setScalar(unit * 3.2);
      moving.add(lens, glow);
      lamps.push({signal: head.signal, state, lens, glow, colour});
      for (let k = 0; k <= 10; k++) {
        const a = -.3 + k / 10 * (Math.PI + .6);
        const p = [unit * .45 * Math.cos(a), unit * .45 * Math.sin(a)];
        const q = [unit * .45 * Math.cos(a + .38), unit * .45 * Math.sin(a + .38)];
        if (k < 10) shape.limb(at(.1, up + (p[1] + q[1]) / 2, (p[0] + q[0]) / 2), at(.12, up + (p[1] + q[1]) / 2, (p[0] + q[0]) / 2), .016, .016, 0x141516, [.8, 0], 4);
      }
      shape.box(...at(.11, up + unit * .46), .24, .015, unit * .62, 0x141516, [.8, 0], [0, facing, 0]);
    });
  }
  const mesh = new THREE.Mesh(shape.build(), material);
  mesh.castShadow = true;
  still.add(mesh);
  return lamps;
}

let glowMap;
export function glowTexture() {
  return glowMap ||= draw(128, 128, g => {
    const f = g.createRadialGradient(64, 64, 0, 64, 64, 64);
    f.addColorStop(0, 'rgba(255,255,255,.85)');
    f.addColorStop(.18, 'rgba(255,255,255,.3)');
    f.addColorStop(.5, 'rgba(255,255,255,.06)');
    f.addColorStop(1, 'rgba(255,255,255,0)');
    g.fillStyle = f;
    g.fillRect(0, 0, 128, 128);
  });
}
