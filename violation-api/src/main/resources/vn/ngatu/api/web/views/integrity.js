// Whether a case's evidence is what was sealed: a badge, and behind it every file with its hash, checked in the browser.

import { html, nothing } from 'lit';
import { get, path } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { hashOf } from '../core/evidence.js';
import { bytes } from '../core/format.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';

class IntegrityBadge extends Element {
  static properties = { loaded: {} };

  connectedCallback() {
    super.connectedCallback();
    this.keys({ title: 'keys.case', keys: [{ key: 'i', label: 'integrity.open', run: () => this.#open() }] });
  }

  render() {
    return html`<button class="badge ${this.loaded.sealed ? 'good' : 'bad'}" title="${t('integrity.open')} (I)" @click=${this.#open}>
      ${t(this.loaded.sealed ? 'integrity.sealed' : 'integrity.differs')}</button>`;
  }

  #open() {
    openDialog(this, html`<ngatu-hashes .loaded=${this.loaded}></ngatu-hashes>`, 'integrity.title');
  }
}

class Hashes extends Element {
  static properties = { loaded: {}, files: { state: true }, problem: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#check();
  }

  async #check() {
    try {
      const { files } = await get(path('cases', this.loaded.view.id, 'evidence'));
      this.files = files.map((file) => ({ ...file, state: 'checking' }));
      for (const file of this.files) {
        const answer = await fetch(this.loaded.url(file.name));
        file.state = answer.ok && await hashOf(await answer.arrayBuffer()) === file.sha256 ? 'holds' : 'differs';
        this.requestUpdate();
      }
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const files = this.files ?? [];
    const wrong = files.some((file) => file.state === 'differs');
    const done = files.length > 0 && files.every((file) => file.state !== 'checking');
    const { chain, seal, software, clock } = this.loaded.manifest;
    return html`<p class="note ${wrong ? 'bad' : done ? 'good' : ''}" role="status">${this.problem ? t('problem.unreachable')
        : t(wrong ? 'integrity.broken' : done ? 'integrity.all-hold' : 'integrity.checking', { n: files.length })}</p>
      <table class="hashes"><thead><tr><th scope="col">${t('integrity.file')}</th><th scope="col" class="number">${t('integrity.size')}</th>
        <th scope="col">SHA-256</th><th scope="col">${t('integrity.result')}</th></tr></thead>
      <tbody>${files.map((file) => html`<tr><td>${file.name}</td><td class="number">${bytes(file.bytes)}</td>
        <td><code title=${file.sha256 ?? ''}>${file.sha256 ? `${file.sha256.slice(0, 16)}…` : '—'}</code></td>
        <td><span class="tag ${{ holds: 'good', differs: 'bad' }[file.state] ?? ''}">${t(`integrity.${file.state}`)}</span></td></tr>`)}</tbody></table>
      <dl class="facts">
        <dt>${t('integrity.seal')}</dt><dd><code class="wrap">${seal?.digest ?? '—'}</code></dd>
        <dt>${t('integrity.chain')}</dt><dd>${t('integrity.place', { n: chain.sequence })}${chain.previous ? html` · <code>${chain.previous.sha256.slice(0, 16)}…</code>` : nothing}</dd>
        <dt>${t('integrity.software')}</dt><dd>${software.id}</dd>
        <dt>${t('integrity.clock')}</dt><dd>${clock.source}${clock.errorSeconds == null ? nothing : ` ± ${clock.errorSeconds} s`}</dd>
      </dl>
      <p class="hint">${t('integrity.offline')}</p>`;
  }
}

define('ngatu-integrity', IntegrityBadge);
define('ngatu-hashes', Hashes);
