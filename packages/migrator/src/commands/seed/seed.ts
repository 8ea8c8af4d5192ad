import { SeedNotAllowedError } from '../../errors/seed/seed-errors.ts';
import { runSeeds } from '../../execute/seed/run-seeds.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { SeedFile } from '../../revision/seed/seed-file.ts';
import type { SeedRun } from '../../state/seed.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { Workbench } from '../shared/workbench.ts';
import { namedSeeds, readSeedFiles } from './read-seeds.ts';

export type SeedBench = Pick<
  Workbench,
  'workspace' | 'files' | 'graph' | 'database' | 'runner' | 'ambient' | 'safety' | 'runSeedCode'
>;

export interface SeedOptions {
  /** Only these: `events/demo`, or `demo` if only one slice has it. Default: all that the environment allows. */
  readonly names?: readonly string[] | undefined;
  /** Only the seeds of this slice. */
  readonly slice?: string | undefined;
  /** Only report which are new or have changed; run nothing. */
  readonly check?: boolean | undefined;
}

/**
 * `new`: never run on this database; `changed`: its file has changed since; `same`; `not-allowed`: its header does not
 * list the environment.
 */
export type SeedStatus = 'new' | 'changed' | 'same' | 'not-allowed';

export interface SeedEntry {
  /** `<slice>/<file name without its extension>`. */
  readonly seed: string;
  readonly slice: string;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly environments: readonly string[];
  /** Before this command. */
  readonly status: SeedStatus;
  /** Whether this command ran it. */
  readonly ran: boolean;
}

export interface SeedResult {
  /** Null if there are no seeds: no database was asked. */
  readonly database: DatabaseTarget | null;
  /** The environment of the database; null if it belongs to none. */
  readonly environment: string | null;
  readonly check: boolean;
  /** In running order. */
  readonly seeds: readonly SeedEntry[];
  /** Whether `check` found seeds that are new or have changed. */
  readonly failed: boolean;
}

/**
 * Runs the seeds that are new on this database or have changed, each in its own transaction, under the lease. Throws a
 * `SeedNotAllowedError` for a named seed that the environment does not allow, an `UnknownSeedError`, a `SeedFileError`,
 * a `SeedFailedError`, and what `confirmLoss` throws.
 *
 * @param given the chosen environment
 */
export async function seed(
  bench: SeedBench,
  given: string | undefined,
  options: SeedOptions = {},
): Promise<SeedResult> {
  const { names = [], check = false } = options;
  const all = readSeedFiles(bench, knownSlice(bench.workspace, options.slice));
  const chosen = names.length === 0 ? all : namedSeeds(all, names);
  if (chosen.length === 0) return { database: null, environment: given ?? null, check, seeds: [], failed: false };
  // The database of a protected environment counts as that environment, whatever was chosen.
  const guarded = await bench.safety.protectedEnvironment();
  const environment = guarded ?? given;
  const isAllowed = (file: SeedFile) => environment !== undefined && file.environments.includes(environment);
  for (const { name, slice, file, environments } of names.length === 0 ? [] : chosen.filter((one) => !isAllowed(one))) {
    throw new SeedNotAllowedError({
      ...{ slice, file, seed: name, environment: environment ?? null, allowed: environments },
    });
  }
  const database = await bench.database();
  const allowed = chosen.filter(isAllowed);
  const runs = await database.readSeeds();
  const found = new Map(chosen.map((file) => [file, isAllowed(file) ? statusOf(file, runs) : 'not-allowed'] as const));
  const due = allowed.filter((file) => found.get(file) !== 'same');
  const ran = new Set<string>();
  if (!check && due.length > 0 && environment !== undefined) {
    const losses = due.map(({ name }) => `rows that ${name} overwrites or deletes`);
    const doing = due.length === 1 ? 'Run 1 seed' : `Run ${due.length} seeds`;
    await confirmLoss(bench, { doing, losses, declined: { asked: 'run', look: '--check' } });
    const { runSeedCode: runCode } = bench;
    const request = { ...bench.runner, ambient: bench.ambient, database, environment, runCode };
    // Another runner may have run some of them meanwhile.
    const wanted = (now: readonly SeedRun[]) => due.filter((file) => statusOf(file, now) !== 'same');
    for (const name of await runSeeds(request, wanted)) ran.add(name);
  }
  return {
    ...{ database: database.target, environment: environment ?? null, check },
    seeds: chosen.map((file) => ({
      ...{ seed: file.name, slice: file.slice, file: file.file, environments: file.environments },
      ...{ status: found.get(file) ?? 'not-allowed', ran: ran.has(file.name) },
    })),
    failed: check && due.length > 0,
  };
}

function statusOf({ name, checksum }: SeedFile, runs: readonly SeedRun[]): SeedStatus {
  const run = runs.find((each) => each.name === name);
  if (run === undefined) return 'new';
  return run.checksum === checksum ? 'same' : 'changed';
}
