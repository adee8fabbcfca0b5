// Why a violation was flagged, in words made from its facts alone: what was not observed is said to be so.

import { has, t } from './i18n.js';
import { quantity } from './format.js';

// Per kind the sentences, each with the facts that it needs.
const SENTENCES = {
  'red-light': [['crossed', 'timeIntoRed', 'grace'], ['error', 'timeError'], ['past', 'distancePastLine', 'speedAtLine'],
    ['movement', 'movement'], ['source', 'signalSource']],
  'illegal-stopping': [['stood', 'dwell', 'allowed'], ['share', 'shareInZone'], ['hidden', 'longestHidden']],
  'illegal-parking': [['stood', 'dwell', 'allowed'], ['share', 'shareInZone'], ['hidden', 'longestHidden']],
  'wrong-lane': [['stayed', 'time', 'distance'], ['share', 'laneShare', 'insideBy'], ['speed', 'speed']],
  'prohibited-overtaking': [['passed', 'overtakenVehicle', 'gapBefore', 'gapAfter'], ['shift', 'shiftLeft'],
    ['speeds', 'speed', 'overtakenSpeed']],
  'wrong-way': [['drove', 'time', 'distance'], ['angle', 'angle'], ['speed', 'speed']],
  'solid-line': [['crossed', 'beyondLine', 'marking'], ['lasted', 'time'], ['speed', 'speed']],
};

/** The sentences for a violation, the most telling first; empty for a kind that these pages don't know. */
export function why(violation) {
  const facts = violation.facts ?? {};
  const base = { vehicle: t(`vehicle.${violation.vehicle}`), where: Object.values(violation.where).join(', '), ...violation.where };
  return (SENTENCES[violation.kind] ?? []).map(([sentence, ...needed]) => {
    const missing = needed.filter((name) => facts[name]?.value == null);
    if (missing.length > 0) {
      return t('why.missing', { facts: missing.map(factName).join(', ') });
    }
    const values = Object.fromEntries(needed.map((name) => [name, factValue(name, facts[name])]));
    return t(`why.${violation.kind}.${sentence}`, { ...base, ...values });
  });
}

/** The name of a fact; its own where these pages don't know it. */
export function factName(name) {
  return has(`fact.${name}`) ? t(`fact.${name}`) : name;
}

/** The value of a fact in words. */
export function factValue(name, fact) {
  if (fact.value == null) {
    return t('fact.missing');
  }
  if (typeof fact.value === 'string') {
    const key = `value.${name === 'overtakenVehicle' ? 'vehicle' : name}.${fact.value}`;
    const vehicle = `vehicle.${fact.value}`;
    return name === 'overtakenVehicle' && has(vehicle) ? t(vehicle) : has(key) ? t(key) : fact.value;
  }
  return typeof fact.value === 'boolean' ? t(fact.value ? 'yes' : 'no') : quantity(fact.value, fact.unit);
}
