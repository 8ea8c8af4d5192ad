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
import { seedEnvironment } from '../config/database/seed-environment.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { MigratorOptions } from './call/migrator-options.ts';
import { callsOf } from './call/open-call.ts';
import type { Migrator } from './migrator.ts';
import { openDev } from './open-dev.ts';
import { openFleet } from './open-fleet.ts';
import { scriptMethods } from './script-methods.ts';

/**
 * The migrator for programs: all commands as methods. Creating it costs nothing; each method reads the files and
 * connects when it is called. Throws a `UsageError` if the options contradict each other.
 */
export function createMigrator(options: MigratorOptions = {}): Migrator {
  const listeners = new Set<RunnerListener>(options.onEvent === undefined ? [] : [options.onEvent]);
  const open = callsOf(options, listeners);

  return {
    upgrade: (own = {}) => open(own, (bench) => upgrade(bench, own)),
    downgrade: (own) => open(own, (bench) => downgrade(bench, own)),
    plan: (own = {}) =>
      open(own, async (bench) => {
        const { plan } = await import('../commands/plan/plan.ts');
        return await plan(bench, { direction: 'upgrade', targets: [], ...own });
      }),
    runPlanFile: (own) =>
      open(own, async (bench) => {
        const { runPlanFile } = await import('../commands/plan/run-plan-file.ts');
        return await runPlanFile(bench, own.direction, own.path);
      }),
    ...scriptMethods(open),
    dev: openDev(open),
    fleet: openFleet(open),
    migrateTo: (own) => open(own, (bench) => migrateTo(bench, own)),
    stamp: (own) => open(own, (bench) => stamp(bench, own)),
    repair: (own) => open(own, (bench) => repair(bench, own)),
    batches: (own = {}) =>
      open(own, async (bench) => {
        const { batches } = await import('../commands/batches/batches.ts');
        return await batches(bench, own);
      }),
    seed: (own = {}) =>
      open(own, async (bench) => {
        const { seed } = await import('../commands/seed/seed.ts');
        return await seed(bench, seedEnvironment(bench.configuration), own);
      }),
    ensureVersion: (own = {}) => open(own, (bench) => ensureVersion(bench)),

    status: (own = {}) => open(own, (bench) => status(bench, own)),
    current: (own = {}) => open(own, (bench) => current(bench, own)),
    log: (own = {}) => open(own, (bench) => log(bench, { limit: 20, ...own })),
    metrics: (own = {}) =>
      open(own, async (bench) => {
        const { metrics } = await import('../commands/metrics/metrics.ts');
        return await metrics(bench, own);
      }),
    health: (own = {}) =>
      open(own, async (bench) => {
        const { health } = await import('../commands/health/health.ts');
        return await health(bench, { fix: false, orphans: own.rules?.includes('orphans') === true, ...own });
      }),
    stats: (own = {}) =>
      open(own, async (bench) => {
        const { stats } = await import('../commands/stats/stats.ts');
        return await stats(bench, own);
      }),
    partitions: (own) =>
      open(own, async (bench) => {
        const { partitions } = await import('../commands/partitions/partitions.ts');
        return await partitions(bench, own);
      }),
    heads: (own = {}) => open(own, (bench) => heads(bench, own)),
    branches: (own = {}) => open(own, (bench) => branches(bench, own)),
    graph: (own) => open(own, (bench) => graph(bench, own)),
    history: (own = {}) => open(own, (bench) => history(bench, own)),
    show: (symbols, own = {}) => open(own, (bench) => show(bench, symbols)),

    rehearse: (own = {}) =>
      open(own, async (bench) => {
        const { rehearse } = await import('../commands/rehearse/rehearse.ts');
        return await rehearse(bench, own);
      }),
    check: (own = {}) =>
      open(own, async (bench) => {
        const { check } = await import('../commands/check/check.ts');
        return await check(bench, own);
      }),
    lint: (own = {}) =>
      open(own, async (bench) => {
        const { lint } = await import('../commands/lint/lint.ts');
        return await lint(bench, own);
      }),
    lintFix: (own = {}) =>
      open(own, async (bench) => {
        const { fixLint } = await import('../commands/lint/fix/fix-lint.ts');
        return await fixLint(bench, own);
      }),
    validate: (own = {}) =>
      open(own, async (bench) => {
        const { validate } = await import('../commands/validate/validate.ts');
        return await validate(bench, own);
      }),
    revision: (own) =>
      open(own, async (bench) => {
        const { revision } = await import('../commands/revision/revision.ts');
        return await revision(bench, own);
      }),
    amend: (own = {}) =>
      open(own, async (bench) => {
        const { amend } = await import('../commands/amend/amend.ts');
        return await amend(bench, own);
      }),
    squash: (own = {}) =>
      open(own, async (bench) => {
        const { squash } = await import('../commands/squash/squash.ts');
        return await squash(bench, own);
      }),
    snapshot: (own = {}) =>
      open(own, async (bench) => {
        const { snapshot } = await import('../commands/snapshot/snapshot.ts');
        return await snapshot(bench, own);
      }),
    merge: (own = {}) =>
      open(own, async (bench) => {
        const { merge } = await import('../commands/merge/merge.ts');
        return await merge(bench, own);
      }),
    checkMerge: (own = {}) =>
      open(own, async (bench) => {
        const { checkMerge } = await import('../commands/merge/check-merge.ts');
        return await checkMerge(bench, own);
      }),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
