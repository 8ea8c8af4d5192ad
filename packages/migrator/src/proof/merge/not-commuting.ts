import { type DoesNotCommute, MergeDoesNotCommuteError } from '../../errors/merge-errors.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { placeOf, type RevisionPlace } from '../../errors/revision-place.ts';
import { saidBy } from '../section-run.ts';
import { type Branches, legsOf } from './branches.ts';
import type { StateDifference } from './compare-states.ts';
import { findPair, type PairRequest } from './find-pair.ts';
import type { Trial } from './trials.ts';

export interface NotCommutingRequest extends Pick<PairRequest, 'subject' | 'database' | 'tablesBefore'> {
  readonly branches: Branches;
  readonly trial: Trial;
}

const kept = ['line', 'column', 'statement', 'sqlState', 'detail', 'serverHint', 'where'] as const;

/** Makes the error for what a trial found, with the two statements that are to blame where two branches were tried. */
export class NotCommuting {
  readonly #request: NotCommutingRequest;

  constructor(request: NotCommutingRequest) {
    this.#request = request;
  }

  async failed(order: string, error: MigratorError): Promise<MergeDoesNotCommuteError> {
    return this.#error({
      problem: 'fails',
      found: `in the order ${order}, ${placed(error)} fails: ${saidBy(error)}`,
      pair: await this.#pair(),
      failure: detailsOf(error),
    });
  }

  async differs(
    order: string,
    other: string,
    { problem, differences }: StateDifference,
  ): Promise<MergeDoesNotCommuteError> {
    const what = problem === 'catalogs-differ' ? 'another schema' : 'other rows';
    return this.#error({
      problem,
      found: `${other} ends with ${what} than ${order} (${problem === 'catalogs-differ' ? 'differences: from the latter to the former' : 'in these places'})`,
      differences,
      pair: await this.#pair(),
    });
  }

  backFails(order: string, error: MigratorError): MergeDoesNotCommuteError {
    return this.#error({
      problem: 'way-back',
      found: `after ${order} the way back fails at ${placed(error)}: ${saidBy(error)}`,
      failure: detailsOf(error),
    });
  }

  backDiffers(order: string, differences: readonly string[]): MergeDoesNotCommuteError {
    const found = `after ${order} the way back does not lead to what was there before`;
    return this.#error({ problem: 'way-back', found, differences });
  }

  #error(found: Pick<DoesNotCommute, 'problem' | 'found' | 'pair' | 'failure'> & Partial<DoesNotCommute>) {
    const { subject, trial } = this.#request;
    const heads = trial.heads.map((id) => placeOf(subject.graph.require(id)));
    return new MergeDoesNotCommuteError({ heads, differences: [], conflicts: [], begins: this.#beginning(), ...found });
  }

  /** Where the line of the last head parts from the common ancestors. */
  #beginning(): RevisionPlace | undefined {
    const { subject, branches, trial } = this.#request;
    const { graph } = subject;
    const above = new Set(branches.above);
    const line = graph.ancestors(trial.heads.slice(-1), { dependencies: false }).filter((id) => above.has(id));
    const id = line.find((it) => !graph.parents(it).some((parent) => above.has(parent)));
    return id === undefined ? undefined : placeOf(graph.require(id));
  }

  /** Only two branches have a pair; three or more were tried in pairs before. */
  async #pair(): Promise<DoesNotCommute['pair']> {
    const { subject, database, tablesBefore, branches, trial } = this.#request;
    const [ours, theirs, ...more] = legsOf(subject.graph, branches, trial.heads);
    if (ours === undefined || theirs === undefined || more.length > 0) return undefined;
    return await findPair({ subject, database, tablesBefore, branches: [ours, theirs] });
  }
}

function placed({ facts: { file, line } }: MigratorError): string {
  return typeof line === 'number' ? `${String(file)}:${line}` : String(file);
}

function detailsOf({ facts }: MigratorError): Record<string, unknown> {
  const { revision, slice, file } = facts;
  const known = kept.flatMap((key) => (facts[key] === undefined ? [] : [[key, facts[key]]]));
  return { revision, slice, file, ...Object.fromEntries(known) };
}
