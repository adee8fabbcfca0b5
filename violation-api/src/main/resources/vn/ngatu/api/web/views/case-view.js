// One case on one screen: the clip with its time line and stills on the left, what is known about it on the right.

import { html, nothing } from 'lit';
import { define, Element } from '../core/element.js';
import { date, dateTime, money, percent, writtenDay } from '../core/format.js';
import { language, t } from '../core/i18n.js';
import { missingName, missingReason } from '../core/missing.js';
import { stateAt } from '../core/overlay.js';
import { factName, factValue, why } from '../core/why.js';
import './clip.js';
import './close-up.js';
import './integrity.js';
import './plate-field.js';
import './timeline.js';
import './top-view.js';

const STILLS = ['a-before', 'b-decisive', 'c-after'];
const STILL_KEYS = ['q', 'w', 'e'];

class CaseView extends Element {
  static properties = { loaded: {}, lead: {}, more: {}, actions: {}, readonly: { type: Boolean }, time: { state: true }, still: { state: true } };

  constructor() {
    super();
    this.time = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.keys({ title: 'keys.case', keys: [
      ...STILLS.map((still, i) => ({ key: STILL_KEYS[i], label: `still.${still}`, run: () => this.#openStill(still) })),
      { key: 'r', label: 'still.vehicle', run: () => this.#openStill('vehicle') },
    ] });
  }

  willUpdate(changed) {
    if (changed.has('loaded')) {
      this.time = this.loaded.clip?.from ?? 0;
      this.still = null;
    }
  }

  /** The field for the plate. */
  get plateField() {
    return this.querySelector('ngatu-plate');
  }

  get #player() {
    return this.querySelector('ngatu-clip');
  }

  render() {
    const { loaded } = this;
    // The reported line tells the facts in their order; the manifest sorts them.
    const violation = loaded.view.violation ?? loaded.manifest?.violation;
    return html`<div class="case">
      <header class="strip">${this.#heading()}</header>
      <div class="seen">
        <ngatu-clip .loaded=${loaded} .still=${this.still} @time=${(event) => { this.time = event.detail; }}
          @still=${(event) => { this.still = event.detail; }}></ngatu-clip>
        <ngatu-timeline .loaded=${loaded} .time=${this.time} @seek=${(event) => this.#player.seek(event.detail)}
          @step=${(event) => this.#player.step(event.detail)}></ngatu-timeline>
        ${loaded.manifest ? this.#stills() : nothing}
      </div>
      <div class="known">
        <div class="told" tabindex="0" role="region" aria-label=${t('case.known')}>
          ${this.more ?? nothing}
          ${violation ? html`<section><h2>${t('why.title')}</h2><div class="why">${why(violation).map((sentence) => html`<p>${sentence}</p>`)}</div></section>` : nothing}
          ${violation ? this.#facts(violation) : nothing}
          ${this.#candidates()}
          ${this.#missing()}
        </div>
        <ngatu-plate .view=${loaded.view} ?readonly=${this.readonly} @plate=${this.#plate}></ngatu-plate>
        ${this.actions ?? nothing}
      </div></div>`;
  }

  // Events of light elements don't pass on by themselves where they don't bubble.
  #plate(event) {
    this.dispatchEvent(new CustomEvent('plate', { detail: event.detail }));
  }

  #heading() {
    const { view, timeZone, manifest } = this.loaded;
    const at = view.act?.decisive;
    return html`${this.lead ?? nothing}<h1>${t(`kind.${view.kind}`)}</h1>
      <span>${t(`vehicle.${view.vehicle}`)}</span><span>${view.camera}</span>
      <span>${at ? dateTime(at, timeZone) : t('case.no-time')}</span>
      ${manifest?.violation.where.lane ? html`<span class="quiet">${t('where.lane', { lane: manifest.violation.where.lane })}</span>` : nothing}
      ${view.stage === 'second' ? html`<span class="tag">${t('stage.second')}</span>` : nothing}
      ${view.stage === 'supervisor' ? html`<span class="tag warn">${t('stage.supervisor')}</span>` : nothing}
      ${view.urgency && view.urgency !== 'none' ? html`<span class="tag ${view.urgency === 'warn' ? 'warn' : 'bad'}">${t(`urgency.${view.urgency}`, { date: date(view.dueAt) })}</span>` : nothing}
      <span class="gap"></span>
      ${manifest ? html`<ngatu-integrity .loaded=${this.loaded}></ngatu-integrity>` : nothing}`;
  }

  #stills() {
    const taken = this.loaded.manifest.stills;
    return html`<div class="stills">
      ${STILLS.map((name, i) => {
        const still = taken.find((each) => each.name === name);
        return html`<button aria-pressed=${this.still === name} ?disabled=${!still} title="${t(`still.${name}`)} (${STILL_KEYS[i].toUpperCase()})" @click=${() => this.#openStill(name)}>
          ${still ? html`<img src=${this.loaded.url(`${name}.jpg`)} alt="">` : html`<span class="none">${t('still.missing')}</span>`}
          <span>${t(`still.${name}`)}</span></button>`;
      })}
      <button aria-pressed=${this.still === 'vehicle'} title="${t('still.vehicle')} (R)" @click=${() => this.#openStill('vehicle')}>
        <ngatu-close-up .loaded=${this.loaded}></ngatu-close-up><span>${t('still.vehicle')}</span></button>
      <ngatu-top-view .loaded=${this.loaded} .time=${(this.loaded.clip?.start ?? 0) + this.time}></ngatu-top-view>
    </div>`;
  }

  #openStill(name) {
    if (name === 'vehicle') {
      this.querySelector('ngatu-close-up')?.open(this);
      return;
    }
    const still = this.loaded.manifest?.stills.find((each) => each.name === name);
    if (!still) {
      return;
    }
    const next = this.still === name ? null : name;
    const clip = this.loaded.clip;
    if (clip && next) {
      this.#player.seek(still.time - clip.start);
    }
    this.still = next;
  }

