// Everything that doesn't move, lit once: with the sun, without it, and how far away it is. Each frame only puts the shadows
// of what moves on it: where one falls, the picture without the sun shows.
import * as THREE from 'three';

const SHADOW = `
uniform sampler2D stillShadow; uniform sampler2D movingShadow; uniform mat4 sunView;
float open(sampler2D map, vec3 at, float grain) {
  vec2 d = vec2(grain, grain * .6);
  float z = at.z;
  return .25 * (step(z, texture2D(map, at.xy + d).r) + step(z, texture2D(map, at.xy - d).r)
    + step(z, texture2D(map, at.xy + d.yx * vec2(1., -1.)).r) + step(z, texture2D(map, at.xy - d.yx * vec2(1., -1.)).r));
}
vec3 fromSun(vec3 place) {
  vec4 p = sunView * vec4(place, 1.);
  return p.xyz / p.w * .5 + .5;
}`;

export class Sun {
  constructor(light) {
    this.light = light;
    this.camera = new THREE.OrthographicCamera(-48, 48, 48, -48, 10, 260);
    this.camera.position.copy(light.position);
    this.camera.lookAt(light.target.position);
    this.camera.updateMatrixWorld(true);
    const make = size => {
      const target = new THREE.WebGLRenderTarget(size, size);
      target.depthTexture = new THREE.DepthTexture(size, size, THREE.UnsignedIntType);
      return target;
    };
    this.still = make(4096);
    this.moving = make(2048);
    this.depth = new THREE.MeshBasicMaterial({side: THREE.DoubleSide, colorWrite: false});
    const view = new THREE.Matrix4().multiplyMatrices(this.camera.projectionMatrix, this.camera.matrixWorldInverse);
    this.uniforms = {stillShadow: {value: this.still.depthTexture}, movingShadow: {value: this.moving.depthTexture}, sunView: {value: view}};
  }

  draw(renderer, scene, target) {
    renderer.setRenderTarget(target);
    scene.overrideMaterial = this.depth;
    renderer.render(scene, this.camera);
    scene.overrideMaterial = null;
    renderer.setRenderTarget(null);
  }

  drawStill(renderer, scene, leaves) {
    leaves.visible = false;
    this.draw(renderer, scene, this.still);
    leaves.visible = true;
    const only = new THREE.Scene(), parent = leaves.parent, material = leaves.material;
    leaves.material = new THREE.MeshBasicMaterial({map: material.map, alphaTest: .5, side: THREE.DoubleSide, colorWrite: false});
    only.add(leaves);
    renderer.autoClear = false;
    renderer.setRenderTarget(this.still);
    renderer.render(only, this.camera);
    renderer.autoClear = true;
    renderer.setRenderTarget(null);
    leaves.material = material;
    parent.add(leaves);
  }

  // Lets a standard material be shaded by both maps.
  shade(material) {
    const before = material.onBeforeCompile;
    material.onBeforeCompile = shader => {
      before.call(material, shader);
      Object.assign(shader.uniforms, this.uniforms);
      shader.vertexShader = shader.vertexShader.replace('#include <common>', '#include <common>\nvarying vec3 vSunPlace;')
        .replace('#include <project_vertex>', '#include <project_vertex>\nvSunPlace = (modelMatrix * vec4(transformed, 1.)).xyz;');
      shader.fragmentShader = shader.fragmentShader.replace('#include <common>', '#include <common>\nvarying vec3 vSunPlace;' + SHADOW)
        .replace('#include <lights_fragment_begin>', THREE.ShaderChunk.lights_fragment_begin.replace(
          'getDirectionalLightInfo( directionalLight, directLight );',
          `getDirectionalLightInfo( directionalLight, directLight );
          { vec3 s = fromSun(vSunPlace + normal * 0.); s.z -= .0009; directLight.color *= open(stillShadow, s, .0004) * open(movingShadow, s, .0005); }`));
    };
  }
}

export class Backdrop {
  // `scene` with `light` is shot once through `camera`.
  constructor(renderer, scene, light, camera, sun, width, height) {
    const shot = () => new THREE.WebGLRenderTarget(2 * width, 2 * height, {type: THREE.HalfFloatType});
    this.sunny = shot();
    this.shady = shot();
    this.far = new THREE.WebGLRenderTarget(width, height);
    this.far.depthTexture = new THREE.DepthTexture(width, height, THREE.UnsignedIntType);
    const take = target => {
      renderer.setRenderTarget(target);
      renderer.render(scene, camera);
    };
    take(this.sunny);
    const strength = light.intensity;
    light.intensity = 0;
    take(this.shady);
    take(this.far);
    light.intensity = strength;
    renderer.setRenderTarget(null);
    const inverse = new THREE.Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).invert();
    const uniforms = {...sun.uniforms, sunny: {value: this.sunny.texture}, shady: {value: this.shady.texture}, far: {value: this.far.depthTexture}, toWorld: {value: inverse}};
    const quad = new THREE.PlaneGeometry(2, 2);
    const vertex = 'varying vec2 vUv; void main() { vUv = uv; gl_Position = vec4(position.xy, 0., 1.); }';
    this.mesh = new THREE.Mesh(quad, new THREE.ShaderMaterial({
      uniforms, vertexShader: vertex, depthFunc: THREE.AlwaysDepth,
      fragmentShader: `varying vec2 vUv; uniform sampler2D sunny; uniform sampler2D shady; uniform sampler2D far; uniform mat4 toWorld; ${SHADOW}
        void main() {
          float z = texture2D(far, vUv).r;
          vec4 p = toWorld * vec4(vec3(vUv, z) * 2. - 1., 1.);
          vec3 s = fromSun(p.xyz / p.w);
          s.z -= .0006;
          float lit = s.x > 0. && s.x < 1. && s.y > 0. && s.y < 1. ? open(movingShadow, s, .0005) : 1.;
          vec3 light = texture2D(sunny, vUv).rgb;
          if (lit < 1.) light = mix(texture2D(shady, vUv).rgb, light, lit);
          gl_FragColor = vec4(light, 1.);
          gl_FragDepth = z;
        }`,
    }));
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = -1;
    // The same as a mask for the truth: no colour, only depth.
    this.mask = new THREE.Mesh(quad, new THREE.ShaderMaterial({
      uniforms, vertexShader: vertex, depthFunc: THREE.AlwaysDepth,
      fragmentShader: 'varying vec2 vUv; uniform sampler2D far; void main() { gl_FragColor = vec4(0., 0., 0., 1.); gl_FragDepth = texture2D(far, vUv).r; }',
    }));
    this.mask.frustumCulled = false;
    this.mask.renderOrder = -1;
  }
}
