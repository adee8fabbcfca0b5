// What all elements of the pages share: no shadow tree, so that one style sheet and one set of labels serve all, and a new
// rendering whenever the language changes.

import { LitElement } from 'lit';
import { onLanguage } from './i18n.js';
import { addKeys } from './keys.js';

export class Element extends LitElement {
  #leave = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.onLeave(onLanguage(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave.forEach((leave) => leave());
    this.#leave = [];
  }

  /** Runs `undo` when the element leaves the page. */
  onLeave(undo) {
    this.#leave.push(undo);
  }

  /** Adds keys for as long as the element is on the page. */
  keys(group) {
    this.onLeave(addKeys(group));
  }

  /** Listens to `target` for as long as the element is on the page. */
  listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.onLeave(() => target.removeEventListener(type, listener));
  }
}

/** Registers an element under its name. */
export function define(name, type) {
  customElements.define(name, type);
}
