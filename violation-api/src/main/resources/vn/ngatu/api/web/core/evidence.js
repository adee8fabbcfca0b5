// Everything that one case shows, fetched at once: the case, its manifest and tables, and the clip ready to play.

import { path, text } from './api.js';
import { parseCsv } from './csv.js';
import { frameTimes } from './mp4.js';

const BEFORE = 3;

/**
 * Fetches what belongs to `view`, the case as the server tells it.
 *
 * The answer holds: view, manifest (null when the evidence is gone), sealed (whether the manifest is the one that came in),
 * track and signals (rows of the tables), geometry,
 * url(file), clip (null where there is none that browsers play) with its video element, the clip's frame times, and
 * timeZone.
 */
export async function loadCase(view) {
  const url = (file) => path('cases', view.id, 'evidence', file);
  if (view.purgedAt) {
    return { view, manifest: null, sealed: false, track: [], signals: [], geometry: null, clip: null, url, timeZone: undefined };
  }
  const [seal, track, signals, geometry] = await Promise.all([
    text(url('manifest.json')),
    text(url('track.csv')),
    text(url('signals.csv')),
    text(url('geometry.json')),
  ]);
  const manifest = JSON.parse(seal);
  const loaded = {
    view,
    manifest,
    sealed: await hashOf(seal) === view.manifest,
    url,
    track: track ? parseCsv(track) : [],
    signals: signals ? parseCsv(signals) : [],
    geometry: geometry ? JSON.parse(geometry) : null,
    timeZone: manifest.clock?.timeZone,
    clip: null,
  };
  loaded.clip = playable(manifest) ? await openClip(loaded) : null;
  loaded.stills = manifest.stills.map((still) => Object.assign(new Image(), { src: url(`${still.name}.jpg`) }));
  return loaded;
}

/** The SHA-256 of a text or of bytes, in hexadecimal digits. */
export async function hashOf(content) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function playable(manifest) {
  return manifest.clip && !manifest.missing.some((each) => each.what === 'clip in browsers');
}

async function openClip({ manifest, url }) {
  const { path: file, start, end } = manifest.clip;
  const { decisive } = manifest.violation;
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.disablePictureInPicture = true;
  video.tabIndex = -1;
  video.src = url(file);
  const from = Math.max(0, decisive - start - BEFORE);
  video.currentTime = from;
  const times = file.endsWith('.mp4') ? await frameTimes(url(file)).catch(() => null) : null;
  const length = end - start;
  return {
    file,
    video,
    times,
    start,
    length,
    decisive: decisive - start,
    from,
    to: Math.min(length, decisive - start + BEFORE),
  };
}

/** Fetches again what was let go of. */
export async function reopenCase(loaded) {
  if (loaded.closed) {
    Object.assign(loaded, await loadCase(loaded.view), { closed: false });
  }
}

/** Lets go of a case's video, which otherwise keeps its connection and memory. */
export function closeCase(loaded) {
  const video = loaded?.clip?.video;
  if (video) {
    loaded.closed = true;
    video.pause();
    video.removeAttribute('src');
    video.load();
  }
}
