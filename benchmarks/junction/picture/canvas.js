// Pictures drawn once and put on surfaces: plates, shop signs, fronts of houses, leaves, asphalt.
import * as THREE from 'three';
import {dice} from './shape.js';

export function draw(width, height, paint, options = {}) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  paint(canvas.getContext('2d'), width, height);
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = options.data ? THREE.NoColorSpace : THREE.SRGBColorSpace;
  texture.anisotropy = 8;
  if (options.repeat) texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  return texture;
}

const css = colour => '#' + colour.toString(16).padStart(6, '0');

// A plate of Vietnam: two-row 330x165 or one-row 520x110 for cars, 190x140 for motorcycles.
export function plateTexture(plate, kind) {
  const [w, h] = kind === 'motorcycle' ? [190, 140] : kind === 'wide' ? [520, 110] : [330, 165];
  return draw(w, h, g => {
    g.fillStyle = plate.colour === 'yellow' ? '#e8b21c' : '#eceeee';
    g.fillRect(0, 0, w, h);
    g.strokeStyle = '#222';
    g.lineWidth = 3;
    g.strokeRect(3, 3, w - 6, h - 6);
    g.fillStyle = '#15171a';
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    const [top, bottom] = plate.rows;
    const line = (text, y, size, wide) => {
      g.font = `bold ${size}px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif`;
      g.fillText(text, w / 2, y, wide);
    };
    if (kind === 'wide') line(top + '-' + bottom, h / 2 + 4, 92, w - 24);
    else {
      line(top, h * .29, h * .44, w - 24);
      line(bottom, h * .73, h * .5, w - 14);
    }
  });
}

export function signTexture(width, height, texts, back, ink, seed) {
  return draw(width, height, g => {
    const r = dice(seed);
    g.fillStyle = back;
    g.fillRect(0, 0, width, height);
    if (r.chance(.4)) {
      g.fillStyle = 'rgba(255,255,255,.16)';
      g.fillRect(0, 0, height * .9, height);
    }
    g.fillStyle = ink;
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    const rows = texts.length;
    texts.forEach((text, i) => {
      const size = height / rows * (i === 0 ? .66 : .5);
      g.font = `bold ${size}px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif`;
      g.fillText(text, width / 2, height * (i + .53) / rows, width * .92);
    });
    g.strokeStyle = 'rgba(0,0,0,.35)';
    g.lineWidth = 4;
    g.strokeRect(0, 0, width, height);
    grime(g, width, height, r, .12);
  });
}

function grime(g, w, h, r, strength) {
  for (let i = 0; i < 60; i++) {
    g.fillStyle = `rgba(${r.chance(.6) ? '40,38,32' : '230,226,214'},${strength * r.next() * .5})`;
    const x = r.next() * w;
    g.fillRect(x, r.next() * h, r.between(1, w * .06), r.between(2, h * .4));
  }
}

const WALLS = [0xd9cfae, 0xc9b98f, 0xbfc4b6, 0xd8d3c8, 0xb8a58c, 0xa9b3b5, 0xcdb7a2, 0xc2c0b4, 0x9fb0a0, 0xdedad2, 0xb98f76, 0xcfc8a0];

// The front of one narrow house, 4.5 m by 9 m: open ground floor under a sign, floors above with windows.
export function frontTexture(seed, shut) {
  const lights = [];
  const front = draw(288, 576, (g, w, h) => {
    const r = dice(seed);
    const wall = r.of(WALLS);
    g.fillStyle = css(wall);
    g.fillRect(0, 0, w, h);
    for (let i = 0; i < 900; i++) {
      g.fillStyle = `rgba(${r.chance(.5) ? '0,0,0' : '255,255,255'},.03)`;
      g.fillRect(r.next() * w, r.next() * h, r.between(2, 20), r.between(2, 30));
    }
    const px = h / 9;
    // Upper floors.
    for (const floor of [1, 2]) {
      const base = h - (3.7 + (floor - 1) * 3.3) * px;
      const n = r.of([1, 2, 2, 3]);
      for (let i = 0; i < n; i++) {
        const ww = w / n * .62, x = w / n * (i + .5) - ww / 2, wh = 1.9 * px;
        g.fillStyle = css(r.of([0x6d5a44, 0xe2e2de, 0x4a5a4f, 0x55606a]));
        g.fillRect(x - 5, base - wh - 5 - .4 * px, ww + 10, wh + 10);
        g.fillStyle = r.chance(.3) ? '#5b6f63' : '#26303a';
        g.fillRect(x, base - wh - .4 * px, ww, wh);
        lights.push([x, base - wh - .4 * px, ww, wh]);
        g.fillStyle = 'rgba(200,215,225,.25)';
        g.fillRect(x, base - wh - .4 * px, ww, wh * r.between(.2, .5));
        g.fillStyle = 'rgba(20,20,20,.7)';
        for (let k = 1; k < 4; k++) g.fillRect(x + ww * k / 4 - 1, base - wh - .4 * px, 3, wh);
        if (r.chance(.3)) {
          g.fillStyle = css(r.of([0xb9a58a, 0x8fa0b0, 0xc7b9b0]));
          g.fillRect(x + 3, base - wh - .4 * px, ww * .45, wh);
        }
      }
      g.fillStyle = 'rgba(0,0,0,.25)';
      g.fillRect(0, base + .0 * px, w, 5);
    }
    // Ground floor: a shop open to the street, or a shutter.
    const top = h - 3.3 * px;
    if (!shut && r.chance(.75)) {
      const depth = g.createLinearGradient(0, top, 0, h);
      depth.addColorStop(0, '#15171a');
      depth.addColorStop(.7, '#2b2b2a');
      depth.addColorStop(1, '#4a4842');
      g.fillStyle = depth;
      g.fillRect(8, top, w - 16, h - top);
      lights.push([8, top, w - 16, h - top, true]);
      for (let row = 0; row < 4; row++) {
        for (let i = 0; i < 14; i++) {
          if (!r.chance(.75)) continue;
          g.fillStyle = css(r.of([0x8c3b34, 0xb99b4a, 0x4a6d8c, 0xd2cdbf, 0x5b7a4f, 0x93603e, 0x2e3d4a, 0xa9b4b8, 0xc46a2c]));
          g.globalAlpha = r.between(.35, .8);
          const bw = r.between(8, 22);
          g.fillRect(14 + i * (w - 28) / 14, top + (.75 + row * .6) * px - r.between(.2, .5) * px, bw, r.between(.2, .5) * px);
        }
      }
      g.globalAlpha = 1;
      if (r.chance(.6)) {
        g.fillStyle = 'rgba(225,238,240,.85)';
        for (let i = 0; i < 2; i++) g.fillRect(w * (.2 + .4 * i), top + 8, w * .2, 5);
      }
      g.fillStyle = css(r.of([0x6b4a2f, 0x8d8d88, 0xa43a30]));
      g.fillRect(w * r.between(.1, .6), h - 1.0 * px, w * .3, px);
    } else {
      g.fillStyle = css(r.of([0x6f7a80, 0x4f6474, 0x7a6a55]));
      g.fillRect(8, top, w - 16, h - top);
      g.fillStyle = 'rgba(0,0,0,.22)';
      for (let y = top; y < h; y += 7) g.fillRect(8, y, w - 16, 2);
    }
    grime(g, w, h, r, .2);
  });
  front.userData.lights = lights;
  return front;
}

