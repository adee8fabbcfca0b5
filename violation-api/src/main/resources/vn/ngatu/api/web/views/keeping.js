// What became of evidence: what came in damaged and waits for a person, what was deleted by which rule, and the keys that
// check its signatures.

import { html, nothing } from 'lit';
import { get, path, send } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { dateTime } from '../core/format.js';
import { t } from '../core/i18n.js';
import { loadingState, problemState, problemText } from './problem.js';

class Keeping extends Element {
  static properties = { session: {}, parts: { state: true }, failure: { state: true }, outcome: { state: true }, busy: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.failure = null;
    try {
      const [quarantine, keys, certificates] = await Promise.all([get(path('quarantine')), get(path('keys')),
        this.session.role === 'auditor' ? get(path('certificates')) : null]);
      this.parts = { quarantine: quarantine.items, keys, certificates: certificates?.items };
    } catch (problem) {
      this.failure = problem;
    }
  }

  async #retry(entry) {
    this.busy = true;
    this.outcome = null;
    try {
      const { outcome } = await send('POST', path('quarantine', entry.id, 'retry'));
      this.outcome = { text: t(`keeping.outcome.${outcome}`), good: outcome !== 'quarantined' };
      await this.#load();
    } catch (problem) {
      this.outcome = { text: problemText(problem), good: false };
    } finally {
      this.busy = false;
    }
  }

  render() {
    if (this.failure) {
      return problemState(this.failure, () => this.#load());
    }
    if (!this.parts) {
      return loadingState();
    }
    const { quarantine, certificates, keys } = this.parts;
    return html`<div class="page"><header><h1>${t('page.keeping')}</h1></header>
      <section class="stack"><h2>${t('keeping.quarantine')}</h2><p class="quiet">${t('keeping.quarantine.about')}</p>
        <div aria-live="polite">${this.outcome ? html`<p class="note ${this.outcome.good ? 'good' : 'bad'}">${this.outcome.text}</p>` : nothing}</div>
        ${this.#table('quarantine', ['seen-at', 'package', 'faults', ...(this.#repairs ? ['actions'] : [])], quarantine, (each) => this.#damaged(each))}</section>
      ${certificates ? html`<section class="stack"><h2>${t('keeping.certificates')}</h2><p class="quiet">${t('keeping.certificates.about')}</p>
        ${this.#table('certificates', ['case', 'data-class', 'rule', 'keep-until', 'done-at', 'manifest'], certificates, (each) => this.#deleted(each))}</section>` : nothing}
      <section class="stack"><h2>${t('keeping.keys')}</h2><p class="quiet">${t('keeping.keys.about')}</p>
        ${this.#table('keys', ['key', 'pem'], keys.items, (each) => this.#key(each, keys.signing))}</section></div>`;
  }

  get #repairs() {
    return this.session.role === 'administrator';
  }

  #table(name, columns, items, row) {
    if (items.length === 0) {
      return html`<p class="panel">${t(`keeping.${name}.none`)}</p>`;
    }
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t(`keeping.${name}`)}><table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column === 'actions' ? html`<span class="hidden">${t('actions')}</span>` : t(`keeping.${column}`)}</th>`)}</tr></thead>
      <tbody>${items.map(row)}</tbody></table></div>`;
  }

  #damaged(entry) {
    return html`<tr><td>${dateTime(entry.seenAt)}</td><td><code>${entry.folder || '—'}</code></td>
      <td class="detail" lang="en">${entry.faults.map((fault) => html`<div>${fault}</div>`)}</td>
      ${this.#repairs ? html`<td><div class="row end"><button ?disabled=${this.busy} @click=${() => this.#retry(entry)}>${t('keeping.retry')}</button></div></td>` : nothing}</tr>`;
  }

  #deleted(certificate) {
    return html`<tr><td><code title=${certificate.caseId}>${certificate.caseId.slice(0, 12)}</code></td><td>${t(`keeping.class.${certificate.dataClass}`)}</td>
      <td lang="en">${certificate.rule}</td><td>${dateTime(certificate.keepUntil)}</td>
      <td>${certificate.doneAt ? dateTime(certificate.doneAt) : html`<span class="tag warn">${t('keeping.underway')}</span>`}</td>
      <td><code title=${certificate.manifest}>${certificate.manifest.slice(0, 16)}…</code></td></tr>`;
  }

  #key({ id, pem }, signing) {
    return html`<tr><td><code>${id}</code>${id === signing ? html` <span class="tag good">${t('keeping.signs')}</span>` : nothing}</td>
      <td class="detail"><code class="wrap">${pem}</code></td></tr>`;
  }
}

define('ngatu-keeping', Keeping);
