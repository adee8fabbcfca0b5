// A day, typed as people here write it: 22/11/2026, whatever the browser's own habits are.

import { html } from 'lit';
import { parseDay, writtenDay } from '../core/format.js';
import { t } from '../core/i18n.js';

/** A field named `name` with the day `iso`, empty for none. */
export function dateField(name, label, iso) {
  return html`<label><span>${label}</span><input name=${name} .value=${iso ? writtenDay(iso) : ''} inputmode="numeric" placeholder=${t('date.placeholder')}
    maxlength="10" autocomplete="off" @input=${check} @change=${check}></label>`;
}

/** The days of the fields `names` of `form` as 2026-11-22, empty where there is none. */
export function days(form, ...names) {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, parseDay(data.get(name)) ?? '']));
}

function check({ target }) {
  target.setCustomValidity(target.value.trim() === '' || parseDay(target.value) ? '' : t('date.fault'));
}
