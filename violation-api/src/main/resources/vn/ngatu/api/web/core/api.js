// The one way to the server. A refusal is a Problem, an unreachable server an Unreachable; both say what to do next.

/** Where it is noted that this browser had a session, which no script can see. */
export const HAD_SESSION = 'ngatu.session';

const ROOT = '/api/v1';
let csrf = '';
const listeners = new Set();

/** What the server refused, as problem+json tells it. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? `status ${status}`);
    this.status = status;
    this.type = (body.type ?? '').replace('urn:ngatu:problem:', '') || 'none';
    this.field = body.field ?? null;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** The server can't be reached now. */
export class Unreachable extends Error {}

/** The path of an API resource, each part of which is escaped. */
export function path(...parts) {
  return `${ROOT}/${parts.map(encodeURIComponent).join('/')}`;
}

/** Takes the CSRF token of a session that began. */
export function useSession(session) {
  csrf = session?.csrf ?? '';
}

/** Calls `listener` when the server no longer knows the session. */
export function onSignedOut(listener) {
  listeners.add(listener);
}

/** `path` with the parameters that have a value. */
export function withQuery(base, query) {
  const params = new URLSearchParams();
  Object.entries(query).forEach(([name, value]) => {
    [].concat(value ?? []).filter((each) => each !== '').forEach((each) => params.append(name, each));
  });
  return params.size ? `${base}?${params}` : base;
}

/** The JSON of `url`. */
export async function get(url, options = {}) {
  return (await call('GET', url, options)).body;
}

/** The text of `url`; null where there is none. */
export async function text(url) {
  const answer = await request(url, { method: 'GET' });
  return answer.status === 404 ? null : checked(answer).then(() => answer.text());
}

/** Sends `body` and answers the JSON that came back, null for none. `version` becomes If-Match. */
export async function send(method, url, body, version) {
  return (await call(method, url, { body, version })).body;
}

async function call(method, url, { body, version, signal } = {}) {
  const headers = {};
  if (method !== 'GET') {
    headers['x-csrf-token'] = csrf;
  }
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  if (version !== undefined) {
    headers['if-match'] = `"${version}"`;
  }
  const answer = await request(url, { method, headers, signal, keepalive: method === 'DELETE',
    body: body === undefined ? undefined : JSON.stringify(body) });
  await checked(answer);
  return { body: answer.status === 204 ? null : await answer.json() };
}

async function request(url, options) {
  try {
    return await fetch(url, { credentials: 'same-origin', ...options });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Unreachable(e.message);
  }
}

async function checked(answer) {
  if (answer.ok) {
    return;
  }
  const body = await answer.json().catch(() => ({}));
  const problem = new Problem(answer.status, body, Number(answer.headers.get('retry-after')) || null);
  if (problem.type === 'unauthorized') {
    listeners.forEach((listener) => listener());
  }
  throw problem;
}
