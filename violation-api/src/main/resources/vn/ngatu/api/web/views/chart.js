// Bars that start at zero, labelled directly. The table behind them is the reader's to open.

import { html, nothing, svg } from 'lit';
import { number } from '../core/format.js';
import { t } from '../core/i18n.js';

const ROW = 24;

/**
 * Horizontal bars: rows of {label, parts: [{value, kind}], note}. The kinds name their looks: open, confirmed, rejected.
 */
export function bars(rows, title) {
  const most = Math.max(1, ...rows.map(total));
  const height = rows.length * ROW;
  return html`<figure class="bars" role="img" aria-label=${title}>
    <div class="labels">${rows.map((row) => html`<span title=${row.label}>${row.label}</span>`)}</div>
    <svg width="100%" height=${height} aria-hidden="true">${rows.map((row, i) => bar(row, i, most))}</svg>
    <div class="ends">${rows.map((row) => html`<span>${number(total(row))}${row.note ? html` <span class="quiet">${row.note}</span>` : nothing}</span>`)}</div>
  </figure>`;
}

function bar(row, i, most) {
  let from = 0;
  return row.parts.map(({ value, kind }) => {
    const at = from;
    from += value;
    return value === 0 ? nothing : svg`<rect class=${kind} x="${100 * at / most}%" y=${i * ROW + 4} width="${100 * value / most}%" height=${ROW - 8}></rect>`;
  });
}

function total(row) {
  return row.parts.reduce((sum, part) => sum + part.value, 0);
}

/** Upright bars over the hours of a day: `values` by hour. */
export function hours(values, title) {
  const most = Math.max(1, ...values);
  return html`<figure class="hours" role="img" aria-label=${title}><svg width="100%" height="152" aria-hidden="true">
    ${values.map((value, hour) => svg`<rect class="open" x="${(hour + 0.1) / 24 * 100}%" y=${16 + 112 * (1 - value / most)} width="${0.8 / 24 * 100}%" height=${112 * value / most}></rect>
      ${value === 0 ? nothing : svg`<text x="${(hour + 0.5) / 24 * 100}%" y=${12 + 112 * (1 - value / most)}>${number(value)}</text>`}
      ${hour % 3 === 0 ? svg`<text class="axis" x="${(hour + 0.5) / 24 * 100}%" y="144">${t('statistics.hour', { n: hour })}</text>` : nothing}`)}
    <line x1="0" x2="100%" y1="128" y2="128"></line></svg></figure>`;
}
