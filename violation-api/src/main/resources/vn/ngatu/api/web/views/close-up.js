// The vehicle, cut out of the still that shows it largest; the plate's own picture where the package has one.

import { html } from 'lit';
import { define, Element } from '../core/element.js';
import { t } from '../core/i18n.js';
import { openDialog } from './dialog.js';

const AROUND = 0.15;

class CloseUp extends Element {
  static properties = { loaded: {} };

  #picture = null;

  updated(changed) {
    if (changed.has('loaded')) {
      this.#load();
    }
  }

  #load() {
    const { manifest, url } = this.loaded;
    const largest = [...manifest.stills].filter((still) => still.box)
      .sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3])[0];
    const plate = manifest.files.some((file) => file.path === 'plate.jpg');
    if (!plate && !largest) {
      return;
    }
    const image = new Image();
    image.onload = () => {
      this.#picture = { image, box: plate ? [0, 0, image.naturalWidth, image.naturalHeight] : around(largest.box, image) };
      draw(this.querySelector('canvas'), this.#picture);
    };
    image.src = url(plate ? 'plate.jpg' : `${largest.name}.original.jpg`);
  }

  render() {
    return html`<canvas width="160" height="90"></canvas>`;
  }

  /** Shows it large. */
  open(host) {
    if (this.#picture) {
      openDialog(host, html`<canvas class="close-up" width="960" height="640" role="img" aria-label=${t('still.vehicle')}></canvas>`, 'still.vehicle');
      draw(host.querySelector('canvas.close-up'), this.#picture);
    }
  }
}

function around([left, top, width, height], image) {
  const x = Math.max(0, left - AROUND * width), y = Math.max(0, top - AROUND * height);
  return [x, y, Math.min(image.naturalWidth - x, width * (1 + 2 * AROUND)), Math.min(image.naturalHeight - y, height * (1 + 2 * AROUND))];
}

function draw(canvas, { image, box: [x, y, width, height] }) {
  if (canvas && width > 0 && height > 0) {
    const scale = Math.min(canvas.width / width, canvas.height / height);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, x, y, width, height, (canvas.width - width * scale) / 2, (canvas.height - height * scale) / 2, width * scale, height * scale);
  }
}

define('ngatu-close-up', CloseUp);
