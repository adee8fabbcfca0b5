// Builds a scene from what the behaviour wrote, and shoots it frame by frame. render.mjs calls what is on `window`.
import * as THREE from 'three';
import {bus, car, lorry} from './cars.js';
import {pedestrian, twoWheeler} from './riders.js';
import {draw, plateTexture} from './canvas.js';
import {ground, V} from './ground.js';
import {glowTexture, signalHeads, street} from './street.js';
import {shapeMaterial} from './shape.js';
import {Lens} from './lens.js';
import {Backdrop, Sun} from './backdrop.js';
import {Witness, outermost} from './witness.js';

const LOOKS = {
  day: {sun: [2.9, 0xfff1dc], height: 52, from: 215, sky: [1.25, 0xc5d6ea, 0x8a8478], exposure: .82, tint: [1, 1, 1.03], saturation: 1.0, haze: [0xc3ccd2, 60, 420], air: .5},
  low: {sun: [3.0, 0xffdcb0], height: 22, from: 194, sky: [.85, 0xb7c8e2, 0x7a7064], exposure: .86, tint: [1.02, 1, .98], saturation: 1.0, haze: [0xd8cbb4, 60, 380], air: .5},
  night: {sun: [.12, 0x8fa3c7], height: 60, from: 200, sky: [.62, 0x59657c, 0x4a4038], exposure: 1.25, tint: [1.05, 1, .95], saturation: .85, haze: [0x14161c, 40, 320], air: .12, night: true},
  rain: {sun: [.35, 0xdfe6ee], height: 70, from: 200, sky: [1.5, 0xb5c0c9, 0x868a8c], exposure: .74, tint: [.98, 1, 1.03], saturation: .82, haze: [0xaab3b9, 25, 210], air: .55, wet: true},
};

const FOUR = {sedan: car, hatchback: car, suv: car, mpv: car, pickup: car, 'light-truck': lorry, truck: lorry, bus: bus, minibus: bus};

// Where headlights fall on the road: from the bumper 12 m ahead.
const poolGeometry = new THREE.PlaneGeometry(12, 3.2).rotateX(-Math.PI / 2).translate(6.2, 0, 0);
const mirrorGeometry = new THREE.PlaneGeometry(4.5, .7).rotateX(-Math.PI / 2);
let pool;
function poolMaterial() {
  return pool ||= new THREE.MeshBasicMaterial({blending: THREE.AdditiveBlending, depthWrite: false, transparent: true, color: new THREE.Color(0xffe6bd).multiplyScalar(.5), polygonOffset: true, polygonOffsetFactor: -3, polygonOffsetUnits: -3,
    map: draw(256, 64, (g, w, h) => {
      for (let x = 0; x < w; x++) {
        const t = x / w, reach = h * (.16 + .34 * t), bright = Math.min(1, t * 9) * Math.pow(1 - t, 1.6);
        const f = g.createLinearGradient(0, h / 2 - reach, 0, h / 2 + reach);
        const tone = Math.round(255 * bright);
        f.addColorStop(0, 'rgb(0,0,0)');
        f.addColorStop(.5, `rgb(${tone},${tone},${tone})`);
        f.addColorStop(1, 'rgb(0,0,0)');
        g.fillStyle = '#000';
        g.fillRect(x, 0, 1, h);
        g.fillStyle = f;
        g.fillRect(x, h / 2 - reach, 1, 2 * reach);
      }
    })});
}

