import { HookFailedError } from '../../errors/backup/hook-failed-error.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { RunFacts } from '../../errors/run/run-facts.ts';
import { shellWord } from '../../errors/shell-word.ts';
import type { BackupTools, MadeBackup } from '../../ports/backup/backup-tools.ts';
import type { HookRunner } from '../../ports/backup/hook-runner.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { BackupMoment } from '../../state/backup/backup-manifest.ts';
import type { LogNote } from '../../state/log.ts';
import type { GuardedRun, RunPrecautions } from '../run/run-precautions.ts';
import type { RunnerListener } from '../runner-event.ts';
import { lossesOf } from './losses-of.ts';
import type { PrecautionSettings } from './precaution-settings.ts';

/** What the precautions need. */
export interface PrecautionTools {
  backups(): Promise<BackupTools>;
  hookRunner(): Promise<HookRunner>;
  readonly onEvent: RunnerListener;
  /** The command line as typed, without secrets. */
  readonly runs: string;
}

/**
 * Backups and hooks of one run: `beforeRun`, `beforeLossy`, the backup and the restore point, then the revisions, then
 * the backup after them and `afterRun`; `onFailure` when any of it fails.
 */
export function openPrecautions(
  tools: PrecautionTools,
  settings: PrecautionSettings,
  target: DatabaseTarget,
): RunPrecautions {
  return new Precautions(tools, settings, target);
}

type Hook = 'beforeRun' | 'beforeLossy' | 'afterRun' | 'onFailure';

class Precautions implements RunPrecautions {
  readonly #tools: PrecautionTools;
  readonly #settings: PrecautionSettings;
  readonly #target: DatabaseTarget;
  #losses: readonly string[] = [];
  /** Made before the run. */
  #backup: MadeBackup | undefined;

  constructor(tools: PrecautionTools, settings: PrecautionSettings, target: DatabaseTarget) {
    this.#tools = tools;
    this.#settings = settings;
    this.#target = target;
  }

  async before(run: GuardedRun): Promise<readonly LogNote[]> {
    const { before } = this.#settings.backup;
    this.#losses = lossesOf(run.steps);
    const mayLose = this.#losses.length > 0;
    await this.#hook('beforeRun', run);
    if (mayLose) await this.#hook('beforeLossy', run);
    if (before === 'never' || (before === 'lossy' && !mayLose)) return [];
    return [await this.#make('before', run, run.headsBefore), ...(await this.#restorePoint(run))];
  }

  async after(run: GuardedRun): Promise<readonly LogNote[]> {
    const notes = this.#settings.backup.after ? [await this.#make('after', run, run.heads)] : [];
    await this.#hook('afterRun', run, { BRAID_RESULT: 'done' });
    return notes;
  }

  async failed(run: GuardedRun, error: unknown, facts: RunFacts): Promise<void> {
    if (error instanceof MigratorError && this.#backup !== undefined) error.alsoHint(hintOf(this.#backup));
    const failure = error instanceof MigratorError ? error : undefined;
    const variables = {
      BRAID_RESULT: 'failed',
      BRAID_ERROR_CODE: failure?.code ?? 'internal',
      BRAID_ERROR: failure?.message ?? String(error),
      BRAID_HEADS: facts.heads.join(' '),
    };
    // The run was ended already, so its signal ends nothing more; a signal that comes now does.
    await this.#hook('onFailure', { ...run, signal: new AbortController().signal }, variables);
  }

  async #make(moment: BackupMoment, { runId, signal }: GuardedRun, heads: readonly string[]): Promise<LogNote> {
    const { onEvent } = this.#tools;
    onEvent({ type: 'backup-started', moment });
    const tools = await this.#tools.backups();
    const made = await tools.make({ moment, runId, heads, signal });
    const { manifest, path, removed } = made;
    const { bytes, durationMs } = manifest;
    const backup = path ?? manifest.label ?? 'kept by the command';
    onEvent({ type: 'backup-done', moment, backup, bytes, durationMs, removed });
    if (moment === 'before') this.#backup = made;
    const size =
      bytes === null ? '' : ` (${bytes} bytes${manifest.sha256 === null ? '' : `, sha256 ${manifest.sha256}`})`;
    return {
      action: 'backup',
      event: 'done',
      durationMs,
      message: `${moment} the run: ${manifest.tool} ${backup}${size}`,
    };
  }

  async #restorePoint({ runId }: GuardedRun): Promise<readonly LogNote[]> {
    const tools = await this.#tools.backups();
    const point = await tools.restorePoint(runId);
    this.#tools.onEvent({ type: 'restore-point', ...point });
    if (point.lsn === null) return [];
    return [{ action: 'backup', event: 'done', message: `restore point ${point.name} at ${point.lsn}` }];
  }

  /** Runs the commands of a hook, one after the other, until one fails. */
  async #hook(hook: Hook, run: GuardedRun, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const commands = this.#settings.hooks[hook];
    if (commands.length === 0) return;
    const runner = await this.#tools.hookRunner();
    const variables = { ...this.#variables(hook, run), ...more };
    for (const words of commands) {
      const { timeoutMs } = this.#settings.hooks;
      const { problem, output } = await runner.run(words, { variables, timeoutMs, signal: run.signal });
      const command = words.map(shellWord).join(' ');
      this.#tools.onEvent({ type: 'hook-done', hook, command, problem, output });
      if (problem !== null && hook !== 'onFailure') throw new HookFailedError({ hook, command, why: problem, output });
    }
  }

  #variables(hook: Hook, { runId, steps, headsBefore, heads }: GuardedRun): Readonly<Record<string, string>> {
    return {
      BRAID_HOOK: hook,
      BRAID_RUN_ID: runId,
      BRAID_RUNS: this.#tools.runs,
      BRAID_DATABASE: this.#target.display,
      BRAID_DIRECTION: steps[0]?.direction ?? 'upgrade',
      BRAID_REVISIONS: steps.map(({ revision }) => revision.id).join(' '),
      BRAID_HEADS_BEFORE: headsBefore.join(' '),
      BRAID_HEADS: (hook === 'afterRun' ? heads : headsBefore).join(' '),
      BRAID_LOSSES: this.#losses.join('\n'),
      BRAID_BACKUP: this.#backup?.path ?? this.#backup?.manifest.label ?? '',
    };
  }
}

/** The facts about a failed run. */
function hintOf({ path, manifest }: MadeBackup): string {
  if (path === null) {
    return `The state of the database before this run is in the backup ${manifest.label ?? `that ${manifest.tool} keeps`}.`;
  }
  return `To restore the state before this run into a new database: migrate restore ${shellWord(path)} --into '…'`;
}
