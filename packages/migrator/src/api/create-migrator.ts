import { branches } from '../commands/branches/branches.ts';
import { current } from '../commands/current/current.ts';
import { downgrade } from '../commands/downgrade/downgrade.ts';
import { ensureVersion } from '../commands/ensure-version/ensure-version.ts';
import { graph } from '../commands/graph/graph.ts';
import { heads } from '../commands/heads/heads.ts';
import { history } from '../commands/history/history.ts';
import { log } from '../commands/log/log.ts';
import { migrateTo } from '../commands/migrate-to/migrate-to.ts';
import { repair } from '../commands/repair/repair.ts';
import { show } from '../commands/show/show.ts';
import { stamp } from '../commands/stamp/stamp.ts';
import { status } from '../commands/status/status.ts';
import { upgrade } from '../commands/upgrade/upgrade.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import { authoredContext } from '../wiring/authored-context.ts';
import type { Migrator } from './migrator.ts';
import type { MigratorOptions } from './migrator-options.ts';
import { callsOf } from './open-call.ts';
import { scriptMethods } from './script-methods.ts';
import { withMerges, withProofs, withRevisions } from './with-proofs.ts';

/**
 * The migrator for programs: all commands as methods. Opening costs nothing; files are read and a connection is made when a method is called.
 * Throws a `UsageError` when the options contradict each other.
 */
export function createMigrator(options: MigratorOptions = {}): Migrator {
  const listeners = new Set<RunnerListener>(options.onEvent === undefined ? [] : [options.onEvent]);
  const open = callsOf(options, listeners);

  return {
    upgrade: (own = {}) => open(own, (context) => upgrade(context, own)),
    downgrade: (own) => open(own, (context) => downgrade(context, own)),
    plan: (own = {}) =>
      open(own, async (context) => {
        const { plan } = await import('../commands/plan/plan.ts');
        return await plan(context, { direction: 'upgrade', targets: [], ...own });
      }),
    runPlanFile: (own) =>
      open(own, async (context) => {
        const { runPlanFile } = await import('../commands/plan/run-plan-file.ts');
        return await runPlanFile(context, own.direction, own.path);
      }),
    ...scriptMethods(open),
    migrateTo: (own) => open(own, (context) => migrateTo(context, own)),
    stamp: (own) => open(own, (context) => stamp(context, own)),
    repair: (own) => open(own, (context) => repair(context, own)),
    ensureVersion: (own = {}) => open(own, (context) => ensureVersion(context)),

    status: (own = {}) => open(own, (context) => status(authoredContext(context), own)),
    current: (own = {}) => open(own, (context) => current(context, own)),
    log: (own = {}) => open(own, (context) => log(context, { limit: 20, ...own })),
    heads: (own = {}) => open(own, (context) => heads(authoredContext(context), own)),
    branches: (own = {}) => open(own, (context) => branches(authoredContext(context), own)),
    graph: (own) => open(own, (context) => graph(context, own)),
    history: (own = {}) => open(own, (context) => history(context, own)),
    show: (symbols, own = {}) => open(own, (context) => show(context, symbols)),

    check: (own = {}) => open(own, async (context) => (await import('../wiring/run-check.ts')).runCheck(context, own)),
    validate: (own = {}) =>
      open(own, async (context) => {
        const { validate } = await import('../commands/validate/validate.ts');
        return await withProofs(context, (proofs) => validate(proofs, own));
      }),
    revision: (own) =>
      open(own, async (context) => {
        const { revision } = await import('../commands/revision/revision.ts');
        return await withRevisions(context, (revisions) => revision(revisions, own));
      }),
    snapshot: (own = {}) =>
      open(own, async (context) => {
        const { snapshot } = await import('../commands/revision/snapshot.ts');
        return await withRevisions(context, (revisions) => snapshot(revisions, own));
      }),
    merge: (own = {}) =>
      open(own, async (context) => {
        const { merge } = await import('../commands/merge/merge.ts');
        return await withMerges(context, (merges) => merge(merges, own));
      }),
    checkMerge: (own = {}) =>
      open(own, async (context) => {
        const { checkMerge } = await import('../commands/merge/check-merge.ts');
        return await withMerges(context, (merges) => checkMerge(merges, own));
      }),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