class Stage {
  constructor(world, width, height) {
    this.world = world;
    this.width = width;
    this.height = height;
    const look = this.look = LOOKS[world.light.sun];
    const renderer = this.renderer = new THREE.WebGLRenderer({canvas: document.getElementById('view'), antialias: false, preserveDrawingBuffer: true});
    renderer.setPixelRatio(1);
    renderer.setSize(width, height, false);
    renderer.shadowMap.enabled = true;
    renderer.shadowMap.type = THREE.PCFShadowMap;
    renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
    this.still = new THREE.Scene();
    this.scene = new THREE.Scene();
    this.still.background = new THREE.Color(look.haze[0]);
    this.environment = this.surroundings();
    for (const scene of [this.still, this.scene]) {
      scene.fog = new THREE.Fog(...look.haze);
      scene.environment = this.environment;
      scene.environmentIntensity = .18;
    }
    const sun = this.lights(this.still, true);
    this.lights(this.scene, false);
    this.sun = new Sun(sun);
    this.material = shapeMaterial(this.environment, look.air);
    this.still.add(ground(world, look.wet));
    const {group, leaves} = street(world, shapeMaterial(this.environment, look.air), look.night);
    this.still.add(group);
    this.lamps = signalHeads(world, this.scene, this.still, shapeMaterial(this.environment, look.air));
    this.camera = new THREE.PerspectiveCamera(2 * Math.atan(360 / world.camera.focal) * 180 / Math.PI, 16 / 9, 1, 600);
    this.aim();
    this.sun.drawStill(renderer, this.still, leaves);
    this.backdrop = new Backdrop(renderer, this.still, sun, this.camera, this.sun, width, height);
    this.scene.add(this.backdrop.mesh);
    renderer.shadowMap.enabled = false;
    this.sun.shade(this.material);
    this.lens = new Lens(renderer, width, height, look);
    this.witness = new Witness(renderer, width, height, this.backdrop.mask);
    this.bodies = new Map();
    this.tailOn = new THREE.MeshBasicMaterial({color: look.night ? 0xff2010 : 0xc4160e});
    this.tailOff = new THREE.MeshStandardMaterial({color: 0x7d0f12, roughness: .3});
    this.headOn = new THREE.MeshBasicMaterial({color: 0xfff4dd});
  }

  surroundings() {
    const look = this.look;
    const scene = new THREE.Scene();
    const sphere = new THREE.Mesh(new THREE.SphereGeometry(50, 32, 16), new THREE.ShaderMaterial({
      side: THREE.BackSide,
      uniforms: {top: {value: new THREE.Color(look.sky[1]).multiplyScalar(look.night ? .15 : 1.5)}, low: {value: new THREE.Color(look.haze[0]).multiplyScalar(look.night ? .4 : 1.1)}, floor: {value: new THREE.Color(0x4a4844).multiplyScalar(look.night ? .3 : 1)}},
      vertexShader: 'varying vec3 p; void main() { p = normalize(position); gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }',
      fragmentShader: `varying vec3 p; uniform vec3 top; uniform vec3 low; uniform vec3 floor;
        void main() { float roofs = .16 + .1 * step(.5, fract(atan(p.z, p.x) * 5.1)) + .06 * step(.4, fract(atan(p.z, p.x) * 11.3));
          vec3 c = p.y > roofs ? mix(low, top, smoothstep(0., .8, p.y)) : p.y > 0. ? floor * 1.3 : floor; gl_FragColor = vec4(c, 1.); }`,
    }));
    scene.add(sphere);
    const maker = new THREE.PMREMGenerator(this.renderer);
    return maker.fromScene(scene, 0.02).texture;
  }

  // The same lights for what stands still and what moves; only the former uses three's own shadows.
  lights(scene, shadows) {
    const look = this.look;
    scene.add(new THREE.HemisphereLight(look.sky[1], look.sky[2], look.sky[0]));
    const sun = new THREE.DirectionalLight(look.sun[1], look.sun[0]);
    const a = look.from * Math.PI / 180, h = look.height * Math.PI / 180;
    // Compass-like: `from` counts from north to the east.
    const middle = V(this.world.camera.x - 7, this.world.camera.y + 48, 0);
    sun.position.copy(middle).add(V(Math.sin(a) * Math.cos(h), Math.cos(a) * Math.cos(h), Math.sin(h)).multiplyScalar(120));
    sun.target.position.copy(middle);
    sun.castShadow = shadows;
    sun.shadow.mapSize.set(4096, 4096);
    Object.assign(sun.shadow.camera, {left: -52, right: 52, top: 52, bottom: -52, near: 10, far: 260});
    sun.shadow.bias = -.0004;
    sun.shadow.normalBias = .03;
    sun.shadow.radius = look.wet ? 6 : 2;
    sun.shadow.intensity = look.wet ? .6 : 1;
    scene.add(sun, sun.target);
    for (const lamp of look.night ? this.world.lamps || [] : []) {
      const light = new THREE.SpotLight(0xffd2a0, lamp[3], 46, 1.4, 1, 1.7);
      light.position.copy(V(lamp[0], lamp[1], lamp[2]));
      light.target.position.copy(V(lamp[0], lamp[1], 0));
      scene.add(light, light.target);
    }
    sun.updateMatrixWorld();
    return sun;
  }

