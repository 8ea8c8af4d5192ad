import { InvalidRangeError } from '../../../errors/graph/range-errors.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { parseRange } from '../../../graph/symbols/parse-symbol.ts';
import { planTargets } from '../../../plan/plan-targets.ts';
import { startingHeads } from '../../../plan/starting-heads.ts';
import { headsOfStatus } from './heads-of-status.ts';
import type { OfflineBench } from './offline-bench.ts';

/** Where a script begins and where it goes to, as given. */
export interface ScriptEndsOptions {
  /** `heads`, or one range `from:to`, whose ends may be lists: `events@ae10,common@3d1f:heads`. */
  readonly targets: readonly string[];
  readonly slice?: string | undefined;
  /** Symbols, separated by commas: everything below them is applied, and nothing else. */
  readonly from?: string | undefined;
  /** The output of `migrate status --json`. */
  readonly fromFile?: string | undefined;
}

export interface ScriptEnds {
  /** Heads of what is applied; `undefined` when nothing says so. */
  readonly from: readonly string[] | undefined;
  readonly targets: readonly string[];
}

/** Reads the ends of a script. Throws `UsageError`, `InvalidRangeError`, `StatusUnusableError` or a `SymbolError`. */
export function scriptEnds(bench: OfflineBench, graph: RevisionGraph, options: ScriptEndsOptions): ScriptEnds {
  const range = options.targets.map(parseRange).find((ends) => ends !== undefined);
  const given = [range, options.from, options.fromFile].filter((each) => each !== undefined);
  if (given.length > 1 || (range !== undefined && options.targets.length > 1)) {
    throw new UsageError({ problem: 'start-said-twice' });
  }
  if (range !== undefined && (range.from === '' || range.to === ''))
    throw new InvalidRangeError({ given: options.targets[0] ?? '' });
  const words = range === undefined ? options.targets : list(range.to);
  return {
    targets: options.slice === undefined ? words : planTargets(words, [options.slice]),
    from: startOf(bench, graph, range?.from ?? options.from, options.fromFile),
  };
}

function startOf(
  bench: OfflineBench,
  graph: RevisionGraph,
  symbols: string | undefined,
  file: string | undefined,
): readonly string[] | undefined {
  if (file !== undefined) return headsOfStatus(bench, graph, file);
  return symbols === undefined ? undefined : startingHeads(graph, list(symbols));
}

function list(symbols: string): readonly string[] {
  return symbols
    .split(',')
    .map((symbol) => symbol.trim())
    .filter((symbol) => symbol !== '');
}
