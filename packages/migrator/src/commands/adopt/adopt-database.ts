import type { ForeignHistory } from '../../adopt/foreign-history.ts';
import { AdoptedPartlyError, LedgerMismatchError, LedgerMissingError } from '../../errors/adopt/ledger-errors.ts';
import { changeState } from '../../execute/change-state.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { FoundLedger } from '../../ports/database/ledger-reader.ts';
import { recordOf } from '../shared/record-of.ts';
import type { AdoptBench, AdoptedDatabase, AdoptedRevision, AdoptOptions } from './adopt-options.ts';
import { acceptableOf, accepted, describeProblem } from './ledger-state.ts';
import type { ForeignSource } from './sources/foreign-source.ts';
import { ledgerName } from './sources/ledger-name.ts';

/** The adopted revisions that a database has. */
export interface DatabasePlan {
  readonly found: FoundLedger;
  readonly ledger: string;
  /** Ids of the revisions that its ledger records, parents first. */
  readonly applied: readonly string[];
  readonly said: Pick<AdoptedDatabase, 'state' | 'pending' | 'problems'>;
}

/**
 * Reads the ledger and compares it with the files. Throws a `LedgerMissingError`, a `LedgerMismatchError` (not with
 * `--check`, which reports the problems), and an `AdoptedPartlyError`.
 */
export async function planDatabase(
  bench: Pick<AdoptBench, 'readLedger'>,
  options: AdoptOptions,
  { history, ledger }: ForeignSource,
  revisions: readonly AdoptedRevision[],
): Promise<DatabasePlan> {
  const found = await bench.readLedger(ledger);
  const name = ledgerName(ledger.relation);
  const place = { tool: history.tool, ledger: name, target: found.target.display };
  if (found.rows === undefined && found.hasRelations) throw new LedgerMissingError(place);
  const compared = ledger.compare(found.rows ?? [], history);
  const { appliedKeys, problems } = accepted(compared, options.accept ?? [], history);
  if (problems.length > 0 && options.check !== true) {
    const acceptable = [...new Set(problems.map(acceptableOf))];
    throw new LedgerMismatchError({ ...place, problems: problems.map(describeProblem), acceptable });
  }
  const applied = new Set(appliedKeys);
  const has = revisions.filter(({ stands }) => stands.every((key) => applied.has(key)));
  const partly = revisions.find((each) => !has.includes(each) && each.stands.some((key) => applied.has(key)));
  if (partly !== undefined && problems.length === 0) {
    const missing = partly.stands.filter((key) => !applied.has(key));
    const { revision } = partly;
    throw new AdoptedPartlyError({ ...place, revision, applied: partly.stands.length - missing.length, missing });
  }
  return {
    found,
    ledger: name,
    applied: has.map(({ revision }) => revision),
    said: {
      state: problems.length > 0 ? 'mismatch' : found.rows === undefined ? 'new' : 'would-stamp',
      pending: revisions.filter((each) => !has.includes(each)).map(({ revision }) => revision),
      problems,
    },
  };
}

/** Records under the lease what the ledger says, with its origin; runs nothing. */
export async function stampDatabase(
  bench: AdoptBench,
  graph: RevisionGraph,
  history: ForeignHistory,
  { ledger, applied, said, found }: DatabasePlan,
): Promise<AdoptedDatabase> {
  const database = await bench.database();
  let stamped: readonly string[] = [];
  await changeState(
    { ...bench.runner, ambient: bench.ambient, database },
    'stamp',
    `adopted from ${history.tool}: ${ledger}`,
    (state) => {
      const known = new Set(state.applied.map(({ revision }) => revision));
      stamped = applied.filter((id) => !known.has(id));
      return stamped.map((id) => ({
        kind: 'add',
        record: { ...recordOf(bench.workspace, graph, graph.require(id)), origin: `${history.tool} ${ledger}` },
      }));
    },
  );
  const state = said.state === 'new' ? 'new' : stamped.length > 0 ? 'stamped' : 'nothing-to-stamp';
  return { ...said, target: found.target, ledger, state, stamped };
}

/** With `--check`: what would be recorded. */
export async function wouldStamp(
  bench: Pick<AdoptBench, 'database'>,
  { ledger, applied, said, found }: DatabasePlan,
): Promise<AdoptedDatabase> {
  const known = new Set((await (await bench.database()).readState()).applied.map(({ revision }) => revision));
  const stamped = said.state === 'mismatch' ? [] : applied.filter((id) => !known.has(id));
  const state = said.state === 'would-stamp' && stamped.length === 0 ? 'nothing-to-stamp' : said.state;
  return { ...said, target: found.target, ledger, state, stamped };
}
