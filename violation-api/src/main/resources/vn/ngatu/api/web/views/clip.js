// The clip of a case with what the engine saw drawn over it: plays around the decisive moment, steps by the clip's own
// frames, magnifies.

import { html, nothing } from 'lit';
import { define, Element } from '../core/element.js';
import { fitted, indexAt } from '../core/geometry.js';
import { t } from '../core/i18n.js';
import { drawOverlay, LAYERS } from '../core/overlay.js';

const LENS = 240;
const LENS_SCALE = 4;
const USUAL_FRAME = 0.04;

class Clip extends Element {
  static properties = { loaded: {}, still: {}, layers: { state: true }, lens: { state: true }, playing: { state: true },
    broken: { state: true } };

  #video = null;
  #pointer = null;
  #time = 0;
  #frame = 0;

  constructor() {
    super();
    this.layers = new Set(LAYERS);
    this.playing = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this);
    this.onLeave(() => resized.disconnect());
    this.onLeave(() => this.#take(null));
    this.keys({ title: 'keys.clip', keys: [
      { key: 'k| ', label: 'clip.play', run: () => this.toggle() },
      { key: 'j|ArrowLeft', label: 'clip.back', repeats: true, run: () => this.step(-1) },
      { key: 'l|ArrowRight', label: 'clip.forward', repeats: true, run: () => this.step(1) },
      { key: 'd', label: 'clip.decisive', run: () => this.seek(this.#clip?.decisive) },
      { key: 'z', label: 'clip.lens', run: () => { this.lens = true; }, release: () => { this.lens = false; } },
      { key: 'o', label: 'clip.overlays', run: () => this.#all() },
      ...LAYERS.map((layer) => ({ key: { track: 't', footprint: 'f', road: 'x', lamp: 'v' }[layer], label: `layer.${layer}`,
        run: () => this.#layer(layer) })),
    ] });
  }

  get #clip() {
    return this.loaded?.clip;
  }

  /** Plays on, or stops. */
  toggle() {
    this.#leaveStill();
    if (this.#video?.paused) {
      this.#video.play().catch(() => {});
    } else {
      this.#video?.pause();
    }
  }

  /** Goes so many frames on, or back. */
  step(frames) {
    if (!this.#video) {
      return;
    }
    this.#leaveStill();
    this.#video.pause();
    const times = this.#clip.times;
    if (times?.length) {
      const i = Math.max(0, Math.min(times.length - 1, indexAt(times, this.#time) + frames));
      this.#seekTo(times[i]);
    } else {
      this.#seekTo(this.#time + frames * USUAL_FRAME);
    }
  }

  /** Stops at `time`, seconds of the clip. */
  seek(time) {
    if (this.#video && time !== undefined) {
      this.#leaveStill();
      this.#video.pause();
      const times = this.#clip.times;
      this.#seekTo(times?.length ? times[indexAt(times, time)] : time);
    }
  }

  #leaveStill() {
    if (this.still) {
      this.dispatchEvent(new CustomEvent('still', { detail: null }));
    }
  }

  // A little after the frame's own time, so that no rounding shows the frame before.
  #seekTo(time) {
    this.#time = Math.max(0, Math.min(time, this.#clip.length));
    this.#video.currentTime = this.#time + 0.001;
    this.#tell();
  }

  updated(changed) {
    if (changed.has('loaded')) {
      this.#take(this.#clip?.video ?? null);
    }
    this.#draw();
  }

  #take(video) {
    if (this.#video === video) {
      return;
    }
    this.#video?.cancelVideoFrameCallback?.(this.#frame);
    this.#video?.pause();
    this.#video?.remove();
    this.#video = video;
    this.broken = Boolean(video?.error);
    this.lens = false;
    if (!video) {
      return;
    }
    this.querySelector('.frame').prepend(video);
    video.onplay = () => { this.playing = true; };
    video.onpause = () => { this.playing = false; };
    video.onseeked = () => this.#shown(video.currentTime);
    video.onerror = () => { this.broken = true; };
    video.onended = () => this.#again();
    this.#time = this.#clip.from;
    video.currentTime = this.#clip.from;
    this.#follow(video);
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      video.play().catch(() => {});
    }
    this.#tell();
  }

  #follow(video) {
    const next = (now, frame) => {
      if (video !== this.#video) {
        return;
      }
      this.#shown(frame.mediaTime);
      if (!video.paused && frame.mediaTime >= this.#clip.to) {
        this.#again();
      }
      this.#frame = video.requestVideoFrameCallback(next);
    };
    this.#frame = video.requestVideoFrameCallback(next);
  }

  #again() {
    this.#video.currentTime = this.#clip.from;
    this.#video.play().catch(() => {});
  }

  #shown(time) {
    this.#time = time;
    this.#draw();
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('time', { detail: this.#time }));
  }

  #layer(layer) {
    this.layers = new Set(this.layers.has(layer) ? [...this.layers].filter((each) => each !== layer) : [...this.layers, layer]);
  }

  #all() {
    this.layers = new Set(this.layers.size > 0 ? [] : LAYERS);
  }

  #draw() {
    const canvas = this.querySelector('canvas');
    const video = this.#video;
    if (!canvas || !this.loaded?.manifest) {
      return;
    }
    const { clientWidth: width, clientHeight: height } = canvas;
    const scale = devicePixelRatio;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const shown = this.still ? this.querySelector('img') : video;
    const size = { width: shown?.videoWidth || shown?.naturalWidth, height: shown?.videoHeight || shown?.naturalHeight };
    if (!size.width) {
      return;
    }
    const area = fitted(size.width, size.height, width, height);
    if (!this.still) {
      drawOverlay(context, area, size, this.loaded, this.#clip.start + this.#time, this.layers);
    }
    if (this.lens) {
      this.#magnify(context, shown, size, area, width, height);
    }
  }

  #magnify(context, shown, size, area, width, height) {
    const [x, y] = this.#pointer ?? this.#vehicle(area, size);
    const u = (x - area.left) / area.width * size.width, v = (y - area.top) / area.height * size.height;
    const taken = LENS / LENS_SCALE * size.width / area.width;
    const left = Math.max(4, Math.min(width - LENS - 4, x - LENS / 2)), top = Math.max(4, Math.min(height - LENS - 4, y - LENS / 2));
    context.fillStyle = '#000';
    context.fillRect(left, top, LENS, LENS);
    context.drawImage(shown, u - taken / 2, v - taken / 2, taken, taken, left, top, LENS, LENS);
    context.strokeStyle = '#fff';
    context.lineWidth = 2;
    context.strokeRect(left, top, LENS, LENS);
  }

