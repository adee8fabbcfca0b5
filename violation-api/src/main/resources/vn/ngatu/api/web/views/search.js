// Finds cases: by time, camera, kind, state, vehicle and plate. What was asked for stands in the address.

import { html, nothing } from 'lit';
import { get, path, withQuery } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { date, dateTime, dayStart, nextDay, number } from '../core/format.js';
import { t } from '../core/i18n.js';
import { KINDS, STATES, VEHICLES } from '../core/words.js';
import { dateField } from './date-field.js';
import { download } from './export.js';
import { submitFilters } from './filters.js';
import { loadingState, problemState, problemText } from './problem.js';

const FILTERS = ['from', 'to', 'kind', 'state', 'vehicle', 'camera', 'plate'];

class Search extends Element {
  static properties = { session: {}, query: {}, items: { state: true }, next: { state: true }, failure: { state: true }, busy: { state: true } };

  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.keys({ title: 'page.search', keys: [
      { key: '/', label: 'search.to-plate', run: () => this.querySelector('[name=plate]').focus() },
      { key: 'ArrowDown', label: 'search.down', repeats: true, run: () => this.#move(1) },
      { key: 'ArrowUp', label: 'search.up', repeats: true, run: () => this.#move(-1) },
      { key: 'm', label: 'search.more', run: () => this.#more() },
    ] });
  }

  willUpdate(changed) {
    const asked = String(this.query);
    if (changed.has('query') && asked !== this.#asked) {
      this.#asked = asked;
      this.#load();
    }
  }

  #filter() {
    const { from, to, ...others } = Object.fromEntries(FILTERS.map((name) => [name, this.query.get(name) ?? '']));
    return { from: from ? dayStart(from) : '', to: to ? dayStart(nextDay(to)) : '', ...others };
  }

  async #load(cursor) {
    this.busy = true;
    this.failure = null;
    const asked = this.#asked;
    try {
      const page = await get(withQuery(path('cases'), { ...this.#filter(), cursor, limit: '50' }));
      if (asked === this.#asked) {
        this.items = cursor ? [...this.items, ...page.items] : page.items;
        this.next = page.next;
      }
    } catch (problem) {
      this.failure = problem;
      this.items = cursor ? this.items : null;
    } finally {
      this.busy = false;
    }
  }

  #more() {
    if (this.next && !this.busy) {
      this.#load(this.next);
    }
  }

  #move(step) {
    const links = [...this.querySelectorAll('tbody a')];
    const i = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, i + step))]?.focus();
  }

  render() {
    return html`<div class="page"><header><h1>${t('page.search')}</h1>${this.#exports()}</header>${this.#form()}${this.#result()}</div>`;
  }

  #exports() {
    return ['supervisor', 'auditor'].includes(this.session.role) ? html`<div class="row">
      ${['csv', 'json'].map((format) => html`<button @click=${() => download(this, path('exports', 'cases'), { ...this.#filter(), format })}>${t('search.export', { format: format.toUpperCase() })}</button>`)}</div>` : nothing;
  }

  #form() {
    const value = (name) => this.query.get(name) ?? '';
    const choice = (name, prefix, options) => html`<label><span>${t(`search.${name}`)}</span><select name=${name}>
      <option value="">${t('search.all')}</option>${options.map((each) => html`<option value=${each} ?selected=${each === value(name)}>${t(`${prefix}.${each}`)}</option>`)}</select></label>`;
    return html`<form class="filters panel" role="search" @submit=${(event) => submitFilters(event, '#/search', () => this.#load())}>
      <label><span>${t('search.plate')}</span><input name="plate" .value=${value('plate')} title="/" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20"></label>
      ${dateField('from', t('search.from'), value('from'))}${dateField('to', t('search.to'), value('to'))}
      ${choice('kind', 'kind', KINDS)}${choice('state', 'state', STATES)}${choice('vehicle', 'vehicle', VEHICLES)}
      <label><span>${t('search.camera')}</span><input name="camera" .value=${value('camera')} autocomplete="off"></label>
      <div class="row"><button class="main">${t('search.submit')}</button><button type="button" @click=${() => { location.hash = '#/search'; }}>${t('search.clear')}</button></div>
    </form>`;
  }


  #result() {
    if (this.failure && !this.items) {
      return problemState(this.failure, () => this.#load());
    }
    if (!this.items) {
      return loadingState();
    }
    if (this.items.length === 0) {
      return html`<div class="state" role="status"><h2>${t('search.empty.title')}</h2><p>${t('search.empty.next')}</p></div>`;
    }
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('search.results')}><table>
        <thead><tr>${['time', 'kind', 'vehicle', 'plate', 'camera', 'state', 'due'].map((column) => html`<th scope="col">${t(`search.${column}`)}</th>`)}</tr></thead>
        <tbody>${this.items.map((each) => this.#row(each))}</tbody></table></div>
      ${this.failure ? html`<p class="note bad" role="alert">${problemText(this.failure)}</p>` : nothing}
      <div class="row"><span class="quiet" role="status">${t('search.shown', { n: number(this.items.length) })}</span>
        ${this.next ? html`<button title="M" ?disabled=${this.busy} @click=${() => this.#more()}>${t('search.more')}</button>` : nothing}</div>`;
  }

  #row(each) {
    return html`<tr><td><a href="#/search/${each.id}">${each.act ? dateTime(each.act.decisive) : html`${dateTime(each.receivedAt)} <span class="quiet">${t('search.received')}</span>`}</a></td>
      <td>${t(`kind.${each.kind}`)}</td><td>${t(`vehicle.${each.vehicle}`)}</td><td class="mono">${each.plate ?? each.plateRead ?? '—'}</td><td>${each.camera}</td>
      <td>${t(`state.${each.state}`)}${each.reason ? html` <span class="quiet">${t(`reason.${each.reason}`)}</span>` : nothing}</td>
      <td>${each.urgency === 'none' ? nothing : html`<span class="tag ${each.urgency === 'warn' ? 'warn' : 'bad'}">${t(`urgency.${each.urgency}`, { date: date(each.dueAt) })}</span>`}</td></tr>`;
  }
}

define('ngatu-search', Search);
