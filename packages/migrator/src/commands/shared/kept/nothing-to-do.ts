import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Workbench } from '../workbench.ts';
import type { KeptRevisions } from './kept-revisions.ts';

/** An upgrade: its targets, and what it would do on a database that is at these heads. */
interface Upgrade {
  readonly targets: readonly string[];
  makePlan(graph: RevisionGraph, current: readonly string[]): Plan;
}

/**
 * Whether an upgrade has nothing to do, seen without reading the files: none has changed since an earlier command read
 * them, and the database has all of them applied as they are, and nothing unfinished. `undefined` in every other case,
 * and when in doubt: then the files are read. Nothing is ever applied by what is found here.
 */
export async function nothingToDo(
  bench: Pick<Workbench, 'index' | 'database' | 'reach' | 'runner'>,
  upgrade: Upgrade,
): Promise<KeptRevisions | undefined> {
  const kept = bench.index?.read();
  if (kept === undefined) return undefined;
  // A server answers while the files are looked at. The embedded one may have to be started: not for broken files.
  const early = (await bench.reach()) === 'embedded' ? undefined : isWhole(bench, kept);
  if (!(await kept.areSame())) {
    // One question at a time; why it failed is found out again.
    await early?.catch(() => undefined);
    return undefined;
  }
  if (!(await (early ?? isWhole(bench, kept))) || !isDone(upgrade, kept)) return undefined;
  bench.runner.onEvent({ type: 'database', ...(await bench.database()).target });
  return kept;
}

/** Whether the database has everything applied, and nothing else. */
async function isWhole({ database: open }: Pick<Workbench, 'database'>, { digest }: KeptRevisions): Promise<boolean> {
  const database = await open();
  const found = await database.readDigest();
  return found?.digest === digest && found.begun === 0;
}

/** With everything applied no target needs more; what is wrong with one is said where the files are read. */
function isDone({ targets, makePlan }: Upgrade, kept: KeptRevisions): boolean {
  // By far the most frequent, and the only one that is always right.
  if (targets.length === 1 && targets[0] === 'heads') return true;
  try {
    return makePlan(kept.graph, kept.heads).steps.length === 0;
  } catch (error) {
    if (isMigratorError(error)) return false;
    throw error;
  }
}