  #facts(violation) {
    const signal = violation.where.signal;
    const state = signal ? stateAt(this.loaded.signals, signal, violation.decisive) : null;
    return html`<section><h2>${t('facts.title')}</h2><dl class="facts">
      ${signal ? html`<dt>${t('fact.signal')}</dt><dd>${signal}: ${state ? t(`lamp.${state}`) : t('fact.missing')}</dd>` : nothing}
      ${Object.entries(violation.facts).map(([name, fact]) => html`<dt>${factName(name)}</dt>
        <dd>${factValue(name, fact)} ${fact.value == null ? nothing : html`<span class="from">${t(`provenance.${fact.provenance}`)}</span>`}</dd>`)}
      <dt>${t('fact.confidence')}</dt><dd>${percent(violation.confidence)} <span class="from">${t('provenance.derived')}</span></dd>
    </dl></section>`;
  }

  #candidates() {
    const { candidates } = this.loaded.view;
    if (!candidates?.length) {
      return nothing;
    }
    return html`<section><h2>${t('candidates.title')}</h2>
      <ul class="candidates">${candidates.map((each) => html`<li><strong>${each.ref}</strong> ${each[language()]}
        <span class="hint">${t('candidates.fine', { from: money(each.fineFrom), to: money(each.fineTo) })}${each.points ? ` · ${t('candidates.points', { n: each.points })}` : nothing}
          · ${each.from ? t('candidates.from', { decree: each.decree, date: writtenDay(each.from) }) : each.decree}${each.check === 'text' ? nothing : ` · ${t('candidates.unchecked')}`}</span></li>`)}</ul>
      <p class="hint">${t('candidates.not-decided')}</p></section>`;
  }

  #missing() {
    const missing = this.loaded.manifest?.missing ?? [];
    return missing.length === 0 ? nothing : html`<section><h2>${t('missing.title')}</h2>
      <ul>${missing.map(({ what, why }) => {
        const known = missingReason(why);
        return html`<li>${missingName(what)}: <span class="quiet" lang=${known ? language() : 'en'}>${known ?? why}</span></li>`;
      })}</ul></section>`;
  }
}

define('ngatu-case', CaseView);