  aim() {
    const c = this.world.camera, rad = Math.PI / 180;
    const yaw = c.yaw * rad, pitch = c.pitch * rad;
    this.camera.position.copy(V(c.x, c.y, c.height));
    this.camera.lookAt(V(c.x - Math.sin(yaw) * Math.cos(pitch), c.y + Math.cos(yaw) * Math.cos(pitch), c.height - Math.sin(pitch)));
    this.camera.updateMatrixWorld(true);
    this.camera.matrixWorldInverse.copy(this.camera.matrixWorld).invert();
  }

  // How far the picture is off at frame `f`, pixels of a 1280x720 picture: the pole sways a little in the wind.
  sway(f) {
    const t = f / this.world.fps, k = this.world.camera.sway;
    return [k * (.35 * Math.sin(t * 4.1) + .25 * Math.sin(t * 1.3 + 1)), k * (.25 * Math.sin(t * 5.3 + .5) + .15 * Math.sin(t * .9))];
  }

  body(user) {
    if (this.bodies.has(user.id)) return this.bodies.get(user.id);
    let built;
    if (user.model === 'pedestrian') built = {strides: Array.from({length: 8}, (_, i) => pedestrian(user.seed, i / 8)), plates: [], tails: [], heads: []};
    else if (FOUR[user.model]) built = FOUR[user.model](user.model, user.size, user.seed, user.taxi);
    else built = twoWheeler(user.model, user.size, user.seed, user.riders, user.bare, this.look.wet);
    // Whoever walks reaches further in one stride than in another, and the true box with him.
    const poses = (built.strides || [built.geometry]).map(geometry => ({geometry, points: outermost(geometry)}));
    const mesh = new THREE.Mesh(poses[0].geometry, this.material);
    const holder = new THREE.Group();
    holder.rotation.order = 'YXZ';
    holder.add(mesh);
    const trim = new THREE.Group();
    for (const plate of user.plate ? built.plates : []) {
      const kind = plate.two ? 'motorcycle' : plate.wide ? 'wide' : 'square';
      const [w, h] = plate.two ? [.19, .14] : plate.wide ? [.52, .11] : [.33, .165];
      const face = new THREE.Mesh(new THREE.PlaneGeometry(w, h), new THREE.MeshStandardMaterial({map: plateTexture(user.plate, kind), roughness: .5}));
      face.position.set(plate.x - (plate.two ? .03 : 0), plate.y, 0);
      face.rotation.order = 'YXZ';
      face.rotation.y = plate.back ? -Math.PI / 2 : Math.PI / 2;
      if (plate.two) face.rotation.x = -.28;
      trim.add(face);
    }
    const tails = built.tails.map(([x, y, z, lx, ly, lz]) => {
      const tail = new THREE.Mesh(new THREE.BoxGeometry(lx, ly, lz), this.tailOff);
      tail.position.set(x, y, z);
      trim.add(tail);
      return tail;
    });
    const glows = this.look.night || this.look.wet ? this.shine(user, built, trim) : [];
    holder.add(trim);
    this.scene.add(holder);
    const body = {user, holder, mesh, trim, tails, glows, poses, points: poses[0].points};
    this.bodies.set(user.id, body);
    return body;
  }

  // Lit lamps: a glow that is seen from where the lamp shines, and by night the headlights' light on the road.
  shine(user, built, trim) {
    if (user.still || user.model === 'bicycle') return [];
    const night = this.look.night;
    const glow = ([x, y, z], colour, size, ahead) => {
      const sprite = new THREE.Sprite(new THREE.SpriteMaterial({map: glowTexture(), color: colour, blending: THREE.AdditiveBlending, depthWrite: false, transparent: true}));
      sprite.position.set(x + .12 * ahead, y, z);
      sprite.scale.setScalar(size);
      trim.add(sprite);
      return {sprite, ahead};
    };
    if (night && built.heads.length) {
      const pool = new THREE.Mesh(poolGeometry, poolMaterial());
      pool.scale.set(1, 1, user.riders === undefined ? 1.5 : .9);
      pool.position.set(user.size.length / 2, .03, 0);
      trim.add(pool);
    }
    if (this.look.wet) {
      for (const [lamps, colour, ahead] of [[built.heads, 0xfff0d0, 1], [built.tails, 0xff3020, -1]]) for (const [x, , z] of lamps) {
        const mirrored = new THREE.Mesh(mirrorGeometry, new THREE.MeshBasicMaterial({map: glowTexture(), color: colour, blending: THREE.AdditiveBlending, depthWrite: false, transparent: true, polygonOffset: true, polygonOffsetFactor: -3, polygonOffsetUnits: -3, opacity: .5}));
        mirrored.position.set(x + 1.4 * ahead, .02, z);
        trim.add(mirrored);
      }
    }
    return [...built.heads.map(p => glow(p, 0xfff0d0, night ? 2.2 : .8, 1)), ...built.tails.map(p => glow(p, 0xff2a18, night ? .75 : .3, -1))];
  }

