// Bodies from few measures: boxes, limbs, lofts. Every body becomes one geometry with a colour and a finish per vertex.
//
// A model's own axes: x forward, y up, z to its right; its foot is the middle of its length at (0, 0, 0).
import * as THREE from 'three';
import {mergeGeometries, mergeVertices} from 'three/addons/utils/BufferGeometryUtils.js';

const MATTE = [0.85, 0];

export class Shape {
  constructor() {
    this.parts = [];
  }

  add(geometry, colour, finish = MATTE, matrix = null) {
    let g = geometry.index ? geometry.toNonIndexed() : geometry.clone();
    g.deleteAttribute('uv');
    if (matrix) g.applyMatrix4(matrix);
    const n = g.getAttribute('position').count;
    const c = new THREE.Color(colour);
    const colours = new Float32Array(n * 3);
    const finishes = new Float32Array(n * 2);
    for (let i = 0; i < n; i++) {
      colours.set([c.r, c.g, c.b], i * 3);
      finishes.set(finish, i * 2);
    }
    g.setAttribute('color', new THREE.BufferAttribute(colours, 3));
    g.setAttribute('finish', new THREE.BufferAttribute(finishes, 2));
    this.parts.push(g);
    return this;
  }

  box(x, y, z, lx, ly, lz, colour, finish, turn = [0, 0, 0]) {
    return this.add(new THREE.BoxGeometry(lx, ly, lz), colour, finish, place(x, y, z, turn));
  }

  ball(x, y, z, rx, ry, rz, colour, finish, parts = [10, 8]) {
    return this.add(new THREE.SphereGeometry(1, ...parts), colour, finish, place(x, y, z, [0, 0, 0], [rx, ry, rz]));
  }

  // A tapering rod with round ends.
  limb(a, b, ra, rb, colour, finish, sides = 7) {
    const from = new THREE.Vector3(...a);
    const to = new THREE.Vector3(...b);
    const axis = to.clone().sub(from);
    const length = axis.length();
    const turn = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 1, 0), axis.normalize());
    const middle = from.clone().add(to).multiplyScalar(0.5);
    const m = new THREE.Matrix4().compose(middle, turn, new THREE.Vector3(1, 1, 1));
    this.add(new THREE.CylinderGeometry(rb, ra, length, sides, 1, true), colour, finish, m);
    this.ball(...a, ra, ra, ra, colour, finish, [sides, 5]);
    return this.ball(...b, rb, rb, rb, colour, finish, [sides, 5]);
  }

  // A wheel across the body's axis.
  wheel(x, y, z, r, width, rim = 0x9a9c9e) {
    const across = place(x, y, z, [Math.PI / 2, 0, 0]);
    this.add(new THREE.CylinderGeometry(r, r, width, 20), 0x17181a, [0.9, 0], across);
    this.add(new THREE.CylinderGeometry(r * 0.64, r * 0.64, width + 0.012, 16), rim, [0.4, 0.6], across);
    return this.add(new THREE.CylinderGeometry(r * 0.22, r * 0.22, width + 0.03, 8), 0x3a3b3d, [0.5, 0.5], across);
  }

  // Skin over outlines that follow each other; colourOf(station, segment) gives [colour, finish] of a strip.
  loft(outlines, colourOf, close = false) {
    const n = outlines[0].length;
    const smooth = skinNormals(outlines, close);
    const groups = new Map();
    for (let i = 0; i + 1 < outlines.length; i++) {
      for (let j = 0; j < (close ? n : n - 1); j++) {
        const [colour, finish] = colourOf(i, j);
        const key = colour + '/' + finish;
        if (!groups.has(key)) groups.set(key, {colour, finish, p: [], n: []});
        const k = (j + 1) % n;
        const g = groups.get(key);
        for (const [a, b] of [[i, j], [i + 1, j], [i + 1, k], [i, j], [i + 1, k], [i, k]]) {
          g.p.push(...outlines[a][b]);
          g.n.push(...smooth[a][b]);
        }
      }
    }
    for (const g of groups.values()) {
      const geometry = new THREE.BufferGeometry();
      geometry.setAttribute('position', new THREE.Float32BufferAttribute(g.p, 3));
      geometry.setAttribute('normal', new THREE.Float32BufferAttribute(g.n, 3));
      this.add(geometry, g.colour, g.finish);
    }
    return this;
  }

  // Closes a loft's end with a fan.
  cap(outline, colour, finish, flip = false) {
    const p = [];
    const c = outline.reduce((s, q) => [s[0] + q[0] / outline.length, s[1] + q[1] / outline.length, s[2] + q[2] / outline.length], [0, 0, 0]);
    for (let i = 0; i < outline.length; i++) {
      const a = outline[i];
      const b = outline[(i + 1) % outline.length];
      p.push(...c, ...(flip ? b : a), ...(flip ? a : b));
    }
    const g = new THREE.BufferGeometry();
    g.setAttribute('position', new THREE.Float32BufferAttribute(p, 3));
    g.computeVertexNormals();
    return this.add(g, colour, finish);
  }

  build() {
    return mergeVertices(mergeGeometries(this.parts));
  }
}

export function place(x, y, z, turn = [0, 0, 0], scale = [1, 1, 1]) {
  return new THREE.Matrix4().compose(
    new THREE.Vector3(x, y, z), new THREE.Quaternion().setFromEuler(new THREE.Euler(...turn)), new THREE.Vector3(...scale));
}

function skinNormals(outlines, close) {
  const at = (i, j) => new THREE.Vector3(...outlines[i][j]);
  const n = outlines[0].length;
  return outlines.map((line, i) => line.map((_, j) => {
    const i0 = Math.max(0, i - 1), i1 = Math.min(outlines.length - 1, i + 1);
    const j0 = close ? (j + n - 1) % n : Math.max(0, j - 1), j1 = close ? (j + 1) % n : Math.min(n - 1, j + 1);
    const along = at(i1, j).sub(at(i0, j));
    const across = at(i, j1).sub(at(i, j0));
    const v = along.cross(across);
    return v.lengthSq() < 1e-12 ? [0, 1, 0] : v.normalize().toArray();
  }));
}

// One material for everything built of shapes: colour, roughness and metalness come with the vertices.
export function shapeMaterial(environment, strength = 1) {
  const material = new THREE.MeshStandardMaterial({vertexColors: true, envMap: environment, envMapIntensity: strength, side: THREE.DoubleSide});
  material.onBeforeCompile = shader => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec2 finish; varying vec2 vFinish;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvFinish = finish;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec2 vFinish;')
      .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = vFinish.x;')
      .replace('#include <metalnessmap_fragment>', 'float metalnessFactor = vFinish.y;');
  };
  return material;
}

// Repeatable numbers from a seed.
export function dice(seed) {
  let s = seed >>> 0 || 1;
  const next = () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (a, b) => a + (b - a) * next(),
    of: list => list[Math.floor(next() * list.length)],
    chance: p => next() < p,
  };
}
