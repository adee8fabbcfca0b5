// Trouble in words: what happened and what to do next.

import { html } from 'lit';
import { Problem } from '../core/api.js';
import { has, t } from '../core/i18n.js';

/** A line for a problem; what only the server knows follows in its own words. */
export function problemText(problem) {
  if (!(problem instanceof Problem)) {
    return t('problem.unreachable');
  }
  if (problem.type === 'too-many') {
    return t('problem.too-many', { n: problem.retryAfter ?? 60 });
  }
  return has(`problem.${problem.type}`) ? t(`problem.${problem.type}`) : t('problem.other', { text: problem.message });
}

/** A whole page's place taken by a problem, with a way to try again. */
export function problemState(problem, retry) {
  return html`<div class="state" role="alert"><h2>${t('state.failed.title')}</h2><p>${problemText(problem)}</p>
    <button @click=${retry}>${t('retry')}</button></div>`;
}

/** Shown while something is fetched; not before people would notice. */
export function loadingState() {
  return html`<div class="state waiting" role="status"><p>${t('state.loading')}</p></div>`;
}
