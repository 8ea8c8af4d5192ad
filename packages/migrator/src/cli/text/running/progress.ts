import type { RunnerEvent, RunnerListener } from '../../../execute/runner-event.ts';
import type { CliIo } from '../../cli-io.ts';
import type { GlobalOptions } from '../../options/global-options.ts';
import { eventLine } from '../event-line.ts';
import type { Style } from '../style.ts';
import { wrapped } from '../wrapped.ts';
import { blockerNews } from './blocker-news.ts';

/**
 * Progress on standard error: with `--json` the events of a run as JSON lines, with `--quiet` only the database,
 * otherwise a line for each finished revision and other important events.
 */
export function progress(globals: GlobalOptions, io: CliIo, style: Style): RunnerListener {
  const listener = shown(globals, io, style);
  if (!globals.quiet) return listener;
  // Even without progress, the user must see which database it is.
  return (event) => (event.type === 'database-notice' ? listener(event) : undefined);
}

const STEPS: ReadonlySet<RunnerEvent['type']> = new Set(['step-started', 'step-progress', 'step-done']);

function shown(globals: GlobalOptions, io: CliIo, style: Style): RunnerListener {
  const write = atOnce((text) => io.stderr.write(text));
  // Steps are for a waiting user. A program gets the events of the run, and only errors if nothing runs.
  if (globals.json) return (event) => (STEPS.has(event.type) ? undefined : write(`${JSON.stringify(event)}\n`, event));
  const text = news(io.stderr.isTTY === true, style);
  return (event) => {
    const lines = text(event);
    if (lines !== undefined) write(`${wrapped(lines, io.stderr.columns ?? 0)}\n`, event);
  };
}

/** Events of which one answer of the server reports many. */
const TOGETHER: ReadonlySet<RunnerEvent['type']> = new Set(['revision-started', 'statement-done', 'revision-done']);

/**
 * Writes all lines of one answer of the server at once, before anything else happens; a system call per line takes as
 * long as parsing a revision.
 */
function atOnce(write: (text: string) => unknown): (text: string, event: RunnerEvent) => void {
  let waiting = '';
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  return (text, { type }) => {
    if (waiting === '') queueMicrotask(flush);
    waiting += text;
    if (!TOGETHER.has(type)) flush();
  };
}

/**
 * Reports once what a run waits for, and again when that changes. Without a live line, it also prints the runner's
 * reminders.
 */
function news(ticks: boolean, style: Style): (event: RunnerEvent) => string | undefined {
  let holder = '';
  let writers = 0;
  let blockers = blockerNews(style);
  return (event) => {
    if (event.type === 'waiting-for-lease') {
      const again = holder === event.holder.runId;
      holder = event.holder.runId;
      return ticks && again ? undefined : eventLine(event, style);
    }
    if (event.type === 'waiting-for-writers') {
      const again = writers === event.transactions;
      writers = event.transactions;
      return ticks && again ? undefined : eventLine(event, style);
    }
    if (event.type === 'blocked') return blockers(event);
    if (event.type === 'revision-done') blockers = blockerNews(style);
    return eventLine(event, style);
  };
}
