// The plate of a case: what the engine read, what somebody typed, and help with how plates are written.

import { html, nothing } from 'lit';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { readPlate } from '../core/plate.js';

class PlateField extends Element {
  static properties = { view: {}, readonly: { type: Boolean }, typed: { state: true }, asked: {} };

  connectedCallback() {
    super.connectedCallback();
    if (!this.readonly) {
      this.keys({ title: 'keys.case', keys: [{ key: 'p', label: 'plate.type', run: () => this.focusField() }] });
    }
  }

  willUpdate(changed) {
    if (changed.has('view') && changed.get('view')?.id !== this.view.id) {
      this.typed = null;
      this.asked = false;
    }
  }

  /** The plate that a decision would rest on; null for none. */
  get plate() {
    return this.view.draftPlate ?? this.view.plateRead ?? null;
  }

  focusField(asked = false) {
    this.asked = asked;
    const field = this.querySelector('input');
    field?.focus();
    field?.select();
  }

  render() {
    const known = this.readonly ? this.view.plate ?? this.view.plateRead : this.plate;
    if (this.readonly) {
      return html`<div class="plate"><h2>${t('plate.title')}</h2><p class="written">${known ? readPlate(known, this.view.vehicle).written : t('plate.none')}</p></div>`;
    }
    const text = this.typed ?? known ?? '';
    const read = text ? readPlate(text, this.view.vehicle) : null;
    return html`<form class="plate" @submit=${this.#save}>
      <label><span>${t('plate.title')} <span class="tag">${this.#origin(text)}</span></span>
        <span class="row"><input name="plate" .value=${text} title="${t('plate.type')} (P)" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="14"
          placeholder=${t('plate.placeholder')} aria-describedby="plate-help" @input=${(event) => { this.typed = event.target.value; }} @keydown=${this.#key}>
        <button title="Enter" ?disabled=${!this.#changed(text)}>${t('plate.save')}</button></span></label>
      <div class="hint" id="plate-help" aria-live="polite">${this.asked && !text ? html`<span class="fault">${t('plate.needed')}</span>` : this.#help(read)}</div>
    </form>`;
  }

  #origin(text) {
    return t(this.typed !== null && this.#changed(text) ? 'plate.unsaved'
      : this.view.draftPlate ? 'provenance.typed' : this.view.plateRead ? 'provenance.measured' : 'provenance.unknown');
  }

  #changed(text) {
    return this.typed !== null && this.typed !== undefined && text !== (this.plate ?? '');
  }

  #help(read) {
    if (!read) {
      return t('plate.none-read');
    }
    if (!read.fault) {
      return html`<strong>${read.written}</strong> · ${read.shapes.map((shape) => t(`plate.shape.${shape}`)).join(` ${t('or')} `)}${read.place ? html` · ${read.place}` : nothing}${read.fits ? nothing
        : html`<br><span class="doubt">${t('plate.other-class', { vehicle: t(`vehicle.${this.view.vehicle}`) })}</span>`}`;
    }
    return html`<span>${t(`plate.fault.${read.fault}`)}</span>${read.suggestions.length === 0 ? nothing
      : html` ${t('plate.perhaps')} ${read.suggestions.map((each) => html`<button type="button" class="link" @click=${() => { this.typed = each; this.focusField(); }}>${each}</button> `)}`}`;
  }

  #key(event) {
    if (event.key === 'Escape') {
      this.typed = null;
      event.target.blur();
      event.stopPropagation();
    }
  }

  #save(event) {
    event.preventDefault();
    const text = (this.typed ?? '').trim();
    if (this.#changed(text)) {
      this.dispatchEvent(new CustomEvent('plate', { detail: text ? text.toUpperCase() : null }));
    }
    this.typed = null;
    this.querySelector('input').blur();
  }
}

define('ngatu-plate', PlateField);
