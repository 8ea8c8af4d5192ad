import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { ProofFailedError } from '../../errors/proof/proof-failed-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import type { Proof } from '../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ContentKeys } from '../content-keys.ts';
import type { ProofListener, Verdict } from '../proof-event.ts';
import type { SchemaState } from '../schema-state.ts';
import { Slots } from '../slots.ts';
import { type Line, planLines } from './plan-lines.ts';
import { proveRevision, type StateBelow } from './prove-revision.ts';
import { isRevisionFault } from './revision-fault.ts';
import type { Subject } from './subject.ts';
import { withState } from './with-state.ts';

export interface ProofOutcome {
  readonly revision: string;
  readonly verdict: Verdict;
  /** The proof was made by an earlier run, of the same files and tools. */
  readonly cached: boolean;
  /** Present when proven. */
  readonly proof?: Proof;
  /** Present otherwise; when blocked, what is wrong with the revision that blocks. */
  readonly error?: MigratorError;
  /** The revision that cannot be applied, when blocked. */
  readonly blockedBy?: string;
}

export interface ProveManyOptions {
  readonly cache: boolean;
  readonly onEvent: ProofListener;
}

/**
 * Proves revisions, several at a time, and gives an outcome for each in the order of plans. A failed one does not stop
 * the others. Throws only what is not a revision's fault: no server, a signal.
 */
export async function proveMany(
  subject: Subject,
  ids: readonly string[],
  options: ProveManyOptions,
): Promise<readonly ProofOutcome[]> {
  const { tools, graph } = subject;
  const keys = subject.keys();
  const serverVersion = await tools.server.version();
  const outcomes = new Map<string, ProofOutcome>();
  for (const id of options.cache ? ids : []) {
    const proof = tools.cache.read(keys.proof(id, serverVersion));
    if (proof !== undefined) outcomes.set(id, { revision: id, verdict: 'proven', cached: true, proof });
  }
  const open = new Set(ids.filter((id) => !outcomes.has(id)));
  options.onEvent({ type: 'proofs-planned', revisions: ids.length, cached: outcomes.size });

  const report = (outcome: ProofOutcome, durationMs: number): void => {
    outcomes.set(outcome.revision, outcome);
    if (outcome.proof !== undefined) tools.cache.write(outcome.proof);
    const { id, slice, file, message } = graph.require(outcome.revision);
    const done = outcomes.size - (ids.length - open.size);
    const place = { revision: id, slice, file, message, verdict: outcome.verdict, durationMs };
    options.onEvent({ type: 'revision-proven', n: done, of: open.size, ...place });
  };
  await runLines(planLines(graph, open), { subject, keys, serverVersion, report });
  return graph.ordered.flatMap(({ id }) => outcomes.get(id) ?? []);
}

interface LineWork {
  readonly subject: Subject;
  readonly keys: ContentKeys;
  readonly serverVersion: string;
  report(outcome: ProofOutcome, durationMs: number): void;
}

/** What is proven by then is remembered. */
function stopIfAsked({ tools }: Subject): void {
  if (tools.stop.level === undefined) return;
  throw new InterruptedError({ during: 'proof' });
}

/**
 * Each line waits for the state that it starts from, then for a free slot. The first error that is not a revision's
 * fault ends all.
 */
async function runLines(lines: readonly Line[], work: LineWork): Promise<void> {
  const slots = new Slots(work.subject.tools.parallel);
  const passed = new Map<string, () => void>();
  const gates = new Map<string, Promise<void>>();
  for (const { after } of lines) {
    if (after !== undefined && !gates.has(after))
      gates.set(after, new Promise((resolve) => passed.set(after, resolve)));
  }
  let broken = false;
  const all = lines.map(async (line) => {
    if (line.after !== undefined) await gates.get(line.after);
    await slots.run(async () => {
      try {
        if (!broken) await runLine(line, work, passed);
      } catch (error) {
        broken = true;
        throw error;
      } finally {
        for (const id of line.ids) passed.get(id)?.();
      }
    });
  });
  const failed = (await Promise.allSettled(all)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** What was built for a line in less is not kept: the copy, and the one that goes for it, take half of that. */
const KEEP_FROM_MS = 500;

async function runLine({ ids }: Line, work: LineWork, passed: ReadonlyMap<string, () => void>): Promise<void> {
  const { subject, keys, report } = work;
  const [first] = ids;
  if (first === undefined) return;
  let next = 0;
  try {
    const run = async (at: ScratchDatabase): Promise<void> => {
      let known: { readonly id: string; readonly state: SchemaState } | undefined;
      for (; next < ids.length; next += 1) {
        const id = ids[next] ?? first;
        stopIfAsked(subject);
        const below = subject.headsBelow(id);
        if (next > 0) await subject.upgrade(at, below);
        const isLast = next === ids.length - 1 && !passed.has(id);
        const given = isLast ? servesItself(at, (again) => withState(subject, keys, below, again)) : at;
        const readBefore = below.length === 1 && known?.id === below[0] ? known?.state : undefined;
        const state = await proveOne(id, given, work, readBefore);
        known = state && { id, state };
        if (isLast) continue;
        await subject.upgrade(at, [id]);
        if (!passed.has(id)) continue;
        await at.keepAs({ key: keys.state([id]), heads: [id] });
        passed.get(id)?.();
      }
    };
    await withState(subject, keys, subject.headsBelow(first), run, KEEP_FROM_MS);
  } catch (error) {
    if (!isRevisionFault(error)) throw error;
    // A revision below cannot be applied. That of the line itself has its verdict already.
    const blockedBy = 'revision' in error.facts ? error.facts.revision : error.facts.file;
    const open = ids.slice(next).filter((id) => id !== blockedBy);
    for (const revision of open) report({ revision, verdict: 'blocked', cached: false, error, blockedBy }, 0);
  }
}

/** Nobody needs this database after its last revision: the first proof has it itself, and others one like it. */
function servesItself(at: ScratchDatabase, withAnother: StateBelow['withCopy']): StateBelow {
  let isFree = true;
  return {
    async withCopy(work) {
      if (!isFree) return await withAnother(work);
      isFree = false;
      return await work(at);
    },
  };
}

async function proveOne(
  id: string,
  at: StateBelow,
  { subject, keys, serverVersion, report }: LineWork,
  known: SchemaState | undefined,
): Promise<SchemaState | undefined> {
  const { ambient } = subject.tools;
  const began = ambient.now().getTime();
  const spent = (): number => ambient.now().getTime() - began;
  try {
    const { proof, after } = await proveRevision({ subject, keys, id, at, serverVersion, known });
    report({ revision: id, verdict: 'proven', cached: false, proof }, spent());
    return after;
  } catch (error) {
    if (!(error instanceof ProofFailedError || error instanceof RevisionFileError)) throw error;
    report({ revision: id, verdict: 'failed', cached: false, error }, spent());
    return undefined;
  }
}