  pose(f) {
    const shown = [];
    for (const user of this.world.users) {
      const at = user.still || user.rows[f - user.from];
      const known = this.bodies.get(user.id);
      if (!at) {
        if (known) {
          this.scene.remove(known.holder);
          this.bodies.delete(user.id);
          known.poses.forEach(({geometry}) => geometry.dispose());
        }
        continue;
      }
      const body = this.body(user);
      const [x, y, heading, speed] = at;
      body.holder.position.copy(V(x, y, user.ground || 0));
      body.holder.rotation.y = heading;
      if (!user.still) this.liven(body, user, f, heading, speed);
      body.holder.updateMatrixWorld(true);
      shown.push({id: user.id, mesh: body.mesh, points: body.points});
    }
    return shown;
  }

  liven(body, user, f, heading, speed) {
    const before = user.rows[f - user.from - 3], after = user.rows[f - user.from + 3];
    if (user.riders && before && after) {
      const rate = Math.atan2(Math.sin(after[2] - before[2]), Math.cos(after[2] - before[2])) / (6 / this.world.fps);
      body.holder.rotation.x = -Math.max(-.4, Math.min(.4, Math.atan(speed * rate / 9.81)));
    }
    const slower = before && before[3] - speed > .25 * 3 / this.world.fps * 4;
    const brake = slower || speed < .2;
    const sight = this.camera.position.clone().sub(body.holder.position).normalize();
    const toward = sight.x * Math.cos(heading) - sight.z * Math.sin(heading);
    for (const {sprite, ahead} of body.glows) sprite.material.opacity = Math.max(0, ahead * toward) ** 2;
    for (const tail of body.tails) tail.material = brake || this.look.night ? this.tailOn : this.tailOff;
    const stride = speed < .1 ? 0 : Math.floor(f * speed / this.world.fps / 1.35 * 8 + user.seed);
    const {geometry, points} = body.poses[stride % body.poses.length];
    body.mesh.geometry = geometry;
    body.points = points;
  }

  lampsAt(t) {
    for (const lamp of this.lamps) {
      const spans = this.world.signals[lamp.signal];
      const state = spans.find(([, until]) => t < until)[0];
      const lit = state === lamp.state;
      lamp.lens.material.color.setHex(lamp.colour).multiplyScalar(lit ? (this.look.night ? 6 : 3.6) : this.look.night ? .008 : .035);
      lamp.glow.visible = lit;
      lamp.glow.material.opacity = this.look.night ? .95 : .3;
    }
  }

  shoot(f) {
    const shown = this.pose(f);
    this.lampsAt(f / this.world.fps);
    const moving = new THREE.Scene();
    const holders = [...this.bodies.values()].map(b => b.holder);
    const trims = [...this.bodies.values()].map(b => b.trim);
    trims.forEach(t => { t.visible = false; });
    moving.add(...holders);
    this.sun.draw(this.renderer, moving, this.sun.moving);
    this.scene.add(...holders);
    trims.forEach(t => { t.visible = true; });
    const k = this.width / 1280, [dx, dy] = this.sway(f);
    this.lens.shoot(this.scene, this.camera, dx * k, dy * k, f);
    return shown;
  }

  truth(f, shown) {
    const found = this.witness.look(this.camera, shown);
    const k = this.width / 1280, [dx, dy] = this.sway(f);
    for (const {box} of Object.values(found)) {
      box.left += dx * k;
      box.top += dy * k;
    }
    return found;
  }
}

let stage;
window.begin = async (width, height) => {
  stage = new Stage(await (await fetch('/world.json')).json(), width, height);
  return true;
};

window.frame = async (f, picture, truth) => {
  const start = performance.now();
  let shown;
  if (picture) {
    shown = stage.shoot(f);
    const gl = stage.renderer.getContext();
    const pixels = new Uint8Array(stage.width * stage.height * 4);
    gl.readPixels(0, 0, stage.width, stage.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    await fetch('/frame/' + f, {method: 'POST', body: pixels});
  } else {
    shown = stage.pose(f);
  }
  const shot = performance.now();
  const found = truth ? stage.truth(f, shown) : {};
  return {found, ms: [Math.round(shot - start), Math.round(performance.now() - shot)]};
};
