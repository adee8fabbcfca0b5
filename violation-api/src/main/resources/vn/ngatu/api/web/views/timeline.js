// The clip's time line: the lamp's states or the standing, the act, the decisive moment, and where the clip is.

import { html, nothing, svg } from 'lit';
import { define, Element } from '../core/element.js';
import { clipTime } from '../core/format.js';
import { t } from '../core/i18n.js';

const LAMP_CLASS = { RED: 'red', RED_AMBER: 'red-amber', AMBER: 'amber', FLASHING_AMBER: 'amber', GREEN: 'green' };

class Timeline extends Element {
  static properties = { loaded: {}, time: {} };

  #dragging = false;

  render() {
    const clip = this.loaded.clip;
    if (!clip) {
      return nothing;
    }
    const x = (time) => `${Math.max(0, Math.min(100, 100 * time / clip.length))}%`;
    const width = (from, to) => `${Math.max(0.2, 100 * (Math.min(to, clip.length) - Math.max(from, 0)) / clip.length)}%`;
    const { start, end, where } = this.loaded.manifest.violation;
    return html`<div class="timeline" role="slider" tabindex="0" aria-label=${t('timeline.label')} aria-valuemin="0"
        aria-valuemax=${clip.length.toFixed(2)} aria-valuenow=${this.time.toFixed(2)} aria-valuetext=${this.#spoken()}
        @pointerdown=${this.#press} @pointermove=${this.#drag} @pointerup=${() => { this.#dragging = false; }} @keydown=${this.#key}>
      <svg width="100%" height="56" aria-hidden="true">
        <rect class="loop" x=${x(clip.from)} y="0" width=${width(clip.from, clip.to)} height="40"></rect>
        ${this.#states(where.signal).map((state) => svg`<rect class="lamp ${LAMP_CLASS[state.state] ?? 'none'}" x=${x(state.from)} y="4" width=${width(state.from, state.to)} height="12"></rect>
          ${this.#letter(state, clip, x)}`)}
        <rect class="act" x=${x(start - clip.start)} y="20" width=${width(start - clip.start, end - clip.start)} height="8"></rect>
        ${this.#ticks(clip).map((at) => svg`<line class="tick" x1=${x(clip.decisive + at)} x2=${x(clip.decisive + at)} y1="34" y2="40"></line>
          <text x=${x(clip.decisive + at)} y="53">${at === 0 ? t('timeline.decisive') : clipTime(at).replace(/\.00$/, '')}</text>`)}
        <line class="decisive" x1=${x(clip.decisive)} x2=${x(clip.decisive)} y1="0" y2="40"></line>
        <line class="head" x1=${x(this.time)} x2=${x(this.time)} y1="0" y2="40"></line>
      </svg></div>`;
  }

  // Cut to the clip, in its own time; a band for standing where no signal is concerned.
  #states(signal) {
    const { start, length } = this.loaded.clip;
    return this.loaded.signals.filter((each) => each.signal === signal)
      .map((each) => ({ state: each.state, from: Math.max(0, each.start - start), to: Math.min(length, each.end - start) }))
      .filter((each) => each.to > each.from);
  }

  // A letter, so that the state is not told by colour alone.
  #letter(state, clip, x) {
    return (state.to - state.from) / clip.length < 0.08 ? nothing
      : svg`<text class="letter" x=${x((state.from + state.to) / 2)} y="14">${t(`lamp.${state.state}`)}</text>`;
  }

  #ticks(clip) {
    const every = clip.length > 40 ? 10 : clip.length > 18 ? 3 : clip.length > 8 ? 2 : 1;
    const ticks = [];
    for (let at = -Math.floor(clip.decisive / every) * every; at <= clip.length - clip.decisive; at += every) {
      const shown = (clip.decisive + at) / clip.length;
      if (shown > 0.02 && shown < 0.98) {
        ticks.push(at);
      }
    }
    return ticks;
  }

  #spoken() {
    const { clip, signals, manifest } = this.loaded;
    const state = signals.find((each) => each.signal === manifest.violation.where.signal
      && each.start <= clip.start + this.time && clip.start + this.time < each.end)?.state;
    const when = t('timeline.at', { time: clipTime(this.time - clip.decisive) });
    return state ? `${when}, ${t('timeline.lamp', { state: t(`lamp.${state}`) })}` : when;
  }

  #press(event) {
    this.#dragging = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#drag(event);
  }

  #drag(event) {
    if (this.#dragging) {
      const box = this.getBoundingClientRect();
      this.#tell('seek', (event.clientX - box.left) / box.width * this.loaded.clip.length);
    }
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10 }[event.key];
    if (step) {
      event.preventDefault();
      this.#tell('step', step);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

define('ngatu-timeline', Timeline);
