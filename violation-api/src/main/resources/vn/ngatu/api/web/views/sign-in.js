// Who somebody is: password and code, a one-time link, single sign-on, and setting up the second factor.

import { html, nothing } from 'lit';
import { get, HAD_SESSION, path, send, useSession } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { problemText } from './problem.js';
import './second-factor.js';

class SignIn extends Element {
  static properties = { session: {}, invitation: {}, problem: {}, busy: {} };

  render() {
    return html`<div class="gate"><div class="panel">
      ${this.session && !this.session.enrolled ? html`<h1>${t('second-factor.title')}</h1>
        <ngatu-second-factor @done=${this.#enrolled}></ngatu-second-factor>
        <div class="or"><button class="link" @click=${this.#leave}>${t('sign-out')}</button></div>`
        : this.invitation ? this.#invited() : this.#form()}
    </div></div>`;
  }

  #form() {
    return html`<h1>${t('sign-in.title')}</h1><p class="quiet">${t('sign-in.purpose')}</p>
      <form @submit=${this.#signIn}>
        <label><span>${t('sign-in.name')}</span><input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
        <label><span>${t('sign-in.password')}</span><input name="password" type="password" autocomplete="current-password" required></label>
        <label><span>${t('sign-in.code')}</span><input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10" aria-describedby="code-hint">
          <span class="hint" id="code-hint">${t('sign-in.code-hint')}</span></label>
        ${this.#told()}
        <button class="main" ?disabled=${this.busy}>${t('sign-in.submit')}</button>
      </form>
      ${document.documentElement.dataset.signOn === 'true' ? html`<div class="or">${t('sign-in.or')}</div>
        <a class="button" href=${path('sign-on')} @click=${() => localStorage.setItem(HAD_SESSION, 'yes')}>${t('sign-in.single')}</a>` : nothing}`;
  }

  #invited() {
    return html`<h1>${t('invitation.title')}</h1><p class="quiet">${t('invitation.text')}</p>
      <form @submit=${this.#accept}>
        <label><span>${t('password.new')}</span><input name="password" type="password" autocomplete="new-password" required minlength="12" aria-describedby="rules">
          <span class="hint" id="rules">${t('password.rules')}</span></label>
        <label><span>${t('password.repeat')}</span><input name="repeated" type="password" autocomplete="new-password" required></label>
        ${this.#told()}
        <button class="main" ?disabled=${this.busy}>${t('invitation.submit')}</button>
      </form>`;
  }

  #told() {
    return html`<p class="fault" role="alert">${this.problem ? (typeof this.problem === 'string' ? t(this.problem) : problemText(this.problem)) : nothing}</p>`;
  }

  async #signIn(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const code = form.get('code').replace(/\s/g, '');
    await this.#try(() => send('POST', path('session'),
      { name: form.get('name').trim(), password: form.get('password'), code: code || null }));
  }

  async #accept(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    if (form.get('password') !== form.get('repeated')) {
      this.problem = 'password.different';
      return;
    }
    await this.#try(() => send('POST', path('invitation'), { token: this.invitation, password: form.get('password') }));
  }

  async #try(ask) {
    this.busy = true;
    this.problem = null;
    try {
      this.#tell(await ask());
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  async #enrolled() {
    this.#tell(await get(path('session')));
  }

  async #leave() {
    useSession(this.session);
    await send('DELETE', path('session')).catch(() => {});
    this.#tell(null);
  }

  #tell(session) {
    this.dispatchEvent(new CustomEvent('session', { detail: session, bubbles: true }));
  }
}

define('ngatu-sign-in', SignIn);
