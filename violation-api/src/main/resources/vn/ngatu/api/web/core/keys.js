// The keys of the pages, in one place: what each does here and now, and the list that ? shows.

const STORED = 'ngatu.keys';
const groups = new Set();
let prefix = '';
let enabled = localStorage.getItem(STORED) !== 'off';

/** Whether single keys act; some people's aids send them by themselves. */
export function keysEnabled() {
  return enabled;
}

/** Lets single keys act, or not; also for the next visit. */
export function enableKeys(on) {
  enabled = on;
  localStorage.setItem(STORED, on ? 'on' : 'off');
}

/**
 * Adds keys. A group is {title, keys: [{key, label, run, hold, hidden}], modal}; `key` is as KeyboardEvent.key tells it, two of
 * them with a space for one after the other, several with | for either. While a modal group is there, it alone acts. The
 * answer takes the keys away.
 */
export function addKeys(group) {
  groups.add(group);
  return () => groups.delete(group);
}

/** What acts now, for the list: groups with a title and their keys. */
export function keyList() {
  return [...groups].filter((group) => !group.modal);
}

function active() {
  const modal = [...groups].reverse().find((group) => group.modal);
  return modal ? [modal] : [...groups].reverse();
}

function inField(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
      || target.tagName === 'INPUT' && !/^(checkbox|radio|button|range)$/.test(target.type));
}

function find(pressed) {
  for (const group of active()) {
    const found = group.keys.find((each) => each.key.split('|').includes(pressed));
    if (found) {
      return found;
    }
  }
  return null;
}

function startsSequence(pressed) {
  return active().some((group) => group.keys.some((each) => each.key.startsWith(`${pressed} `)));
}

// A lone letter is the same key with and without the shift that Caps Lock stands for.
function nameOf(event) {
  return event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
}

document.addEventListener('keydown', (event) => {
  const name = nameOf(event);
  const special = name === 'Escape' || name === 'F1';
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) {
    return;
  }
  if (!special && (inField(event.target) || !enabled)) {
    return;
  }
  // Enter and space belong to what has the focus.
  if ((name === ' ' || name === 'Enter') && event.target !== document.body && event.target.matches('button, a, summary, [role=slider], input')) {
    return;
  }
  if (name.startsWith('Arrow') && event.target.matches?.('[role=slider], [role=radio], [role=tab], input')) {
    return;
  }
  const pressed = prefix ? `${prefix} ${name}` : name;
  prefix = '';
  const found = find(pressed);
  if (found) {
    event.preventDefault();
    if (!event.repeat || found.repeats) {
      found.run(event);
    }
  } else if (startsSequence(pressed)) {
    event.preventDefault();
    prefix = pressed;
  }
});

document.addEventListener('keyup', (event) => {
  find(nameOf(event))?.release?.();
});
