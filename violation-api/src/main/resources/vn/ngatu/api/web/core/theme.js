// Light, dark, or as the system is set.

const STORED = 'ngatu.theme';

/** Applies what was chosen at an earlier visit. */
export function useStoredTheme() {
  apply(localStorage.getItem(STORED));
}

/** Changes between light and dark, also for the next visit. */
export function nextTheme() {
  const now = localStorage.getItem(STORED) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const next = now === 'dark' ? 'light' : 'dark';
  localStorage.setItem(STORED, next);
  apply(next);
}

function apply(theme) {
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
}
