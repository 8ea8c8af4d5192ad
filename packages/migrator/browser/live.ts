import morphdom from 'morphdom';
import { openGraph } from './graph/open-graph.ts';
import { loadLater, loadLaterAgain } from './later.ts';
import { showAges } from './small.ts';

/** After so long without a word the server counts as gone, in milliseconds; it says something every ten seconds. */
const SILENCE = 25_000;

/** Between two tries to reach it, in milliseconds. */
const TRY_AGAIN = 1_500;

/** What happens within so long is one change, in milliseconds. */
const TOGETHER = 60;

/** Keeps the page as the workspace and the databases are, and says when it cannot. */
export function stayLive(): void {
  let events: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ended: string | undefined;
  let seenAt = new Date();
  let hasListened = false;

  const listen = (): void => {
    clearTimeout(retry);
    events?.close();
    if (document.hidden) return;
    events = new EventSource('/events');
    events.addEventListener('hello', (event) => {
      ended = undefined;
      say('');
      alive();
      // A page that was just made, or that missed nothing, shows what there is.
      if (fieldOf(event, 'told') !== Number(document.body.dataset.told)) {
        refresh();
        // Files may have changed while nobody could tell.
        if (hasListened) loadLaterAgain();
      }
      hasListened = true;
    });
    events.addEventListener('alive', () => alive());
    events.addEventListener('database', () => {
      alive();
      refresh();
    });
    events.addEventListener('fleet', () => {
      alive();
      loadLaterAgain('/later/fleet/');
    });
    events.addEventListener('files', () => {
      alive();
      refresh();
      loadLaterAgain();
    });
    events.addEventListener('trouble', (event) =>
      say(`Changes of files may be missed: ${textOf(event, 'why')}. Load the page again to be sure.`),
    );
    events.addEventListener('end', (event) => {
      ended = textOf(event, 'why');
      gone();
    });
    events.addEventListener('error', gone);
  };
  const alive = (): void => {
    seenAt = new Date();
    clearTimeout(silence);
    silence = setTimeout(gone, SILENCE);
  };
  const gone = (): void => {
    events?.close();
    clearTimeout(silence);
    clearTimeout(retry);
    const when = seenAt.toLocaleTimeString();
    say(
      `${ended === undefined ? 'The server of this page does not answer.' : `The server of this page has ended. ${ended}`} This page shows the state of ${when}.`,
    );
    retry = setTimeout(listen, TRY_AGAIN);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      // A browser has few connections to one server, and this tab is not seen.
      events?.close();
      clearTimeout(silence);
      clearTimeout(retry);
    } else listen();
  });
  const refresh = together(async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (answer.status === 403) {
      ended = 'Another server was started: open the address that it printed.';
      gone();
      return;
    }
    const text = await answer.text();
    try {
      show(new DOMParser().parseFromString(text, 'text/html'));
    } catch (error) {
      // A mistake of ours: whoever reads this must not believe the page.
      reportError(error);
      say('This page could not be updated. Reload it.');
    }
  }, gone);
  listen();
}

/** One after the other, and once for all that asks meanwhile. */
function together(work: () => Promise<void>, onFailure: () => void): () => void {
  let [isAtWork, isAsked] = [false, false];
  const run = (): void => {
    isAtWork = true;
    isAsked = false;
    work()
      .catch(onFailure)
      .finally(() => {
        isAtWork = false;
        if (isAsked) run();
      });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    isAsked = true;
    if (isAtWork) return;
    clearTimeout(timer);
    timer = setTimeout(run, TOGETHER);
  };
}

/** Puts another version of the page into place: what is open stays open, and what has the focus keeps it. */
function show(next: Document): void {
  for (const id of ['environments', 'main']) {
    const [here, there] = [document.getElementById(id), next.getElementById(id)];
    if (here === null || there === null) continue;
    morphdom(here, there, {
      childrenOnly: true,
      onBeforeElUpdated(old, fresh) {
        if (old instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement) fresh.open = old.open;
        return !isKept(old, fresh);
      },
    });
  }
  document.title = next.title;
  document.body.dataset.told = next.body.dataset.told;
  openGraph(next);
  loadLater();
  showAges();
}

/** What scripts have drawn, and what was asked for already. */
function isKept(old: HTMLElement, fresh: HTMLElement): boolean {
  if (old.dataset.keep !== undefined) return true;
  return old.dataset.asked !== undefined && old.dataset.later === fresh.dataset.later;
}

function say(text: string): void {
  const place = document.getElementById('connection');
  if (place === null) return;
  place.textContent = text;
  place.classList.toggle('connection-said', text !== '');
}

function textOf(event: Event, name: string): string {
  const value = fieldOf(event, name);
  return typeof value === 'string' ? value : '';
}

function fieldOf(event: Event, name: string): unknown {
  if (!(event instanceof MessageEvent) || typeof event.data !== 'string') return undefined;
  const data: unknown = JSON.parse(event.data);
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}
