// Road, markings, kerbs and pavement of a crossing. World points are (x, y, height); three's are (x, height, -y).
import * as THREE from 'three';
import {draw, grainTexture, pavingTexture} from './canvas.js';
import {dice} from './shape.js';

export const V = (x, y, z = 0) => new THREE.Vector3(x, z, -y);

export function ground(world, wet) {
  const group = new THREE.Group();
  const road = world.road;
  group.add(asphalt(world, wet));
  for (const sx of [-1, 1]) for (const sy of [-1, 1]) group.add(...quarter(road, sx, sy));
  group.add(...markings(world, wet));
  return group;
}

function asphalt(world, wet) {
  const grain = grainTexture(5, wet ? 104 : 136, 20);
  const wear = wearTexture(world);
  const material = new THREE.MeshStandardMaterial({map: grain, roughness: wet ? 0.24 : 0.93, metalness: wet ? 0.12 : 0, envMapIntensity: wet ? 3.2 : .35});
  material.onBeforeCompile = shader => {
    shader.uniforms.wear = {value: wear.texture};
    shader.uniforms.span = {value: new THREE.Vector4(...wear.span)};
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vPlace;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvPlace = (modelMatrix * vec4(position, 1.)).xyz;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vPlace; uniform sampler2D wear; uniform vec4 span;')
      .replace('#include <map_fragment>', `
        vec2 p = vec2(vPlace.x, -vPlace.z);
        vec3 fine = texture2D(map, p / 3.1).rgb;
        vec3 coarse = texture2D(map, p / 41. + .37).rgb;
        vec4 worn = texture2D(wear, (p - span.xy) / span.zw);
        diffuseColor.rgb = fine * (.8 + .2 * coarse / .245) * worn.rgb * 2.0 ;`);
  };
  const plane = new THREE.Mesh(new THREE.PlaneGeometry(700, 700), material);
  plane.rotation.x = -Math.PI / 2;
  plane.receiveShadow = true;
  return plane;
}

// Wheel tracks, stains, patches, cracks and covers, as a factor on the asphalt (grey 128 = 1).
function wearTexture(world) {
  const road = world.road;
  const span = [-26, -46, 52, 76];
  const size = [1664, 2432];
  const random = dice(world.seed * 31 + 7);
  const texture = draw(...size, g => {
    const k = size[0] / span[2];
    g.fillStyle = 'rgb(128,128,126)';
    g.fillRect(0, 0, ...size);
    g.setTransform(k, 0, 0, -k, -span[0] * k, size[1] + span[1] * k);
    const blot = (x, y, r, tone, alpha) => {
      const f = g.createRadialGradient(x, y, 0, x, y, r);
      f.addColorStop(0, `rgba(${tone},${alpha})`);
      f.addColorStop(1, `rgba(${tone},0)`);
      g.fillStyle = f;
      g.fillRect(x - r, y - r, 2 * r, 2 * r);
    };
    for (let i = 0; i < 260; i++) blot(random.between(-26, 26), random.between(-46, 30), random.between(.6, 5), random.chance(.55) ? '70,68,66' : '190,186,176', random.between(.05, .16));
    // Wheel tracks are paler, the middle of lanes darker from oil.
    const lanes = [road.inner_lane / 2, road.inner_lane + road.outer_lane / 2];
    for (const s of [-1, 1]) for (const x of lanes) {
      for (const off of [-.75, .75]) for (let y = -46; y < 30; y += .7) blot(s * x + off + random.between(-.1, .1), y, .55, '172,169,160', .07);
      for (let y = -46; y < 30; y += .6) blot(s * x + random.between(-.15, .15), y, .6, '52,50,50', .05 + .09 * Math.exp(-Math.pow((Math.abs(y) - road.stop_line - 3) / 5, 2)));
    }
    for (let i = 0; i < 26; i++) {
      const s = random.of(lanes);
      blot(s + random.between(-.5, .5), -road.stop_line - random.between(0, 13), random.between(.12, .5), '28,26,26', random.between(.25, .55));
    }
    // Repairs.
    for (let i = 0; i < 12; i++) {
      g.save();
      g.translate(random.between(-14, 14), random.between(-44, 24));
      g.rotate(random.between(-.08, .08));
      const v = random.of([92, 100, 108, 142]);
      g.fillStyle = `rgba(${v},${v},${v - 2},.85)`;
      const [w, h] = random.chance(.5) ? [random.between(.5, 1.1), random.between(3, 14)] : [random.between(1.2, 3), random.between(1, 3)];
      g.fillRect(-w / 2, -h / 2, w, h);
      g.strokeStyle = 'rgba(40,38,36,.65)';
      g.lineWidth = .05;
      g.strokeRect(-w / 2, -h / 2, w, h);
      g.restore();
    }
    // Cracks.
    g.lineWidth = .028;
    for (let i = 0; i < 60; i++) {
      let x = random.between(-16, 16), y = random.between(-46, 26), a = random.next() * 6.3;
      g.strokeStyle = `rgba(35,33,32,${random.between(.3, .75)})`;
      g.beginPath();
      g.moveTo(x, y);
      for (let n = 0; n < 14; n++) {
        a += random.between(-.6, .6);
        x += .35 * Math.cos(a);
        y += .35 * Math.sin(a);
        g.lineTo(x, y);
      }
      g.stroke();
    }
    for (const [x, y] of [[2.2, -27.5], [-3.1, -20.4], [4.9, -5], [-5.6, 3.4], [1.4, 9]]) {
      g.fillStyle = 'rgba(70,66,62,.95)';
      g.beginPath();
      g.arc(x, y, .38, 0, 7);
      g.fill();
      g.strokeStyle = 'rgba(150,146,138,.9)';
      g.lineWidth = .05;
      g.stroke();
    }
    // Gutters gather dust.
    for (const s of [-1, 1]) {
      const f = g.createLinearGradient(s * road.half, 0, s * (road.half - 1), 0);
      f.addColorStop(0, 'rgba(178,168,148,.65)');
      f.addColorStop(1, 'rgba(178,168,148,0)');
      g.fillStyle = f;
      g.fillRect(Math.min(s * road.half, s * (road.half - 1)), -46, 1, 32);
      g.fillRect(Math.min(s * road.half, s * (road.half - 1)), 14, 1, 32);
      for (let y = -42; y < 30; y += 14) {
        g.fillStyle = 'rgba(40,40,40,.9)';
        g.fillRect(s * (road.half - .3) - .22, y, .44, .7);
        g.fillStyle = 'rgba(128,128,124,.8)';
        for (let b = 0; b < 5; b++) g.fillRect(s * (road.half - .3) - .2, y + .06 + b * .13, .4, .035);
      }
    }
  }, {data: true});
  return {texture, span};
}

