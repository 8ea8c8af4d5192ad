import type { RunStart, RunWatcher } from '../../execute/report/run-watcher.ts';
import type { RunnerEvent } from '../../execute/runner-event.ts';
import type { Alert, AlertKind } from '../../state/alert.ts';
import type { RunReport } from '../../state/run-report.ts';

/** When and to whom alerts of one run are reported. */
export interface AlertRules {
  readonly kinds: ReadonlySet<AlertKind>;
  /** With `slow`: after how long, in milliseconds. */
  readonly slowAfterMs: number;
  readonly environment: string | null;
  now(): Date;
  /** Delivers within a limit of its own; never throws. */
  send(alert: Alert): Promise<void>;
}

/** PostgreSQL's code for a lock that was not free in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Watches one run. `slow` and `locks` are reported while it runs, once each, without the run waiting for it; `failed`
 * and `downgrade` when it is over. A command that was refused is not a failure: nothing was tried.
 */
export function alertWatcher({ kinds, slowAfterMs, environment, now, send }: AlertRules, start: RunStart): RunWatcher {
  const running: Promise<void>[] = [];
  let toldLocks = false;
  let database = 'the database';
  const tell = (kind: AlertKind, title: string, text: string, run: RunReport | null): void => {
    running.push(send({ version: 1, kind, at: now().toISOString(), environment, title, text, run }));
  };
  const who = `${start.runs} on ${start.host}`;
  const timer = kinds.has('slow')
    ? setTimeout(() => {
        const title = `A migration of ${database} has been running for more than ${inWords(slowAfterMs)}`;
        tell('slow', title, `It runs ${who} since ${start.startedAt}. See it: migrate status`, null);
      }, slowAfterMs)
    : undefined;

  const hear = (event: RunnerEvent): void => {
    if (event.type === 'database') database = event.display;
    if (!kinds.has('locks') || toldLocks) return;
    if (event.type === 'blocked') {
      toldLocks = true;
      const blockers = event.blockers.map(({ pid, relation, mode }) => `pid ${pid} (${mode} on ${relation})`);
      const title = `${event.revision} waits for locks in ${database}`;
      tell('locks', title, `Held by ${blockers.join(', ')}. It runs ${who}.`, null);
    } else if (event.type === 'retrying' && event.sqlState === LOCK_NOT_AVAILABLE && event.attempt > 1) {
      toldLocks = true;
      tell('locks', `${event.revision} does not get its locks in ${database}`, `${event.why}. It runs ${who}.`, null);
    }
  };

  return {
    hear,
    async ended(report) {
      clearTimeout(timer);
      const { result, error, direction, revisions } = report;
      if (result === 'failed' && kinds.has('failed')) {
        const on = error?.revision == null ? '' : ` on ${error.revision}`;
        const lines = [error === null ? [] : [`[${error.code}] ${error.message}`], error?.hint ?? [], `It ran ${who}.`];
        tell('failed', `A migration of ${database} failed${on}`, lines.flat().join('\n'), report);
      }
      if (direction === 'downgrade' && revisions.length > 0 && kinds.has('downgrade')) {
        const ids = revisions.map(({ revision }) => revision);
        const title = `${ids.length === 1 ? '1 revision' : `${ids.length} revisions`} of ${database} rolled back`;
        tell(
          'downgrade',
          title,
          `${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}. It ran ${who}.`,
          report,
        );
      }
      await Promise.all(running);
    },
  };
}

/** `10 min`. */
function inWords(ms: number): string {
  if (ms >= 3_600_000 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}
