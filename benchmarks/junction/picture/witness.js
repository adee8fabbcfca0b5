// The truth of a frame out of the renderer: every road user's box, and how much of it is hidden by what stands before it.
import * as THREE from 'three';

const DIRECTIONS = Array.from({length: 700}, (_, i) => {
  const y = 1 - 2 * (i + .5) / 700, a = i * 2.399963, r = Math.sqrt(1 - y * y);
  return [r * Math.cos(a), y, r * Math.sin(a)];
});

// The outermost vertices of a body: enough for its outline from anywhere.
export function outermost(geometry) {
  const p = geometry.getAttribute('position').array;
  const chosen = new Set();
  for (const [dx, dy, dz] of DIRECTIONS) {
    let best = -Infinity, at = 0;
    for (let i = 0; i < p.length; i += 3) {
      const d = p[i] * dx + p[i + 1] * dy + p[i + 2] * dz;
      if (d > best) { best = d; at = i; }
    }
    chosen.add(at);
  }
  return [...chosen].map(i => new THREE.Vector3(p[i], p[i + 1], p[i + 2]));
}

export class Witness {
  constructor(renderer, width, height, mask) {
    this.renderer = renderer;
    this.width = width;
    this.height = height;
    // Half the picture's resolution is enough to count what is hidden.
    this.w = width / 2;
    this.h = height / 2;
    this.target = new THREE.WebGLRenderTarget(this.w, this.h, {depthBuffer: true});
    this.ids = new THREE.ShaderMaterial({
      side: THREE.DoubleSide, uniforms: {id: {value: 0}},
      vertexShader: 'void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }',
      fragmentShader: 'uniform float id; void main() { gl_FragColor = vec4(mod(id, 256.) / 255., floor(id / 256.) / 255., 0., 1.); }',
    });
    this.pixels = new Uint8Array(this.w * this.h * 4);
    this.together = new THREE.Scene();
    this.together.add(mask);
    this.alone = new THREE.Scene();
  }

  // `bodies`: [{id, mesh, points}] in the picture; returns {id: {box, visibility, truncation}}, without the camera's sway.
  look(camera, bodies) {
    const found = {};
    const matrix = new THREE.Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    for (const body of bodies) {
      const box = this.box(body, matrix);
      if (box) found[body.id] = box;
    }
    const seen = bodies.filter(b => found[b.id]);
    const doubles = seen.map(b => {
      const double = new THREE.Mesh(b.mesh.geometry, this.ids);
      double.matrixAutoUpdate = double.matrixWorldAutoUpdate = false;
      double.matrixWorld.copy(b.mesh.matrixWorld);
      double.onBeforeRender = () => {
        this.ids.uniforms.id.value = b.id;
        this.ids.uniformsNeedUpdate = true;
      };
      return double;
    });
    const r = this.renderer;
    const clear = r.getClearColor(new THREE.Color());
    r.setClearColor(0, 1);
    r.setRenderTarget(this.target);
    this.together.add(...doubles);
    r.render(this.together, camera);
    this.together.remove(...doubles);
    const visible = this.count(0, 0, this.w, this.h);
    // Each alone, to know how large it would be with nothing before it.
    seen.forEach((b, i) => {
      const {left, top, width, height} = found[b.id].box;
      const x = Math.max(0, Math.floor(left / 2) - 1), y = Math.max(0, this.h - Math.ceil((top + height) / 2) - 1);
      const w = Math.min(this.w - x, Math.ceil(width / 2) + 3), h = Math.min(this.h - y, Math.ceil(height / 2) + 3);
      this.alone.add(doubles[i]);
      this.target.scissor.set(x, y, w, h);
      this.target.scissorTest = true;
      r.setRenderTarget(this.target);
      r.render(this.alone, camera);
      this.alone.remove(doubles[i]);
      this.target.scissorTest = false;
      const all = this.count(x, y, w, h)[b.id] || 0;
      found[b.id].visibility = all ? Math.min(1, (visible[b.id] || 0) / all) : 0;
    });
    this.target.scissor.set(0, 0, this.w, this.h);
    r.setRenderTarget(null);
    r.setClearColor(clear, 1);
    return found;
  }

  box({mesh, points}, matrix) {
    let l = Infinity, t = Infinity, r = -Infinity, b = -Infinity;
    const v = new THREE.Vector4();
    mesh.updateMatrixWorld(true);
    for (const p of points) {
      v.set(p.x, p.y, p.z, 1).applyMatrix4(mesh.matrixWorld).applyMatrix4(matrix);
      if (v.w < .5) return null;
      const x = (v.x / v.w + 1) / 2 * this.width, y = (1 - v.y / v.w) / 2 * this.height;
      l = Math.min(l, x); r = Math.max(r, x); t = Math.min(t, y); b = Math.max(b, y);
    }
    const whole = (r - l) * (b - t);
    const left = Math.max(0, l), top = Math.max(0, t), width = Math.min(this.width, r) - left, height = Math.min(this.height, b) - top;
    if (width < 1 || height < 1) return null;
    return {box: {left, top, width, height}, truncation: 1 - width * height / whole, visibility: 1};
  }

  count(x, y, w, h) {
    this.renderer.readRenderTargetPixels(this.target, x, y, w, h, this.pixels);
    const counts = {};
    for (let i = 0; i < w * h * 4; i += 4) {
      const id = this.pixels[i] + 256 * this.pixels[i + 1];
      if (id) counts[id] = (counts[id] || 0) + 1;
    }
    return counts;
  }
}
