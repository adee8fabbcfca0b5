// What the cameras flagged and what people made of it: where rejects come from and why, and how long review takes.

import { html, nothing } from 'lit';
import { get, path, withQuery } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { day, dayStart, nextDay, number, percent } from '../core/format.js';
import { has, t } from '../core/i18n.js';
import { bars, hours } from './chart.js';
import { dateField, days } from './date-field.js';
import { loadingState, problemState } from './problem.js';

const PERIODS = [1, 7, 30, 90];
const DAY = 86400000;

class Statistics extends Element {
  static properties = { query: {}, figures: { state: true }, failure: { state: true } };

  #asked = null;

  willUpdate(changed) {
    if (changed.has('query') && String(this.query) !== this.#asked) {
      this.#asked = String(this.query);
      this.#load();
    }
  }

  get #range() {
    const to = this.query.get('to') || day(Date.now());
    return { to, from: this.query.get('from') || day(new Date(`${to}T12:00:00Z`).getTime() - 29 * DAY) };
  }

  async #load() {
    this.failure = null;
    try {
      const { from, to } = this.#range;
      this.figures = await get(withQuery(path('statistics'), { from: dayStart(from), to: dayStart(nextDay(to)) }));
    } catch (problem) {
      this.failure = problem;
    }
  }

  render() {
    return html`<div class="page"><header><h1>${t('page.statistics')}</h1>${this.#period()}</header>
      ${this.failure ? problemState(this.failure, () => this.#load()) : this.figures ? this.#shown() : loadingState()}</div>`;
  }

  #period() {
    const { from, to } = this.#range;
    const today = day(Date.now());
    const go = (first, last) => { location.hash = withQuery('#/statistics', { from: first, to: last }); };
    return html`<form class="row period" @submit=${(event) => {
      event.preventDefault();
      const given = days(event.target, 'from', 'to');
      go(given.from, given.to);
    }}>
      ${PERIODS.map((count) => html`<button type="button" @click=${() => go(day(Date.now() - (count - 1) * DAY), today)}>${t(count === 1 ? 'statistics.today' : 'statistics.days', { n: count })}</button>`)}
      ${dateField('from', t('search.from'), from)}${dateField('to', t('search.to'), to)}<button>${t('statistics.show')}</button></form>`;
  }

  #shown() {
    const { total, review } = this.figures;
    if (total.flagged === 0) {
      return html`<div class="state" role="status"><h2>${t('statistics.empty.title')}</h2><p>${t('statistics.empty.next')}</p></div>`;
    }
    return html`<dl class="headline">
        ${this.#figure('statistics.flagged', number(total.flagged))}
        ${this.#figure('statistics.open', number(total.open))}
        ${this.#figure('statistics.precision', total.precision === null ? '—' : percent(total.precision), t('statistics.precision-what'))}
        ${this.#figure('statistics.median', review.median === null ? '—' : `${number(review.median)} s`, review.ninetieth === null ? '' : t('statistics.ninetieth', { n: number(review.ninetieth) }))}
      </dl>
      <p class="legend"><span class="confirmed"></span>${t('state.confirmed')}<span class="rejected"></span>${t('state.rejected')}<span class="open"></span>${t('statistics.open')}</p>
      <div class="charts">
        ${this.#groups('statistics.by-kind', this.figures.byKind, (name) => (has(`kind.${name}`) ? t(`kind.${name}`) : name))}
        ${this.#groups('statistics.by-camera', this.figures.byCamera, (name) => name)}
        ${this.#reasons()}
        ${this.#hours()}
      </div>`;
  }

  #figure(title, value, note) {
    return html`<div><dt>${t(title)}</dt><dd>${value}</dd>${note ? html`<dd class="hint">${note}</dd>` : nothing}</div>`;
  }

  #groups(title, groups, name) {
    const sorted = [...groups].sort((a, b) => b.tally.flagged - a.tally.flagged);
    const rows = sorted.map(({ name: each, tally }) => ({ label: name(each),
      parts: [{ value: tally.confirmed, kind: 'confirmed' }, { value: tally.rejected, kind: 'rejected' }, { value: tally.open, kind: 'open' }],
      note: tally.precision === null ? '' : t('statistics.right', { share: percent(tally.precision) }) }));
    return this.#chart(title, bars(rows, t(title)), ['name', 'flagged', 'confirmed', 'rejected', 'open', 'precision'],
      sorted.map(({ name: each, tally }) => [name(each), ...[tally.flagged, tally.confirmed, tally.rejected, tally.open].map((n) => number(n)),
        tally.precision === null ? '—' : percent(tally.precision)]));
  }

  #reasons() {
    const rows = Object.entries(this.figures.reasons).sort(([, a], [, b]) => b - a);
    return rows.length === 0 ? nothing : this.#chart('statistics.by-reason',
      bars(rows.map(([reason, count]) => ({ label: t(`reason.${reason}`), parts: [{ value: count, kind: 'rejected' }] })), t('statistics.by-reason')),
      ['reason', 'rejected'], rows.map(([reason, count]) => [t(`reason.${reason}`), number(count)]));
  }

  #hours() {
    const values = Array.from({ length: 24 }, (none, hour) => this.figures.byHour.find((each) => each.hour === hour)?.flagged ?? 0);
    return this.#chart('statistics.by-hour', hours(values, t('statistics.by-hour')), ['hour', 'flagged'],
      values.map((value, hour) => [t('statistics.hour', { n: hour }), number(value)]));
  }

  #chart(title, chart, columns, rows) {
    return html`<section class="panel"><h2>${t(title)}</h2>${chart}
      <details><summary>${t('statistics.table')}</summary><div class="scroll" tabindex="0" role="region" aria-label=${t(title)}><table>
        <thead><tr>${columns.map((column, i) => html`<th scope="col" class=${i > 0 ? 'number' : ''}>${t(`column.${column}`)}</th>`)}</tr></thead>
        <tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`)}</tbody></table></div></details></section>`;
  }
}

define('ngatu-statistics', Statistics);
