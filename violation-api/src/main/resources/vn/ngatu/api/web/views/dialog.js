// A dialog over the page: keeps the focus, closes with Escape, and gives the focus back.

import { html, render } from 'lit';
import { addKeys } from '../core/keys.js';
import { t } from '../core/i18n.js';

/** Shows `content`, a template, under the message `title`; `keys` act while it is open. The answer closes it. */
export function openDialog(host, content, title, keys = []) {
  const dialog = document.createElement('dialog');
  const close = () => dialog.close();
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  render(html`<header><h2 id="dialog-title">${t(title)}</h2>
    <button class="plain" @click=${close} title="Esc" aria-label=${t('close')}>✕</button></header>${content}`, dialog);
  const removeKeys = addKeys({ modal: true, keys: [{ key: 'Escape', run: close }, ...keys] });
  dialog.addEventListener('close', () => {
    removeKeys();
    dialog.remove();
  });
  host.append(dialog);
  dialog.showModal();
  return close;
}