function outline(road, sx, sy, inset) {
  const w = road.half + inset, d = road.cross_half + inset, r = road.corner - inset;
  const shape = new THREE.Shape();
  const far = 260;
  const points = [[w, far], [w, d + r]];
  for (let i = 1; i <= 12; i++) {
    const a = Math.PI + i / 12 * Math.PI / 2;
    points.push([w + r + r * Math.cos(a), d + r + r * Math.sin(a)]);
  }
  points.push([far, d], [far, far]);
  points.forEach(([x, y], i) => i ? shape.lineTo(sx * x, sy * y) : shape.moveTo(sx * x, sy * y));
  return shape;
}

function quarter(road, sx, sy) {
  const make = (inset, height, material) => {
    const mesh = new THREE.Mesh(new THREE.ExtrudeGeometry(outline(road, sx, sy, inset), {depth: height, bevelEnabled: false}), material);
    mesh.rotation.x = -Math.PI / 2;
    mesh.receiveShadow = true;
    return mesh;
  };
  const kerb = new THREE.MeshStandardMaterial({color: 0x9a958b, roughness: .95});
  const paving = new THREE.MeshStandardMaterial({map: pavingTexture(3), roughness: .95});
  paving.map.repeat.set(.31, .31);
  return [make(0, .15, kerb), make(.28, .158, paving)];
}

