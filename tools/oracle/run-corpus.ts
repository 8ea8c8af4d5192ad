import { ask, type Loaded, load } from './ask.ts';
import type { Corpus, Query } from './corpus.ts';
import { DEVIATIONS, type Deviation } from './deviations.ts';

export interface Disagreement {
  readonly caseName: string;
  readonly query: string;
  readonly problem: string;
}

export interface OracleReport {
  readonly queries: number;
  readonly operations: ReadonlyMap<string, { agree: number; total: number }>;
  /** By rule: how many answers differ from Alembic's on purpose. */
  readonly deviations: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
}

/** Asks every question of a corpus. */
export function runCorpus(corpus: Corpus): OracleReport {
  const operations = new Map<string, { agree: number; total: number }>();
  const deviations = new Map(DEVIATIONS.map((rule) => [rule.name, 0]));
  const disagreements: Disagreement[] = [];
  let queries = 0;
  for (const source of corpus.cases) {
    const loaded = load(source);
    for (const query of source.queries) {
      queries++;
      const count = operations.get(query.op) ?? { agree: 0, total: 0 };
      operations.set(query.op, count);
      count.total++;
      const problem = ask(loaded, query);
      const rule =
        problem === undefined ? undefined : DEVIATIONS.find((deviation) => explains(deviation, loaded, query));
      if (rule !== undefined) deviations.set(rule.name, (deviations.get(rule.name) ?? 0) + 1);
      else if (problem === undefined) count.agree++;
      else disagreements.push({ caseName: source.name, query: JSON.stringify(query.args), problem });
    }
  }
  return { queries, operations, deviations, disagreements };
}

/** A rule explains a disagreement when it says what the answer must be instead, and it is that. */
function explains({ instead }: Deviation, loaded: Loaded, query: Query): boolean {
  const expect = instead(loaded, query);
  if (expect === undefined || expect === 'free') return expect === 'free';
  return ask(loaded, { ...query, expect }) === undefined;
}
