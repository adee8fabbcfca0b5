// The record of everything that was seen, decided and taken out, and the proof that none of it was changed.

import { html, nothing } from 'lit';
import { get, path, withQuery } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { dateTime, dayStart, nextDay, number } from '../core/format.js';
import { t } from '../core/i18n.js';
import { dateField } from './date-field.js';
import { submitFilters } from './filters.js';
import { loadingState, problemState, problemText } from './problem.js';

const FILTERS = ['from', 'to', 'actor', 'action', 'subject'];
const ACTIONS = ['case.', 'evidence.', 'session.', 'account.', 'token.', 'audit.', 'statistics.'];

class Audit extends Element {
  static properties = { query: {}, items: { state: true }, next: { state: true }, failure: { state: true }, check: { state: true }, checking: { state: true } };

  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.keys({ title: 'page.audit', keys: [
      { key: '/', label: 'audit.to-filter', run: () => this.querySelector('[name=actor]').focus() },
      { key: 'v', label: 'audit.verify', run: () => this.#verify() },
      { key: 'm', label: 'audit.more', run: () => this.#more() },
    ] });
  }

  willUpdate(changed) {
    if (changed.has('query') && String(this.query) !== this.#asked) {
      this.#asked = String(this.query);
      this.#load();
    }
  }

  async #load(cursor) {
    this.failure = null;
    const asked = this.#asked;
    const { from, to, ...others } = Object.fromEntries(FILTERS.map((name) => [name, this.query.get(name) ?? '']));
    try {
      const page = await get(withQuery(path('audit'), { from: from ? dayStart(from) : '', to: to ? dayStart(nextDay(to)) : '', ...others, cursor }));
      if (asked === this.#asked) {
        this.items = cursor ? [...this.items, ...page.items] : page.items;
        this.next = page.next;
      }
    } catch (problem) {
      this.failure = problem;
    }
  }

  #more() {
    if (this.next) {
      this.#load(this.next);
    }
  }

  async #verify() {
    this.checking = true;
    this.check = null;
    try {
      this.check = await get(path('audit', 'verification'));
    } catch (problem) {
      this.failure = problem;
    } finally {
      this.checking = false;
    }
  }

  render() {
    return html`<div class="page"><header><h1>${t('page.audit')}</h1>
        <button class="main" title="V" ?disabled=${this.checking} @click=${this.#verify}>${t(this.checking ? 'audit.verifying' : 'audit.verify')}</button></header>
      <div aria-live="polite">${this.check ? this.#verdict() : nothing}</div>
      ${this.#form()}${this.#result()}</div>`;
  }

  #verdict() {
    const { ok, rows, broken, why, head } = this.check;
    return ok ? html`<p class="note good">${t('audit.holds', { n: number(rows) })} <code class="wrap">${head}</code></p>`
      : html`<p class="note bad">${t('audit.broken', { n: broken })} <span lang="en">${why}</span></p>`;
  }

  #form() {
    const value = (name) => this.query.get(name) ?? '';
    return html`<form class="filters panel" role="search" @submit=${(event) => submitFilters(event, '#/audit', () => this.#load())}>
      <label><span>${t('audit.actor')}</span><input name="actor" .value=${value('actor')} title="/" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
      <label><span>${t('audit.action')}</span><select name="action"><option value="">${t('search.all')}</option>
        ${ACTIONS.map((each) => html`<option value=${each} ?selected=${each === value('action')}>${t(`audit.group.${each.slice(0, -1)}`)}</option>`)}</select></label>
      <label><span>${t('audit.subject')}</span><input name="subject" .value=${value('subject')} autocomplete="off" spellcheck="false"></label>
      ${dateField('from', t('search.from'), value('from'))}${dateField('to', t('search.to'), value('to'))}
      <div class="row"><button class="main">${t('audit.filter')}</button><button type="button" @click=${() => { location.hash = '#/audit'; }}>${t('search.clear')}</button></div></form>`;
  }


  #result() {
    if (this.failure && !this.items) {
      return problemState(this.failure, () => this.#load());
    }
    if (!this.items) {
      return loadingState();
    }
    if (this.items.length === 0) {
      return html`<div class="state" role="status"><h2>${t('search.empty.title')}</h2><p>${t('audit.empty')}</p></div>`;
    }
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.audit')}><table>
        <thead><tr><th scope="col" class="number">${t('audit.seq')}</th><th scope="col">${t('audit.at')}</th><th scope="col">${t('audit.actor')}</th>
          <th scope="col">${t('audit.action')}</th><th scope="col">${t('audit.subject')}</th><th scope="col">${t('audit.detail')}</th><th scope="col">${t('audit.hash')}</th></tr></thead>
        <tbody>${this.items.map((each) => html`<tr><td class="number">${each.seq}</td><td>${dateTime(each.at)}</td><td>${each.actor}</td><td><code>${each.action}</code></td>
          <td>${each.subject ? html`<button class="link" title=${each.subject} @click=${() => { location.hash = withQuery('#/audit', { subject: each.subject }); }}>${each.subject.slice(0, 12)}</button>` : nothing}</td>
          <td class="detail">${Object.entries(each.detail).map(([name, text]) => html`<span><span class="quiet">${name}</span> ${text}</span> `)}</td>
          <td><code title=${each.hash}>${each.hash.slice(0, 12)}</code></td></tr>`)}</tbody></table></div>
      ${this.failure ? html`<p class="note bad" role="alert">${problemText(this.failure)}</p>` : nothing}
      ${this.next ? html`<button title="M" @click=${() => this.#more()}>${t('audit.more')}</button>` : nothing}`;
  }
}

define('ngatu-audit', Audit);