// What of a front is lit from within by night: some windows, and the open shop, brightest under its ceiling.
export function litTexture(front, seed) {
  return draw(288, 576, (g, w, h) => {
    const r = dice(seed);
    g.fillStyle = '#000';
    g.fillRect(0, 0, w, h);
    for (const [x, y, ww, wh, shop] of front.userData.lights) {
      if (!r.chance(shop ? .8 : .35)) continue;
      const f = g.createLinearGradient(0, y, 0, y + wh);
      const [near, far] = r.of([['#ffe2ae', '#6b4a22'], ['#eaf3ff', '#5a6675'], ['#ffd08a', '#5e3d18']]);
      f.addColorStop(0, near);
      f.addColorStop(1, far);
      g.fillStyle = f;
      g.fillRect(x, y, ww, wh);
      g.fillStyle = 'rgba(0,0,0,.55)';
      if (shop) for (let i = 0; i < 40; i++) g.fillRect(x + r.next() * ww, y + wh * r.between(.3, .95), r.between(6, 26), r.between(6, 30));
      else for (let k = 1; k < 4; k++) g.fillRect(x + ww * k / 4 - 1, y, 3, wh);
    }
  });
}

export function leafTexture(seed) {
  return draw(256, 256, (g, w, h) => {
    const r = dice(seed);
    for (let i = 0; i < 210; i++) {
      const a = r.next() * Math.PI * 2, d = Math.sqrt(r.next()) * w * .44;
      g.save();
      g.translate(w / 2 + d * Math.cos(a), h / 2 + d * Math.sin(a));
      g.rotate(r.next() * Math.PI * 2);
      const light = r.between(.5, 1.15);
      g.fillStyle = `rgb(${Math.round(62 * light)},${Math.round(104 * light)},${Math.round(40 * light)})`;
      g.beginPath();
      g.ellipse(0, 0, r.between(9, 17), r.between(4, 7.5), 0, 0, Math.PI * 2);
      g.fill();
      g.restore();
    }
  });
}

// Asphalt's grain, to be repeated.
export function grainTexture(seed, base, spread) {
  return draw(512, 512, (g, w, h) => {
    const r = dice(seed);
    const data = g.createImageData(w, h);
    for (let i = 0; i < w * h; i++) {
      const v = base + (r.next() + r.next() - 1) * spread + (r.chance(.02) ? 26 : 0);
      data.data.set([v, v * .995, v * .98, 255], i * 4);
    }
    g.putImageData(data, 0, 0);
  }, {repeat: true});
}

export function pavingTexture(seed) {
  return draw(512, 512, (g, w, h) => {
    const r = dice(seed);
    g.fillStyle = '#7d776f';
    g.fillRect(0, 0, w, h);
    const n = 10;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
      const v = r.between(.82, 1.08);
      const tone = (i + j) % 2 ? [150, 141, 132] : [154, 137, 126];
      g.fillStyle = `rgb(${tone.map(t => Math.round(t * v)).join(',')})`;
      g.fillRect(i * w / n + 1.5, j * h / n + 1.5, w / n - 3, h / n - 3);
    }
    grime(g, w, h, r, .15);
  }, {repeat: true});
}
