// What a list's form asks for stands in the address, so that a search can be kept, sent on and gone back to.

import { withQuery } from '../core/api.js';
import { days } from './date-field.js';

/** Goes to `page` with what the form of `event` asks for; `again` loads the list anew where that is what it shows already. */
export function submitFilters(event, page, again) {
  event.preventDefault();
  const texts = Object.fromEntries([...new FormData(event.target)].map(([name, text]) => [name, text.trim()]));
  const hash = withQuery(page, { ...texts, ...days(event.target, 'from', 'to') });
  if (hash === location.hash) {
    again();
  } else {
    location.hash = hash;
  }
}
