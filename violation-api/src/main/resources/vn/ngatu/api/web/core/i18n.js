// The words of the pages, in Vietnamese and English: t() gives a message in the language that is chosen.

export const LANGUAGES = ['vi', 'en'];

const STORED = 'ngatu.language';
const messages = {};
const listeners = new Set();
let chosen = LANGUAGES.includes(localStorage.getItem(STORED)) ? localStorage.getItem(STORED) : 'vi';

/** Loads both languages; nothing may be shown before. */
export async function loadMessages() {
  await Promise.all(LANGUAGES.map(async (each) => {
    const answer = await fetch(new URL(`../messages/${each}.json`, import.meta.url));
    messages[each] = await answer.json();
  }));
  document.documentElement.lang = chosen;
}

/** The language in use: vi or en. */
export function language() {
  return chosen;
}

/** Chooses the language, also for the next visit. */
export function setLanguage(next) {
  chosen = next;
  localStorage.setItem(STORED, next);
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

/** Calls `listener` whenever another language is chosen; the answer stops that. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The message of `key`, with `{name}` replaced by what `params` has under that name. */
export function t(key, params = {}) {
  const message = messages[chosen][key];
  if (message === undefined) {
    console.error(`message ${key} is missing in ${chosen}`);
    return key;
  }
  return message.replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
}

/** Whether there is a message of `key`: for names that come from a scene or a newer engine. */
export function has(key) {
  return messages[chosen][key] !== undefined;
}

/** The English message of `key`, whichever language is chosen: for sentences that a sealed file holds in English. */
export function english(key) {
  return messages.en[key];
}

/** The names of all messages whose key begins with `prefix`, without it. */
export function namesOf(prefix) {
  return Object.keys(messages.en).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}
