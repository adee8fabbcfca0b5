// One case to look at: what the reviewer sees, who decided what when, and ways to take it along.

import { html, nothing } from 'lit';
import { get, path, send } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { closeCase, loadCase } from '../core/evidence.js';
import { dateTime, number } from '../core/format.js';
import { t } from '../core/i18n.js';
import { askWhy, download } from './export.js';
import { loadingState, problemState, problemText } from './problem.js';
import './case-view.js';

const EXPORTERS = ['officer', 'supervisor', 'auditor'];

class CasePage extends Element {
  static properties = { session: {}, caseId: {}, loaded: { state: true }, history: { state: true }, failure: { state: true }, problem: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.onLeave(() => closeCase(this.loaded));
    this.keys({ title: 'keys.case', keys: [
      { key: 'Escape', label: 'case.back', run: () => this.#leave() },
      { key: 's', label: 'export.case', run: () => this.#export() },
      { key: 'h', label: 'hold.key', run: () => this.#hold() },
    ] });
  }

  willUpdate(changed) {
    if (changed.has('caseId')) {
      this.#load();
    }
  }

  async #load() {
    closeCase(this.loaded);
    this.loaded = null;
    this.failure = null;
    const id = this.caseId;
    try {
      const view = await get(path('cases', id));
      const [loaded, past] = await Promise.all([loadCase(view), this.#history(id)]);
      if (id === this.caseId) {
        this.history = past;
        this.loaded = loaded;
      } else {
        closeCase(loaded);
      }
    } catch (problem) {
      this.failure = problem;
    }
  }

  async #history(id) {
    return this.session.role === 'operator' ? null : (await get(path('cases', id, 'history'))).decisions;
  }

  render() {
    if (this.failure) {
      return problemState(this.failure, () => this.#load());
    }
    return this.loaded ? html`<ngatu-case readonly .loaded=${this.loaded} .lead=${html`<a href="#/search" title="Esc" @click=${(event) => this.#back(event)}>${t('case.back')}</a>`}
      .more=${this.#past()} .actions=${this.#actions()}></ngatu-case>` : loadingState();
  }

  #back(event) {
    event.preventDefault();
    this.#leave();
  }

  // Back to the list as it was, or to the whole list for who came by a link.
  #leave() {
    if (history.length > 2) {
      history.back();
    } else {
      location.hash = '#/search';
    }
  }

  #past() {
    const { view } = this.loaded;
    const blind = view.stage === 'second';
    return html`<section><h2>${t('history.title')}</h2>
      <p><span class="tag">${t(`state.${view.state}`)}</span> ${view.reason ? t(`reason.${view.reason}`) : nothing}${view.held ? html` <span class="tag warn">${t('case.held')}</span>` : nothing}</p>
      <ol class="history"><li><span class="quiet">${dateTime(view.receivedAt)}</span> ${t('history.received')}</li>
        ${(this.history ?? []).map((each) => this.#decision(each))}
        ${view.lease ? html`<li><span class="quiet">${dateTime(view.lease.takenAt)}</span> ${t('history.in-hand', { name: view.lease.holder })}</li>` : nothing}
        ${view.purgedAt ? html`<li><span class="quiet">${dateTime(view.purgedAt)}</span> ${t('history.purged')}</li>` : nothing}</ol>
      ${blind ? html`<p class="hint">${t('history.blind')}</p>` : nothing}</section>`;
  }

  #decision(each) {
    const seconds = (new Date(each.decidedAt) - new Date(each.takenAt)) / 1000;
    return html`<li><span class="quiet">${dateTime(each.decidedAt)}</span>
      <strong>${each.officer}</strong> (${t(`stage.${each.stage}`)}): ${each.confirmed ? t('decided.confirmed') : t('decided.rejected', { reason: t(`reason.${each.reason}`) })}
      ${each.plate ? html`<code>${each.plate}</code>` : nothing} <span class="quiet">${t('history.took', { n: number(seconds) })}</span>
      ${each.undoneAt ? html`<span class="tag">${t('history.undone')}</span>` : nothing}</li>`;
  }

  // The buttons stand in another element, which a handler without its own function would take for this one.
  #actions() {
    const { view } = this.loaded;
    return html`<div class="decide">
      ${this.problem ? html`<p class="note bad" role="alert">${problemText(this.problem)}</p>` : nothing}
      ${EXPORTERS.includes(this.session.role) && !view.purgedAt ? html`<button title="${t('export.case')} (S)" @click=${() => this.#export()}>${t('export.case')}</button>` : nothing}
      ${this.#mayHold() ? html`<button title="${t('hold.key')} (H)" @click=${() => this.#hold()}>${t(view.held ? 'hold.lift' : 'hold.place')}</button>` : nothing}
      ${this.session.role === 'supervisor' && view.state === 'confirmed' ? html`<button class="main" @click=${() => this.#handOver()}>${t('case.hand-over')}</button>` : nothing}</div>`;
  }

  #export() {
    if (this.loaded && EXPORTERS.includes(this.session.role)) {
      download(this, path('cases', this.caseId, 'package.zip'));
    }
  }

  #mayHold() {
    return this.session.role === 'supervisor' && this.loaded && !this.loaded.view.purgedAt;
  }

  #hold() {
    if (!this.#mayHold()) {
      return;
    }
    if (this.loaded.view.held) {
      this.#setHold('DELETE');
    } else {
      askWhy(this, { title: 'hold.title', label: 'hold.reason', submit: 'hold.place' }, (why) => this.#setHold('POST', { why }));
    }
  }

  async #setHold(method, body) {
    this.problem = null;
    try {
      await send(method, path('cases', this.caseId, 'holds'), body);
      const view = await get(path('cases', this.caseId));
      this.loaded = { ...this.loaded, view: { ...this.loaded.view, ...view } };
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #handOver() {
    this.problem = null;
    try {
      const view = await send('POST', path('cases', this.caseId, 'hand-over'), undefined, this.loaded.view.version);
      this.loaded = { ...this.loaded, view: { ...this.loaded.view, ...view } };
    } catch (problem) {
      this.problem = problem;
    }
  }
}

define('ngatu-case-page', CasePage);