function markings(world, wet) {
  const road = world.road;
  const white = [], yellow = [];
  const rect = (list, x0, y0, x1, y1) => list.push([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
  const along = (list, x, from, to, width, on = 0, off = 0) => {
    if (!on) return rect(list, x - width / 2, from, x + width / 2, to);
    for (let y = from; y < to; y += on + off) rect(list, x - width / 2, y, x + width / 2, Math.min(y + on, to));
  };
  const across = (list, y, from, to, width, on = 0, off = 0) => {
    if (!on) return rect(list, from, y - width / 2, to, y + width / 2);
    for (let x = from; x < to; x += on + off) rect(list, x, y - width / 2, Math.min(x + on, to), y + width / 2);
  };
  const stop = road.stop_line, far = 240;
  const {dividers = 'broken', centreEnds = far, edges = true, arrows = true, words = []} = world.markings;
  for (const s of [-1, 1]) {
    const [a, b] = s < 0 ? [-far, -stop] : [stop, far];
    for (const x of [-.14, .14]) {
      along(yellow, x, a, Math.min(b, centreEnds), .15);
      across(yellow, x, a, b, .15);
    }
    along(yellow, 0, Math.max(a, centreEnds), b, .15, 3, 5);
    for (const side of [-1, 1]) {
      const x = side * road.inner_lane;
      const [near, out] = s < 0 ? [[-stop - 24, -stop], [-far, -stop - 24]] : [[stop, stop + 24], [stop + 24, far]];
      along(white, x, ...near, .15);
      along(white, x, ...out, .15, ...(dividers === 'solid' ? [] : [2, 4]));
      if (edges) along(white, side * (road.half - .32), a, b, .14);
      across(white, side * road.cross_lane, ...near, .15);
      across(white, side * road.cross_lane, ...out, .15, 2, 4);
      across(white, side * (road.cross_half - .3), a, b, .14);
    }
    // Stop lines are before the crosswalk on the side from which traffic comes.
    rect(white, s < 0 ? .25 : -road.half + .25, s * stop - .2, s < 0 ? road.half - .25 : -.25, s * stop + .2);
    rect(white, s * stop - .2, s < 0 ? -road.cross_half + .25 : .25, s * stop + .2, s < 0 ? -.25 : road.cross_half - .25);
    const [c0, c1] = road.crosswalk.map(c => s * c);
    for (let x = -road.half + .35; x < road.half - .5; x += .98) rect(white, x, Math.min(c0, c1), x + .45, Math.max(c0, c1));
    for (let y = -road.cross_half + .35; y < road.cross_half - .5; y += .98) rect(white, Math.min(c0, c1), y, Math.max(c0, c1), y + .45);
  }
  for (const y of arrows ? [-stop - 8.5, -stop - 34] : []) {
    white.push(...arrow(road.inner_lane / 2, y, 'left'), ...arrow(road.inner_lane + road.outer_lane / 2, y, 'right'));
    for (const p of [...arrow(road.inner_lane / 2, y, 'left'), ...arrow(road.inner_lane + road.outer_lane / 2, y, 'right')]) white.push(p.map(([u, v]) => [-u, -v]));
  }
  const worn = draw(1024, 1024, g => {
    const r = dice(world.seed + 3);
    g.fillStyle = '#fff';
    g.fillRect(0, 0, 1024, 1024);
    for (let i = 0; i < 5200; i++) {
      g.fillStyle = `rgba(0,0,0,${r.between(.05, .5)})`;
      g.beginPath();
      g.ellipse(r.next() * 1024, r.next() * 1024, r.between(1, 10), r.between(1, 6), r.next() * 3, 0, 7);
      g.fill();
    }
    for (let i = 0; i < 26; i++) {
      const x = r.next() * 1024;
      const f = g.createLinearGradient(x - 60, 0, x + 60, 0);
      f.addColorStop(0, 'rgba(0,0,0,0)');
      f.addColorStop(.5, `rgba(0,0,0,${r.between(.1, .34)})`);
      f.addColorStop(1, 'rgba(0,0,0,0)');
      g.fillStyle = f;
      g.fillRect(x - 60, 0, 120, 1024);
    }
  }, {repeat: true, data: true});
  return [...words.map(word => painted(...word, wet)), ...[[white, 0xcfccc2], [yellow, 0xc79a35]].map(([list, colour]) => {
    const p = [], uv = [];
    for (const shape of list) for (let i = 1; i + 1 < shape.length; i++) for (const q of upward(shape[0], shape[i], shape[i + 1])) {
      p.push(q[0], .014, -q[1]);
      uv.push(q[0] / 7.3, q[1] / 7.3);
    }
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute('position', new THREE.Float32BufferAttribute(p, 3));
    geometry.setAttribute('normal', new THREE.Float32BufferAttribute(p.map((_, i) => i % 3 === 1 ? 1 : 0), 3));
    geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2));
    const mesh = new THREE.Mesh(geometry, new THREE.MeshStandardMaterial({
      color: colour, alphaMap: worn, transparent: true, roughness: wet ? .35 : .85, side: THREE.DoubleSide, polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2, depthWrite: false, opacity: .92}));
    mesh.receiveShadow = true;
    return mesh;
  })];
}

// A word on the road, stretched as drivers need it, its foot at `y`; `y` falls for those who come the other way.
function painted(text, x, y, toward, wet) {
  const map = draw(256, 512, (g, w, h) => {
    g.fillStyle = '#d4d1c7';
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    const rows = text.split(' ');
    rows.forEach((row, i) => {
      g.setTransform(1, 0, 0, h / rows.length / 100, w / 2, h * (i + .5) / rows.length);
      g.font = 'bold 78px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif';
      g.fillText(row, 0, 10, w - 12);
    });
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.globalCompositeOperation = 'destination-out';
    const r = dice(7);
    for (let i = 0; i < 700; i++) {
      g.fillStyle = `rgba(0,0,0,${r.between(.05, .5)})`;
      g.fillRect(r.next() * w, r.next() * h, r.between(1, 5), r.between(1, 9));
    }
  });
  const mesh = new THREE.Mesh(new THREE.PlaneGeometry(1.9, 4.4), new THREE.MeshStandardMaterial({
    map, transparent: true, roughness: wet ? .35 : .85, polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2, depthWrite: false, opacity: .92}));
  mesh.rotation.set(-Math.PI / 2, 0, toward ? Math.PI : 0);
  mesh.position.copy(V(x, y + 2.2, .014));
  mesh.receiveShadow = true;
  return mesh;
}

// Three points in the order in which they are seen from above.
function upward(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0 ? [a, b, c] : [a, c, b];
}

// A lane arrow 5 m long, ahead and to one side, its foot at (x, y).
function arrow(x, y, side) {
  const s = side === 'left' ? -1 : 1;
  const shapes = [
    [[-.08, 0], [.08, 0], [.08, 3.4], [-.08, 3.4]],
    [[-.3, 3.4], [.3, 3.4], [0, 5]],
    [[0, 1.2], [s * .5, 2.0], [s * .42, 2.25], [0, 1.55]],
    [[s * .62, 1.8], [s * .3, 2.45], [s * .86, 2.75]],
  ];
  return shapes.map(shape => shape.map(([u, v]) => [x + u, y + v]));
}
