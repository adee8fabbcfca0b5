// Asks why before something is done that goes on record, and takes things out of the system.

import { html } from 'lit';
import { withQuery } from '../core/api.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';

const SHORTEST = 5;

/** Asks for the reason and downloads `url` with it. */
export function download(host, url, query = {}) {
  askWhy(host, { title: 'export.title', label: 'export.reason', submit: 'export.submit' }, (reason) => {
    const link = Object.assign(document.createElement('a'), { href: withQuery(url, { ...query, reason }), download: '' });
    document.body.append(link);
    link.click();
    link.remove();
  });
}

/** Asks for a reason in the words of `words` and calls `then` with it. */
export function askWhy(host, words, then) {
  const close = openDialog(host, html`<form class="stack" @submit=${(event) => {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason').trim();
    close();
    then(reason);
  }}>
    <label><span>${t(words.label)}</span><input name="reason" required minlength=${SHORTEST} maxlength="200" autocomplete="off" autofocus aria-describedby="reason-hint">
      <span class="hint" id="reason-hint">${t('export.recorded')}</span></label>
    <div class="row end"><button type="button" @click=${() => close()}>${t('cancel')}</button><button class="main">${t(words.submit)}</button></div>
  </form>`, words.title);
}
