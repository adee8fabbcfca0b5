// What the camera makes of the light: exposure, tone curve, paler corners, and the sway of its pole. Softness, noise and the
// clock are put on by ffmpeg, which is faster at it.
import * as THREE from 'three';

const SAMPLES = Number(new URLSearchParams(location.search).get('samples') ?? 0);

const VERTEX = 'varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy, 0., 1.); }';

const FRAGMENT = `
varying vec2 vUv;
uniform sampler2D picture; uniform vec2 shift; uniform float exposure; uniform vec3 tint; uniform float saturation; uniform float rain; uniform float moment;
float dice(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }
// Drops near the lens are streaks that no two frames share.
float streaks(vec2 p) {
  vec2 q = vec2(p.x + .06 * p.y, p.y) * vec2(460., 13.);
  q.y += dice(vec2(floor(q.x), moment)) * 9.;
  vec2 cell = floor(q), at = fract(q);
  float here = step(.972, dice(cell + moment * 7.13));
  return here * smoothstep(0., .3, at.x) * smoothstep(1., .7, at.x) * smoothstep(0., .4, at.y) * smoothstep(1., .5, at.y);
}
void main() {
  vec3 c = min(texture2D(picture, vUv - shift).rgb, vec3(24.)) * exposure * tint;
  c = (c * (2.51 * c + .03)) / (c * (2.43 * c + .59) + .14);
  c = pow(clamp(c, 0., 1.), vec3(1. / 2.2));
  c = mix(vec3(dot(c, vec3(.299, .587, .114))), c, saturation);
  if (rain > 0.) c = mix(c, vec3(.8, .82, .84), rain * streaks(vUv));
  vec2 off = vUv - .5;
  gl_FragColor = vec4(c * (1. - .3 * dot(off, off)), 1.);
}`;

export class Lens {
  constructor(renderer, width, height, look) {
    this.renderer = renderer;
    this.target = new THREE.WebGLRenderTarget(width, height, {type: THREE.HalfFloatType, samples: SAMPLES});
    this.shift = new THREE.Vector2();
    this.size = [width, height];
    this.material = new THREE.ShaderMaterial({
      vertexShader: VERTEX, fragmentShader: FRAGMENT, depthTest: false, depthWrite: false,
      uniforms: {picture: {value: this.target.texture}, shift: {value: this.shift}, exposure: {value: look.exposure}, tint: {value: new THREE.Vector3(...look.tint)}, saturation: {value: look.saturation}, rain: {value: look.wet ? .3 : 0}, moment: {value: 0}},
    });
    this.scene = new THREE.Scene();
    this.scene.add(new THREE.Mesh(new THREE.PlaneGeometry(2, 2), this.material));
    this.camera = new THREE.OrthographicCamera(-1, 1, 1, -1, 0, 1);
  }

  // The picture moves by `dx`, `dy` pixels, right and down.
  shoot(scene, camera, dx, dy, frame) {
    this.material.uniforms.moment.value = frame % 997;
    this.shift.set(dx / this.size[0], -dy / this.size[1]);
    this.renderer.setRenderTarget(this.target);
    this.renderer.render(scene, camera);
    this.renderer.setRenderTarget(null);
    this.renderer.render(this.scene, this.camera);
  }
}
