// The frame of the pages: who is signed in, which page is open, language, theme, and the keys of all pages.

import { html, nothing } from 'lit';
import { get, HAD_SESSION, onSignedOut, path, Problem, useSession } from './core/api.js';
import { define, Element } from './core/element.js';
import { language, loadMessages, setLanguage, t } from './core/i18n.js';
import { nextTheme, useStoredTheme } from './core/theme.js';
import { openDialog } from './views/dialog.js';
import './views/account.js';
import './views/accounts.js';
import './views/audit.js';
import './views/case-page.js';
import './views/keeping.js';
import './views/keys-help.js';
import './views/review.js';
import './views/search.js';
import './views/sign-in.js';
import './views/statistics.js';

const PAGES = [
  { name: 'review', roles: ['officer', 'supervisor'], show: (app) => html`<ngatu-review .session=${app.session}></ngatu-review>` },
  { name: 'search', roles: ['officer', 'supervisor', 'operator', 'auditor'],
    show: (app) => (app.part ? html`<ngatu-case-page .session=${app.session} .caseId=${app.part}></ngatu-case-page>`
      : html`<ngatu-search .session=${app.session} .query=${app.query}></ngatu-search>`) },
  { name: 'statistics', roles: ['officer', 'supervisor', 'operator', 'integrator', 'auditor'],
    show: (app) => html`<ngatu-statistics .query=${app.query}></ngatu-statistics>` },
  { name: 'audit', roles: ['auditor'], show: (app) => html`<ngatu-audit .query=${app.query}></ngatu-audit>` },
  { name: 'keeping', roles: ['auditor', 'administrator'], everywhere: true,
    show: (app) => html`<ngatu-keeping .session=${app.session}></ngatu-keeping>` },
  { name: 'accounts', roles: ['administrator', 'auditor'],
    show: (app) => html`<ngatu-accounts .session=${app.session}></ngatu-accounts>` },
  { name: 'account', roles: ['officer', 'supervisor', 'operator', 'integrator', 'auditor', 'administrator'], aside: true,
    show: (app) => html`<ngatu-account .session=${app.session}></ngatu-account>` },
];

class App extends Element {
  static properties = { session: {}, failure: {}, route: {}, part: {}, query: {}, online: {} };

  constructor() {
    super();
    this.online = navigator.onLine;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#readHash();
    this.listen(window, 'hashchange', () => this.#readHash());
    this.listen(window, 'online', () => { this.online = true; });
    this.listen(window, 'offline', () => { this.online = false; });
    this.listen(this, 'session', (event) => this.#began(event.detail));
    onSignedOut(() => { if (this.session) { this.#began(null); } });
    this.keys({ title: 'keys.everywhere', keys: [
      ...PAGES.map((page, i) => ({ key: `g ${i + 1}`, label: `page.${page.name}`,
        run: () => { if (this.#allowed(page)) { location.hash = `#/${page.name}`; } },
        get hidden() { return !document.querySelector('ngatu-app').allows(page.name); } })),
      { key: 'L', label: 'keys.language', run: () => this.#otherLanguage() },
      { key: 'T', label: 'keys.theme', run: () => { nextTheme(); this.requestUpdate(); } },
      { key: '?', label: 'keys.help', run: () => this.#help() },
    ] });
    this.#load();
  }

  /** Whether the person may open the page of that name. */
  allows(name) {
    return this.#allowed(PAGES.find((page) => page.name === name));
  }

  async #load() {
    // Without a session there is nothing to ask for; the browser would only note an error.
    if (!localStorage.getItem(HAD_SESSION)) {
      this.#began(null);
      return;
    }
    try {
      this.#began(await get(path('session')));
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.#began(null);
      } else {
        this.failure = problem;
      }
    }
  }

  #began(session) {
    this.failure = null;
    this.session = session;
    useSession(session);
    if (session) {
      localStorage.setItem(HAD_SESSION, 'yes');
    } else {
      localStorage.removeItem(HAD_SESSION);
    }
    if (session && this.route === 'invitation') {
      location.hash = '';
    }
  }

  #readHash() {
    const [where, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [route, part] = where.split('/').map(decodeURIComponent);
    this.route = route;
    this.part = part;
    this.query = new URLSearchParams(query);
    document.querySelector('main')?.scrollTo(0, 0);
  }

  #allowed(page) {
    const { enrolled, role, cameras } = this.session ?? {};
    return Boolean(enrolled && page.roles.includes(role) && (cameras === null || !page.everywhere));
  }

  #page() {
    const allowed = PAGES.filter((page) => this.#allowed(page));
    return allowed.find((page) => page.name === this.route) ?? allowed[0];
  }

  #otherLanguage() {
    setLanguage(language() === 'vi' ? 'en' : 'vi');
  }

  #help() {
    openDialog(this, html`<ngatu-keys-help></ngatu-keys-help>`, 'keys.title');
  }

  updated() {
    const page = this.session?.enrolled ? t(`page.${this.#page().name}`) : t('sign-in.title');
    document.title = `${page} · Ngatu`;
  }

  render() {
    if (this.failure) {
      return html`<div></div><main><div class="state" role="alert"><h2>${t('state.unreachable.title')}</h2>
        <p>${t('state.unreachable.next')}</p><button @click=${() => { this.failure = null; this.#load(); }}>${t('retry')}</button></div></main>`;
    }
    if (this.session === undefined) {
      return html`<div></div><main><div class="state waiting" role="status"><p>${t('state.loading')}</p></div></main>`;
    }
    const signedIn = this.session?.enrolled;
    return html`
      ${signedIn ? html`<a class="skip button" href="#main" @click=${this.#skip}>${t('skip')}</a>` : nothing}
      <header class="bar">
        <span class="brand">Ngatu</span>
        ${signedIn ? this.#navigation() : html`<nav></nav>`}
        ${this.#tools()}
      </header>
      <main id="main" tabindex="-1">
        ${this.online ? nothing : html`<div class="offline" role="status">${t('state.offline')}</div>`}
        ${signedIn ? this.#page().show(this) : html`<ngatu-sign-in .session=${this.session}
          .invitation=${this.route === 'invitation' ? this.part : null}></ngatu-sign-in>`}
      </main>`;
  }

  #skip(event) {
    event.preventDefault();
    document.querySelector('main').focus();
  }

  #navigation() {
    const open = this.#page();
    return html`<nav aria-label=${t('navigation')}>${PAGES.map((page, i) => (page.aside || !this.#allowed(page) ? nothing
      : html`<a href="#/${page.name}" aria-current=${page === open ? 'page' : nothing} title="G ${i + 1}">${t(`page.${page.name}`)}</a>`))}</nav>`;
  }

  #tools() {
    const other = language() === 'vi' ? 'en' : 'vi';
    return html`<div class="tools">
      <button class="plain" lang=${other} title="${t('keys.language')} (Shift+L)" @click=${this.#otherLanguage}>${t(`language.${other}`)}</button>
      <button class="plain" title="${t('keys.theme')} (Shift+T)" @click=${() => { nextTheme(); this.requestUpdate(); }}>${t('theme')}</button>
      <button class="plain" title="${t('keys.help')} (?)" aria-label=${t('keys.help')} @click=${this.#help}>?</button>
      ${this.session?.enrolled ? html`<a class="button" href="#/account" title="G ${PAGES.length}">${this.session.displayName}</a>` : nothing}
    </div>`;
  }
}

useStoredTheme();
await loadMessages();
define('ngatu-app', App);
