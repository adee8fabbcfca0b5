// One's own account.

import { html, nothing } from 'lit';
import { get, path, send } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { problemText } from './problem.js';
import './second-factor.js';

class Account extends Element {
  static properties = { session: {}, problem: {}, changed: {}, factor: {} };

  render() {
    const { name, displayName, role, cameras, secondFactor } = this.session;
    return html`<div class="page narrow">
      <header><h1>${displayName}</h1><button @click=${this.#signOut}>${t('sign-out')}</button></header>
      <section class="panel"><dl class="facts">
        <dt>${t('account.name')}</dt><dd>${name}</dd>
        <dt>${t('account.role')}</dt><dd>${t(`role.${role}`)}</dd>
        <dt>${t('account.cameras')}</dt><dd>${cameras ? cameras.join(', ') : t('account.all-cameras')}</dd>
        <dt>${t('account.second-factor')}</dt><dd>${t(secondFactor ? 'yes' : 'no')}</dd>
      </dl></section>
      <section class="panel stack"><h2>${t('password.change')}</h2>
        <form class="stack" @submit=${this.#change}>
          <input class="hidden" name="name" autocomplete="username" .value=${name} tabindex="-1" aria-hidden="true" readonly>
          <label><span>${t('password.current')}</span><input name="current" type="password" autocomplete="current-password" required></label>
          <label><span>${t('password.new')}</span><input name="password" type="password" autocomplete="new-password" required minlength="12" aria-describedby="own-rules">
            <span class="hint" id="own-rules">${t('password.rules')}</span></label>
          ${this.problem ? html`<p class="fault" role="alert">${problemText(this.problem)}</p>` : nothing}
          ${this.changed ? html`<p class="note good" role="status">${t('password.changed')}</p>` : nothing}
          <div class="row end"><button class="main">${t('password.change')}</button></div>
        </form></section>
      <section class="panel stack"><h2>${t('second-factor.title')}</h2>
        ${this.factor ? html`<ngatu-second-factor @done=${this.#enrolled}></ngatu-second-factor>`
          : html`<div class="row end"><button @click=${() => { this.factor = true; }}>${t('second-factor.new')}</button></div>`}
      </section>
    </div>`;
  }

  async #change(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form);
    this.problem = null;
    this.changed = false;
    try {
      await send('PUT', path('session', 'password'), { current: data.get('current'), password: data.get('password') });
      this.changed = true;
      form.reset();
    } catch (problem) {
      this.problem = problem;
    }
  }

  // The session has another token now.
  async #enrolled() {
    this.factor = false;
    this.dispatchEvent(new CustomEvent('session', { detail: await get(path('session')), bubbles: true }));
  }

  async #signOut() {
    await send('DELETE', path('session')).catch(() => {});
    location.hash = '';
    this.dispatchEvent(new CustomEvent('session', { detail: null, bubbles: true }));
  }
}

define('ngatu-account', Account);
