// The list of keys that act here and now.

import { html } from 'lit';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { enableKeys, keyList, keysEnabled } from '../core/keys.js';

const NAMES = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', ' ': '␣', Escape: 'Esc', L: 'Shift L', T: 'Shift T' };

class KeysHelp extends Element {
  render() {
    return html`<div class="key-groups">${this.#groups().map(([title, keys]) => html`<section><h3>${t(title)}</h3>
      <dl class="keys">${keys.map((each) => html`
        <dt>${each.key.split('|').map((name) => html`<kbd>${this.#name(name)}</kbd> `)}</dt><dd>${t(each.label)}</dd>`)}</dl></section>`)}</div>
      <h3>${t('keys.settings')}</h3>
      <label class="check"><span><input type="checkbox" .checked=${keysEnabled()}
        @change=${(event) => enableKeys(event.target.checked)}> ${t('keys.single')}</span></label>`;
  }

  // Several parts of a page may add to one group.
  #groups() {
    const groups = new Map();
    keyList().forEach(({ title, keys }) => groups.set(title, [...groups.get(title) ?? [], ...keys.filter((each) => !each.hidden)]));
    return [...groups];
  }

  #name(key) {
    return NAMES[key] ?? key.split(' ').map((part) => part.toUpperCase()).join(' ');
  }
}

define('ngatu-keys-help', KeysHelp);
