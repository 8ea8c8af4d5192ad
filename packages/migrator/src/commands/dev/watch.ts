import { DatabaseHostUnreachableError } from '../../errors/database/connect-errors.ts';
import { isMigratorError } from '../../errors/is-migrator-error.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { DevBranchChangedError, DevRunningError } from '../../errors/plan/dev-errors.ts';
import { StatementFailedError } from '../../errors/run/statement-errors.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { FolderWatch } from '../../ports/development/dev-tools.ts';
import { applyChanges } from './apply-changes.ts';
import type { DevOptions } from './dev-options.ts';
import type { DevSession } from './dev-session.ts';

/** Codes of errors that wait for a person's answer. */
const WAITS: ReadonlySet<string> = new Set([
  'agent-needs-person',
  'confirmation-required',
  'not-confirmed',
  'rename-ambiguous',
]);

/**
 * Applies every save until it is stopped. A save that cannot be applied is reported, and the next one tries again.
 * Throws a `DevRunningError` or `DevBranchChangedError`, and a `DatabaseHostUnreachableError` when the embedded server
 * was stopped.
 *
 * @returns how many saves changed the database
 */
export async function watchChanges(given: DevSession, options: DevOptions): Promise<number> {
  const { bench, tools } = given;
  const release = tools.takeWatch();
  if (release === undefined) {
    throw new DevRunningError({ pid: tools.watcher() ?? null, command: bench.safety.command });
  }
  const session = { ...given, bench: sayingOnce(bench) };
  const watching = tools.watch(options.poll === true);
  try {
    return await watchUntilStopped(session, options, watching);
  } finally {
    watching.close();
    release();
  }
}

/** A confirmation is for one change, so hints name `dev --once`, which can run while this process watches. */
function sayingOnce(bench: DevSession['bench']): DevSession['bench'] {
  const command = bench.safety.command.replace(/\bdev( watch)?(?= |$)/, 'dev --once');
  return { ...bench, safety: { ...bench.safety, command } };
}

async function watchUntilStopped(session: DevSession, options: DevOptions, watching: FolderWatch): Promise<number> {
  const { bench, tools, branch } = session;
  const { stop, onEvent } = bench.runner;
  const stopped = stopping(stop);
  let saves = 0;
  let isTold = false;
  for (;;) {
    const paths = await pathsOf(session);
    watching.follow(paths);
    const seen = watching.look();
    if (await tools.alone(() => applied(session, options))) saves += 1;
    if (isStopped(stop)) return saves;
    // A file that was not watched until now may have been saved a moment ago. One that is no longer imported is no
    // reason to ask or report again.
    if ((await pathsOf(session)).some((path) => !paths.includes(path))) continue;
    if (!isTold) {
      onEvent({ type: 'dev-watching', branch, folders: watching.folders, polling: watching.isPolling });
    }
    isTold = true;
    await watching.changed(seen, stopped);
    if (isStopped(stop)) return saves;
  }
}

/** Whether the database was changed. */
async function applied({ bench, ...session }: DevSession, options: DevOptions): Promise<boolean> {
  const { onEvent, stop } = bench.runner;
  try {
    const { drafts, upgraded, durationMs } = await applyChanges({ bench, ...session }, options);
    const statements = drafts.flatMap(({ upgrade }) => upgrade);
    if (drafts.length > 0) onEvent({ type: 'dev-applied', drafts: drafts.length, statements, durationMs });
    return drafts.length + upgraded.length > 0;
  } catch (error) {
    if (!isMigratorError(error) || error instanceof DevBranchChangedError) throw error;
    // A stopped server gets another port when it starts again, so no later save would reach it.
    if (error instanceof DatabaseHostUnreachableError && (await bench.reach()) === 'embedded') throw error;
    if (!isStopped(stop)) onEvent(notApplied(error));
    return false;
  }
}

function notApplied(error: MigratorError) {
  const { code, hint = null, facts } = error;
  const told = { type: 'dev-not-applied', waits: WAITS.has(code), code, hint } as const;
  if (error instanceof StatementFailedError && error.facts.isDraft === true) {
    const { statement } = error.facts;
    const message = statement === undefined ? error.message : `${error.message}\n    ${statement}`;
    return { ...told, message, file: null, line: null };
  }
  return { ...told, message: error.message, file: facts.file ?? null, line: facts.line ?? null };
}

/** The slices, and what their schemas import from elsewhere. */
async function pathsOf({ bench }: DevSession): Promise<readonly string[]> {
  const { slices } = bench.workspace;
  const folders = slices.map(({ folder }) => folder);
  const differ = await bench.differ();
  const files = [...slices.flatMap(({ schema }) => schema ?? []), ...(differ.files?.() ?? [])];
  const others = files.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
  const migrations = slices.flatMap(({ migrations: path }) => path);
  return [...new Set([...folders, ...migrations, ...others])].sort();
}

async function stopping(stop: StopSignal): Promise<void> {
  if (stop.level !== undefined) return;
  await new Promise<void>((resolve) => {
    stop.onRaise(() => resolve());
  });
}

/** A function, because TypeScript would assume that `level` is still undefined after the first check. */
function isStopped({ level }: StopSignal): boolean {
  return level !== undefined;
}
