// The officer's page: one case after the other, decided with one key, taken back with another.

import { html, nothing } from 'lit';
import { Desk } from '../core/desk.js';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';
import { problemState, problemText } from './problem.js';
import './case-view.js';

/** The reasons to reject a case, in the order of their keys. */
export const REASONS = ['insufficient-image', 'plate-unreadable', 'wrong-vehicle', 'not-in-force', 'exempt',
  'not-an-offence', 'duplicate', 'out-of-time'];

class Review extends Element {
  static properties = { session: {}, desk: { state: true } };

  #closeReasons = null;

  connectedCallback() {
    super.connectedCallback();
    this.desk = new Desk();
    this.listen(this.desk, 'change', () => this.requestUpdate());
    this.onLeave(() => this.desk.close());
    const leave = () => this.desk.close();
    this.listen(window, 'pagehide', leave);
    const ticking = setInterval(() => { if (this.desk.undoable) { this.requestUpdate(); } }, 1000);
    this.onLeave(() => clearInterval(ticking));
    this.keys({ title: 'keys.decide', keys: [
      { key: '1', label: 'decide.confirm', run: () => this.#confirm() },
      { key: '2', label: 'decide.reject', run: () => this.#reasons() },
      { key: '3', label: 'decide.insufficient', run: () => this.#reject('insufficient-image') },
      { key: 'u', label: 'decide.undo', run: () => this.desk.undo() },
    ] });
    this.desk.start();
  }

  render() {
    const { desk } = this;
    return html`${desk.current ? this.#case() : this.#without()}${this.#undo()}`;
  }

  #case() {
    const { desk } = this;
    return html`<ngatu-case .loaded=${desk.current} .lead=${this.#lead()} .actions=${this.#actions()}
      .view=${desk.current.view} @plate=${(event) => desk.typePlate(event.detail)}></ngatu-case>
      <div class="hidden" aria-live="polite">${t('review.now', { kind: t(`kind.${desk.current.view.kind}`), camera: desk.current.view.camera })}</div>`;
  }

  #lead() {
    return html`<span class="count" title=${t('review.waiting')}><strong>${this.desk.waiting ?? '…'}</strong> ${t('review.left')}</span>`;
  }

  #actions() {
    return html`<div class="decide">
      ${this.#refused()}
      <div class="row">
        <button class="main" title="${t('decide.confirm')} (1)" @click=${() => this.#confirm()}><kbd>1</kbd> ${t('decide.confirm')}</button>
        <button title="${t('decide.reject')} (2)" aria-haspopup="dialog" @click=${() => this.#reasons()}><kbd>2</kbd> ${t('decide.reject')} …</button>
        <button title="${t('decide.insufficient')} (3)" @click=${() => this.#reject('insufficient-image')}><kbd>3</kbd> ${t('decide.insufficient')}</button>
      </div></div>`;
  }

  #refused() {
    const { refused, skipped } = this.desk;
    return html`${skipped ? html`<p class="note bad" role="alert">${t('review.skipped', { id: skipped })}</p>` : nothing}
      ${refused ? html`<p class="note bad" role="alert">${problemText(refused.problem)}</p>` : nothing}`;
  }

  #undo() {
    const { undoable } = this.desk;
    if (!undoable) {
      return nothing;
    }
    const left = Math.max(0, Math.ceil((undoable.until - Date.now()) / 1000));
    const what = undoable.decision.outcome === 'confirmed' ? t('decided.confirmed')
      : t('decided.rejected', { reason: t(`reason.${undoable.decision.reason}`) });
    return html`<div class="toast" role="status"><span>${what}</span>
      <button title="${t('decide.undo')} (U)" @click=${() => this.desk.undo()}><kbd>U</kbd> ${t('decide.undo')} <span aria-hidden="true">${left} s</span></button></div>`;
  }

  #without() {
    const { desk } = this;
    if (desk.state === 'failed') {
      return problemState(desk.failure, () => desk.retry());
    }
    if (desk.state === 'unreachable') {
      return html`<div class="state" role="alert"><h2>${t('state.unreachable.title')}</h2><p>${t('review.unreachable')}</p>
        <button @click=${() => desk.retry()}>${t('retry')}</button></div>`;
    }
    if (desk.state === 'empty') {
      return html`<div class="state"><h2>${t('review.empty.title')}</h2><p>${t('review.empty.next')}</p>${this.#refused()}</div>`;
    }
    return html`<div class="state waiting" role="status"><p>${t('review.loading')}</p></div>`;
  }

  #confirm() {
    const { desk } = this;
    const field = this.querySelector('ngatu-plate');
    if (!desk.current) {
      return;
    }
    if (desk.plateRequired && !field?.plate) {
      field?.focusField(true);
      return;
    }
    desk.decide({ outcome: 'confirmed' });
  }

  #reject(reason) {
    this.#closeReasons?.();
    this.#closeReasons = null;
    this.desk.decide({ outcome: 'rejected', reason });
  }

  #reasons() {
    if (!this.desk.current) {
      return;
    }
    const choose = (reason) => () => this.#reject(reason);
    this.#closeReasons = openDialog(this, html`<ol class="reasons">${REASONS.map((reason, i) => html`<li>
      <button class="plain" ?autofocus=${i === 0} @click=${choose(reason)}><kbd>${i + 1}</kbd> ${t(`reason.${reason}`)}</button></li>`)}</ol>`,
    'decide.why', REASONS.map((reason, i) => ({ key: String(i + 1), run: choose(reason) })));
  }
}

define('ngatu-review', Review);
