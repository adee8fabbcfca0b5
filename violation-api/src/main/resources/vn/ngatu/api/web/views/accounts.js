// The administration of accounts: who works here, as what, on which cameras.

import { html, nothing } from 'lit';
import { get, path, send } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { date } from '../core/format.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';
import { loadingState, problemState, problemText } from './problem.js';

const ROLES = ['officer', 'supervisor', 'operator', 'integrator', 'auditor', 'administrator'];

class Accounts extends Element {
  static properties = { session: {}, items: {}, failure: {}, problem: {}, invitation: {} };

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.failure = null;
    try {
      this.items = (await get(path('accounts'))).items;
    } catch (problem) {
      this.failure = problem;
    }
  }

  get #administers() {
    return this.session.role === 'administrator';
  }

  render() {
    if (this.failure) {
      return problemState(this.failure, () => this.#load());
    }
    if (!this.items) {
      return loadingState();
    }
    return html`<div class="page">
      <header><h1>${t('page.accounts')}</h1>
        ${this.#administers ? html`<button class="main" @click=${() => this.#edit(null)}>${t('accounts.new')}</button>` : nothing}</header>
      ${this.invitation ? html`<div class="note good" role="status"><p>${t('accounts.invitation', { name: this.invitation.name })}</p>
        <p><code class="wrap">${this.invitation.link}</code></p></div>` : nothing}
      ${this.problem ? html`<p class="note bad" role="alert">${problemText(this.problem)}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${t('page.accounts')}><table>
        <thead><tr>${['name', 'display-name', 'role', 'cameras', 'second-factor', 'since', 'state'].map((column) => html`<th scope="col">${t(`account.${column}`)}</th>`)}
          ${this.#administers ? html`<th scope="col"><span class="hidden">${t('actions')}</span></th>` : nothing}</tr></thead>
        <tbody>${this.items.map((each) => this.#row(each))}</tbody>
      </table></div></div>`;
  }

  #row(each) {
    const { everything, cameras, areas } = each.scope;
    return html`<tr><td>${each.name}</td><td>${each.displayName}</td><td>${t(`role.${each.role}`)}</td>
      <td>${everything ? t('account.all-cameras') : [...areas, ...cameras].join(', ')}</td>
      <td>${t(each.secondFactor ? 'yes' : 'no')}</td><td>${date(each.createdAt)}</td>
      <td>${each.active ? t('account.active') : html`<span class="tag warn">${t('account.inactive')}</span>`}</td>
      ${this.#administers ? html`<td><div class="row end"><button @click=${() => this.#edit(each)}>${t('accounts.change')}</button>
        <button @click=${() => this.#invite(each)}>${t('accounts.invite')}</button></div></td>` : nothing}</tr>`;
  }

  #edit(account) {
    const scope = account?.scope ?? { everything: true, cameras: [], areas: [] };
    const close = openDialog(this, html`<form class="stack" @submit=${(event) => this.#save(event, account, () => close())}>
      <label><span>${t('account.name')}</span><input name="name" .value=${account?.name ?? ''} ?disabled=${account} required pattern="[a-z0-9][a-z0-9._\\-]{1,62}"
        autocapitalize="none" autocomplete="off" aria-describedby="name-rule"><span class="hint" id="name-rule">${t('accounts.name-rule')}</span></label>
      <label><span>${t('account.display-name')}</span><input name="displayName" .value=${account?.displayName ?? ''} required autocomplete="off"></label>
      <label><span>${t('account.role')}</span><select name="role">${ROLES.map((role) => html`<option value=${role} ?selected=${role === account?.role}>${t(`role.${role}`)}</option>`)}</select></label>
      <label><span>${t('account.cameras')}</span><input name="cameras" .value=${[...scope.cameras].join(', ')} autocomplete="off" aria-describedby="cameras-rule">
        <span class="hint" id="cameras-rule">${t('accounts.cameras-rule')}</span></label>
      <label><span>${t('accounts.subject')}</span><input name="subject" .value=${account?.subject ?? ''} autocomplete="off"></label>
      <label class="check"><span><input type="checkbox" name="active" .checked=${account?.active ?? true}> ${t('account.active')}</span></label>
      <div class="row end"><button type="button" @click=${() => close()}>${t('cancel')}</button><button class="main">${t('save')}</button></div>
    </form>`, account ? 'accounts.change' : 'accounts.new');
  }

  async #save(event, account, close) {
    event.preventDefault();
    const form = new FormData(event.target);
    const cameras = form.get('cameras').split(',').map((each) => each.trim()).filter(Boolean);
    const areas = account?.scope.areas ?? [];
    const draft = {
      displayName: form.get('displayName'),
      role: form.get('role'),
      scope: cameras.length + areas.length > 0 ? { cameras, areas } : { everything: true },
      subject: form.get('subject') || null,
      active: form.has('active'),
    };
    close();
    await this.#try(async () => {
      if (account) {
        await send('PUT', path('accounts', account.name), draft, account.version);
      } else {
        this.#invited(await send('POST', path('accounts'), { name: form.get('name'), ...draft }));
      }
    });
  }

  async #invite(account) {
    await this.#try(async () => this.#invited(await send('POST', path('accounts', account.name, 'invitation'))));
  }

  #invited({ account, invitation }) {
    this.invitation = invitation ? { name: account.displayName, link: invitation } : null;
  }

  async #try(work) {
    this.problem = null;
    this.invitation = null;
    try {
      await work();
      await this.#load();
    } catch (problem) {
      this.problem = problem;
    }
  }
}

define('ngatu-accounts', Accounts);
