import { reach } from '../../graph/structure/reach.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { isWholeName } from '../../graph/symbols/identify-name.ts';
import { parseRelative } from '../../graph/symbols/parse-symbol.ts';
import { resolveNodes } from '../../graph/symbols/resolve-nodes.ts';
import { upgradeTargets } from '../../graph/symbols/upgrade-target.ts';
import { planTargets } from '../../plan/plan-targets.ts';
import type { Direction } from '../../revision/revision.ts';
import { downgrade } from '../downgrade/downgrade.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { MigrateBench, MigrateResult } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { upgrade } from '../upgrade/upgrade.ts';

export interface MigrateToOptions {
  /** A symbol: what is applied above it is reverted, or what is missing up to it is applied. */
  readonly target: string;
  readonly slice?: string | undefined;
  /** Only say what would run. */
  readonly plan?: boolean;
}

/**
 * Brings the database to a revision, up or down as needed: down when it is applied, otherwise up. Throws as `upgrade`
 * and `downgrade` do.
 */
export async function migrateTo(bench: MigrateBench, options: MigrateToOptions): Promise<MigrateResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const [target = options.target] = slice === undefined ? [options.target] : planTargets([options.target], [slice]);
  const graph = bench.graph();
  const database = await bench.database();
  const current = plannableHeads(graph, await database.readState());
  const plan = options.plan === true;
  if (directionTo(graph, current, target) === 'upgrade') return await upgrade(bench, { targets: [target], plan });
  // A downgrade reads `label@x` as "only this arm, down to x", where `head` would be that of the workspace.
  const head = /(?:^|@)heads?$/.test(target) ? graph.ids(resolveNodes(graph, target))[0] : undefined;
  return await downgrade(bench, { target: head ?? target, plan });
}

/** Down to base and by `-1`, up by `+1`; else up exactly when something that the target names is not applied. */
export function directionTo(graph: RevisionGraph, current: readonly string[], target: string): Direction {
  const relative = parseRelative(target, (name) => isWholeName(graph, name));
  if (relative !== undefined && relative.name === undefined) return relative.steps > 0 ? 'upgrade' : 'downgrade';
  if (target === 'base' || target.endsWith('@base')) return 'downgrade';
  const nodes = relative === undefined ? resolveNodes(graph, target) : upgradeTargets(graph, current, target, false);
  const applied = reach(
    graph.index.down,
    current.map((id) => graph.node(id)),
  );
  const missing = nodes.length !== 1 || nodes.some((node) => applied[node] !== 1);
  return missing ? 'upgrade' : 'downgrade';
}
