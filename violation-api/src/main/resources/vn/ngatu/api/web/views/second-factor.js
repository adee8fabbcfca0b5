// Sets up the authenticator app: a code to scan or type, proven with the first code that the app shows.

import { html, nothing } from 'lit';
import QrCreator from 'qr-creator';
import { path, send } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { problemText } from './problem.js';

class SecondFactor extends Element {
  static properties = { enrolment: {}, problem: {} };

  connectedCallback() {
    super.connectedCallback();
    this.#begin();
  }

  async #begin() {
    try {
      this.enrolment = await send('POST', path('session', 'totp'));
    } catch (problem) {
      this.problem = problem;
    }
  }

  updated(changed) {
    if (changed.has('enrolment') && this.enrolment) {
      QrCreator.render({ text: this.enrolment.uri, radius: 0, ecLevel: 'M', fill: '#000', background: '#fff', size: 192 },
        this.querySelector('canvas'));
    }
  }

  render() {
    return html`<p class="quiet">${t('second-factor.text')}</p>
      ${this.enrolment ? html`<canvas width="192" height="192" role="img" aria-label=${t('second-factor.picture')}></canvas>
        <p class="hint">${t('second-factor.type')}</p><p class="mono secret">${this.enrolment.secret.replace(/(.{4})/g, '$1 ')}</p>` : nothing}
      <form @submit=${this.#confirm}>
        <label><span>${t('second-factor.code')}</span><input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10"></label>
        <p class="fault" role="alert">${this.problem ? problemText(this.problem) : nothing}</p>
        <button class="main" ?disabled=${!this.enrolment}>${t('second-factor.submit')}</button>
      </form>`;
  }

  async #confirm(event) {
    event.preventDefault();
    const code = new FormData(event.target).get('code').replace(/\s/g, '');
    this.problem = null;
    try {
      await send('PUT', path('session', 'totp'), { ticket: this.enrolment.ticket, code });
      this.dispatchEvent(new CustomEvent('done'));
    } catch (problem) {
      this.problem = problem;
    }
  }
}

define('ngatu-second-factor', SecondFactor);
