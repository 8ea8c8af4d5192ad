import { history } from '../../graph/order/history.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { parseRange } from '../../graph/symbols/parse-symbol.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import type { WayBack } from '../../ports/proof/proof.ts';
import type { ProofListener, Verdict } from '../../proof/proof-event.ts';
import { type ProofOutcome, proveMany } from '../../proof/round-trip/prove-many.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import type { Revision } from '../../revision/revision.ts';
import { changedRevisions } from '../shared/affected/affected.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { BuiltBench } from '../shared/schema/built-state.ts';
import type { Workbench } from '../shared/workbench.ts';
import { proofLines } from './proof-lines.ts';
import { notTried, type ValidatedHistory, validateHistory } from './validate-history.ts';

export interface ValidateOptions {
  /** Only revisions whose files are new or changed since this branch or commit of git; excludes `revisions`. */
  readonly affectedSince?: string | undefined;
  /** Symbols, and ranges `a:b` with both ends; none means all revisions. */
  readonly revisions?: readonly string[];
  readonly slice?: string | undefined;
  /** Reuse proofs of earlier runs. Default true. */
  readonly cache?: boolean;
  /** The seed of the random orders in which the whole history is built; default: a random one. */
  readonly seed?: number | undefined;
}

export interface ValidatedRevision {
  readonly revision: string;
  readonly slice: string;
  readonly message: string;
  readonly file: string;
  readonly verdict: Verdict;
  readonly cached: boolean;
  /** `null` unless proven. */
  readonly wayBack: WayBack | null;
  /** What a round trip lost, as measured. */
  readonly lost: readonly string[];
  /** Which rows stop the upgrade, in the server's words. */
  readonly upgradeNeeds: string | null;
  /** Tables without rows in the proof, and why. */
  readonly unseeded: readonly { readonly table: string; readonly why: string }[];
  readonly durationMs: number;
  /** What is wrong; `null` when proven. */
  readonly problem: (Finding & { readonly facts: Readonly<Record<string, unknown>> }) | null;
  /** The revision that cannot be applied, when this one is blocked by it. */
  readonly blockedBy: string | null;
}

export interface ValidateResult {
  /** With `--affected`: the branch or commit that was compared with, and the commit where the two split. */
  readonly since: { readonly ref: string; readonly parted: string } | null;
  /** Empty when there was nothing to prove. */
  readonly serverVersion: string;
  /** In the order in which they would run. */
  readonly revisions: readonly ValidatedRevision[];
  readonly proven: number;
  /** Of the proven ones. */
  readonly cached: number;
  readonly failed: number;
  readonly blocked: number;
  /** All heads together; `null` when only some revisions were asked for. */
  readonly history: ValidatedHistory | null;
  readonly durationMs: number;
}

/**
 * Proves revisions on scratch databases: up, down and up again with rows in every table. When all are asked for, all
 * heads together are built from nothing, too, in several orders that the graph allows, and the snapshots compared with
 * what that makes. The user's databases are not touched.
 */
export async function validate(
  bench: BuiltBench & Pick<Workbench, 'changes' | 'proofs' | 'runner'>,
  options: ValidateOptions = {},
  onEvent: ProofListener = proofLines(bench.runner.onEvent),
): Promise<ValidateResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const { affectedSince } = options;
  const changes = affectedSince === undefined ? undefined : await (await bench.changes()).since(affectedSince);
  const since = changes === undefined ? null : { ref: changes.ref, parted: changes.parted };
  const chosen =
    changes === undefined ? namedBy(graph, options.revisions ?? []) : changedRevisions(changes.paths, graph.ordered);
  const ids = chosen.filter((revision) => slice === undefined || revision.slice === slice).map(({ id }) => id);
  if (ids.length === 0) return { ...NOTHING, since };
  const tools = await bench.proofs();
  const began = tools.ambient.now().getTime();
  const subject = new Subject(tools, [], graph);
  const cache = options.cache ?? true;
  const outcomes = await proveMany(subject, ids, { cache, onEvent });
  const count = (verdict: Verdict): number => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const isWhole = ids.length === graph.size;
  const seed = options.seed ?? seedFrom(tools.ambient.randomBytes(2));
  const isSound = outcomes.every(({ verdict }) => verdict === 'proven');
  const prove = () => validateHistory(bench, subject, { seed, cache, onEvent });
  const wholeHistory = !isWhole ? null : isSound ? await prove() : notTried(seed);
  return {
    since,
    serverVersion: await tools.server.version(),
    revisions: outcomes.map((outcome) => describe(graph, outcome)),
    proven: count('proven'),
    cached: outcomes.filter(({ cached }) => cached).length,
    failed: count('failed'),
    blocked: count('blocked'),
    history: wholeHistory,
    durationMs: tools.ambient.now().getTime() - began,
  };
}

const NOTHING = {
  serverVersion: '',
  revisions: [],
  proven: 0,
  cached: 0,
  failed: 0,
  blocked: 0,
  history: null,
  durationMs: 0,
} as const;

/** Small, since people type it. */
function seedFrom([high = 0, low = 0]: Uint8Array): number {
  return high * 256 + low;
}

/** Each revision once. */
function namedBy(graph: RevisionGraph, symbols: readonly string[]): readonly Revision[] {
  if (symbols.length === 0) return graph.ordered;
  return [...new Set(symbols.flatMap((symbol) => namedByOne(graph, symbol)))];
}

function namedByOne(graph: RevisionGraph, symbol: string): readonly Revision[] {
  const range = parseRange(symbol);
  if (range !== undefined) return history(graph, { base: range.from || undefined, head: range.to || undefined });
  return resolveAll(graph, symbol).filter((revision) => revision !== null);
}

function describe(graph: RevisionGraph, outcome: ProofOutcome): ValidatedRevision {
  const { id, slice, message, file } = graph.require(outcome.revision);
  const { verdict, cached, proof, error, blockedBy } = outcome;
  return {
    revision: id,
    slice,
    message,
    file,
    verdict,
    cached,
    wayBack: proof?.wayBack ?? null,
    lost: proof?.lost ?? [],
    upgradeNeeds: proof?.upgradeNeeds ?? null,
    unseeded: proof?.unseeded ?? [],
    durationMs: proof?.durationMs ?? 0,
    problem: error === undefined ? null : { ...findingOf(error), facts: error.facts },
    blockedBy: blockedBy ?? null,
  };
}
