// Takes something out of the system: asks why first, because that goes on record.

import { html } from 'lit';
import { withQuery } from '../core/api.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';

const SHORTEST = 5;

/** Asks for the reason and downloads `url` with it. */
export function download(host, url, query = {}) {
  const close = openDialog(host, html`<form class="stack" @submit=${(event) => {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason').trim();
    close();
    const link = Object.assign(document.createElement('a'), { href: withQuery(url, { ...query, reason }), download: '' });
    document.body.append(link);
    link.click();
    link.remove();
  }}>
    <label><span>${t('export.reason')}</span><input name="reason" required minlength=${SHORTEST} maxlength="200" autocomplete="off" autofocus aria-describedby="reason-hint">
      <span class="hint" id="reason-hint">${t('export.recorded')}</span></label>
    <div class="row end"><button type="button" @click=${() => close()}>${t('cancel')}</button><button class="main">${t('export.submit')}</button></div>
  </form>`, 'export.title');
}