  // Without a pointer the lens is on the vehicle.
  #vehicle(area, size) {
    const time = this.#clip ? this.#clip.start + this.#time : 0;
    const row = [...this.loaded.track].reverse().find((each) => each.time <= time + 1e-3) ?? this.loaded.track[0];
    return row ? [area.left + (row.left + row.width / 2) / size.width * area.width,
      area.top + (row.top + row.height / 2) / size.height * area.height] : [area.left + area.width / 2, area.top + area.height / 2];
  }

  render() {
    const clip = this.#clip;
    return html`<div class="frame" @pointermove=${this.#point} @pointerleave=${() => { this.#pointer = null; this.#draw(); }}>
        ${this.still ? html`<img src=${this.loaded.url(this.#file())} alt=${t(`still.${this.still}`)} @load=${() => this.#draw()}>` : nothing}
        <canvas role="img" aria-label=${t('clip.picture', { kind: t(`kind.${this.loaded.view.kind}`) })} @click=${() => clip && this.toggle()}></canvas>
        ${clip ? nothing : html`<p class="missing">${t(this.loaded.manifest ? 'clip.missing' : 'clip.purged')}</p>`}
        ${this.broken ? html`<p class="missing" role="alert">${t('clip.broken')}</p>` : nothing}
      </div>
      <div class="controls" role="toolbar" aria-label=${t('clip.controls')}>
        <button title="${t('clip.back')} (J, ←)" aria-label=${t('clip.back')} ?disabled=${!clip} @click=${() => this.step(-1)}>◂</button>
        <button class="wide" title="${t('clip.play')} (K)" ?disabled=${!clip} @click=${() => this.toggle()}>${t(this.playing ? 'clip.stop' : 'clip.start')}</button>
        <button title="${t('clip.forward')} (L, →)" aria-label=${t('clip.forward')} ?disabled=${!clip} @click=${() => this.step(1)}>▸</button>
        <button title="${t('clip.decisive')} (D)" ?disabled=${!clip} @click=${() => this.seek(clip.decisive)}>${t('clip.to-decisive')}</button>
        <span class="gap"></span>
        ${LAYERS.map((layer) => html`<button class="plain" aria-pressed=${this.layers.has(layer)} title="${t(`layer.${layer}`)} (${{ track: 'T', footprint: 'F', road: 'X', lamp: 'V' }[layer]}, ${t('clip.overlays')}: O)"
          @click=${() => this.#layer(layer)}>${t(`layer.${layer}`)}</button>`)}
        <button class="plain" aria-pressed=${Boolean(this.lens)} title="${t('clip.lens')} (Z)" @click=${() => { this.lens = !this.lens; }}>${t('clip.lens-short')}</button>
      </div>`;
  }

  #file() {
    return this.layers.size > 0 ? `${this.still}.jpg` : `${this.still}.original.jpg`;
  }

  #point(event) {
    const box = this.querySelector('canvas').getBoundingClientRect();
    this.#pointer = [event.clientX - box.left, event.clientY - box.top];
    if (this.lens) {
      this.#draw();
    }
  }
}

define('ngatu-clip', Clip);
