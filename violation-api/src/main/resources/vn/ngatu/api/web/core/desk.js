// An officer's desk: the case in view, the next ones already loaded, and the decision that can still be taken back.
// Decisions are shown as made before the server has answered; what it refuses comes back into view with its reason.

import { get, path, Problem, send, Unreachable } from './api.js';
import { closeCase, loadCase, reopenCase } from './evidence.js';

const AHEAD = 1;
const RENEW_MS = 60_000;
const LOOK_AGAIN_MS = 10_000;
// So many damaged cases one after the other are a broken disk, not a few broken cases.
const MOST_SKIPPED = 5;

export class Desk extends EventTarget {
  current = null;
  /** loading, ready, empty, failed or unreachable. */
  state = 'loading';
  waiting = null;
  plateRequired = true;
  /** The last decision while it can be taken back: {loaded, outcome, until}. */
  undoable = null;
  /** What was refused and is to be told: {problem, id}. */
  refused = null;
  /** The id of the last case that was passed over because its evidence is damaged. */
  skipped = null;
  failure = null;

  #ahead = [];
  #skips = 0;
  #filling = null;
  #closed = false;
  #timers = [];

  /** Takes up what is in hand from before, then new cases. */
  async start() {
    this.#timers = [setInterval(() => this.#renew(), RENEW_MS), setInterval(() => this.#look(), LOOK_AGAIN_MS)];
    await this.#try(async () => {
      const queue = await this.#count();
      for (const held of queue.inHand) {
        await this.#take(() => send('POST', path('cases', held.id, 'lease')));
      }
      await this.#fill();
    });
  }

  /** Gives back what was not decided. */
  close() {
    this.#closed = true;
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#forgetting);
    [this.current, ...this.#ahead].filter(Boolean).forEach((loaded) => {
      send('DELETE', path('cases', loaded.view.id, 'lease')).catch(() => {});
      closeCase(loaded);
    });
  }

  /** How many cases are loaded behind the one in view. */
  get ahead() {
    return this.#ahead.length;
  }

  /** Decides the case in view: {outcome: 'confirmed'} or {outcome: 'rejected', reason}. */
  decide(decision) {
    const loaded = this.current;
    if (!loaded) {
      return;
    }
    this.refused = null;
    this.#remember(loaded, decision);
    this.#show(this.#ahead.shift() ?? null);
    const decided = this.#after(loaded, async () => {
      changed(loaded, await send('POST', path('cases', loaded.view.id, 'decision'), decision, loaded.view.version));
    });
    decided.catch((problem) => this.#bringBack(loaded, problem)).catch((problem) => this.#fail(problem));
    this.#fill().catch((problem) => this.#fail(problem));
  }

  /** Takes the last decision back; the case is in view again. */
  undo() {
    const { loaded } = this.undoable ?? {};
    if (!loaded) {
      return;
    }
    this.#forget(false);
    if (this.current) {
      this.#ahead.unshift(this.current);
    }
    this.#show(loaded);
    this.#after(loaded, async () => {
      changed(loaded, await send('DELETE', path('cases', loaded.view.id, 'decision')));
      this.#changed();
    }).catch((problem) => {
      this.#drop(loaded);
      this.#tell(problem, loaded);
    });
  }

  /** Notes the plate that the officer sees on the case in view; null for what the engine read. */
  typePlate(text) {
    const loaded = this.current;
    changed(loaded, { draftPlate: text });
    this.refused = null;
    this.#changed();
    this.#after(loaded, async () => {
      changed(loaded, await send('PUT', path('cases', loaded.view.id, 'plate'), { plate: text }, loaded.view.version));
      this.#changed();
    }).catch((problem) => this.#tell(problem, loaded));
  }

  /** Tries again after a failure. */
  retry() {
    this.failure = null;
    this.state = 'loading';
    this.#changed();
    return this.#try(() => this.#fill());
  }

  // What is done with one case is done in its order, each with the version that the one before answered.
  #after(loaded, work) {
    loaded.pending = (loaded.pending ?? Promise.resolve()).catch(() => {}).then(work);
    return loaded.pending;
  }

  async #count() {
    const queue = await get(path('queue'));
    this.waiting = queue.waiting;
    this.plateRequired = queue.plateRequired ?? true;
    return queue;
  }

  #fill() {
    this.#filling ??= this.#claim().finally(() => { this.#filling = null; });
    return this.#filling;
  }

  async #claim() {
    while (!this.#closed && (!this.current || this.#ahead.length < AHEAD)) {
      if (!await this.#take(() => send('POST', path('queue', 'claim')))) {
        break;
      }
    }
    await this.#count();
    this.state = this.current ? 'ready' : 'empty';
    this.#changed();
  }

  async #take(ask) {
    const view = await ask();
    if (!view || this.#holds(view.id)) {
      return false;
    }
    const loaded = await this.#load(view);
    if (!loaded) {
      return true;
    }
    if (this.#closed) {
      closeCase(loaded);
    } else if (this.current) {
      this.#ahead.push(loaded);
    } else {
      this.#show(loaded);
    }
    return true;
  }

  // Null where the evidence is damaged: nobody can decide on it, and it must not keep its officer from the next. It stays in
  // hand, so that it doesn't come back at once.
  async #load(view) {
    try {
      const loaded = await loadCase(view);
      this.#skips = 0;
      return loaded;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.type !== 'damaged' || this.#skips === MOST_SKIPPED) {
        this.#skips = 0;
        throw problem;
      }
      this.#skips += 1;
      this.skipped = view.id;
      return null;
    }
  }

  #holds(id) {
    return [this.current, ...this.#ahead].some((loaded) => loaded?.view.id === id);
  }

  #show(loaded) {
    this.current?.clip?.video.pause();
    this.current = loaded;
    this.state = loaded ? 'ready' : this.waiting === 0 ? 'empty' : 'loading';
    this.#changed();
  }

  #forgetting;

  #remember(loaded, decision) {
    this.#forget(true);
    const until = Date.now() + 10_000;
    this.undoable = { loaded, decision, until };
    this.#forgetting = setTimeout(() => this.#forget(true), 10_000);
  }

  #forget(close) {
    clearTimeout(this.#forgetting);
    if (close) {
      closeCase(this.undoable?.loaded);
    }
    this.undoable = null;
    this.#changed();
  }

  async #bringBack(loaded, problem) {
    if (this.undoable?.loaded === loaded) {
      this.#forget(false);
    }
    const lost = problem instanceof Problem && ['not-in-hand', 'taken', 'not-your-turn', 'wrong-state', 'not-found']
      .includes(problem.type);
    if (!lost && !this.#holds(loaded.view.id)) {
      await reopenCase(loaded);
      if (this.current) {
        this.#ahead.unshift(this.current);
      }
      this.#show(loaded);
    }
    this.#tell(problem, loaded);
  }

  #drop(loaded) {
    if (this.current === loaded) {
      this.#show(this.#ahead.shift() ?? null);
      this.#fill().catch((problem) => this.#fail(problem));
    }
  }

  #tell(problem, loaded) {
    this.refused = { problem, id: loaded.view.id };
    if (problem instanceof Problem && problem.type === 'changed') {
      this.#after(loaded, async () => {
        changed(loaded, await get(path('cases', loaded.view.id)));
        this.#changed();
      });
    }
    this.#changed();
  }

  // Nothing waited before: perhaps something does now.
  #look() {
    if (['empty', 'unreachable', 'failed'].includes(this.state) && document.visibilityState === 'visible') {
      this.#try(() => this.#fill());
    }
  }

  #renew() {
    [this.current, ...this.#ahead].filter(Boolean).forEach((loaded) => {
      this.#after(loaded, async () => {
        changed(loaded, await send('PUT', path('cases', loaded.view.id, 'lease')));
      }).catch((problem) => {
        if (problem instanceof Problem) {
          this.#ahead = this.#ahead.filter((each) => each !== loaded);
          this.#drop(loaded);
          this.#tell(problem, loaded);
        }
      });
    });
  }

  async #try(work) {
    try {
      await work();
    } catch (problem) {
      this.#fail(problem);
    }
  }

  #fail(problem) {
    if (!(problem instanceof Problem || problem instanceof Unreachable)) {
      throw problem;
    }
    this.failure = problem;
    if (!this.current) {
      this.state = problem instanceof Unreachable ? 'unreachable' : 'failed';
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

// The answers to changes leave out what never changes.
function changed(loaded, view) {
  loaded.view = { ...loaded.view, ...view };
}
