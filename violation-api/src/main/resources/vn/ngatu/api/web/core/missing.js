// What a package lacks and why: its manifest tells it in English and is sealed, the pages tell it in the chosen language.

import { number } from './format.js';
import { english, has, namesOf, t } from './i18n.js';

/** The name of what is missing; the manifest's own where these pages don't know it. */
export function missingName(what) {
  return has(`missing.${what}`) ? t(`missing.${what}`) : what;
}

/** The reason in the chosen language; null where these pages don't know the sentence. */
export function missingReason(why) {
  for (const name of namesOf('missing-because.')) {
    const found = sentence(english(`missing-because.${name}`)).exec(why);
    if (found) {
      return t(`missing-because.${name}`, written(found.groups ?? {}));
    }
  }
  return null;
}

/** What a sentence with `{name}` in place of its values looks like when they are filled in. */
function sentence(template) {
  const plain = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain.replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`);
}

function written(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, /^-?\d+\.\d{3}$/.test(value) ? number(Number(value), 3) : value]));
}
