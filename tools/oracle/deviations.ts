import { lineage, MigratorError, type RevisionGraph, resolve, resolveAll } from './api.ts';
import type { Canon } from './canon.ts';
import type { OracleCase, Query } from './corpus.ts';
import { type Fields, strings } from './fields.ts';

/** A case; `graph` is absent when it does not load. */
export interface DeviationSubject {
  readonly source: OracleCase;
  readonly canon: Canon;
  readonly graph: RevisionGraph | undefined;
}

/**
 * A deliberate difference from Alembic. At most five, each with a reason that a user would accept. A rule looks at the data of the
 * case, never at its name, and says what the answer must be instead; `free` only where the corpus cannot know it.
 */
export interface Deviation {
  readonly name: string;
  readonly reason: string;
  readonly instead: (subject: DeviationSubject, query: Query) => Fields | 'free' | undefined;
}

const RESERVED = new Set(['head', 'heads', 'base', 'current']);

export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'ambiguous-graph-is-refused',
    reason:
      'An id in two files, a loop between base and head, or a label or id that is a word of symbols (head, heads, base, current) is an error ' +
      'that names the files. Alembic warns or says nothing, and then which file wins, or what "head" means, depends on chance.',
    instead: ({ source, canon }) => {
      const ids = source.revisions.map((revision) => revision.id);
      if (new Set(ids).size < ids.length) return { error: 'refused', kind: 'duplicate-id' };
      if (source.revisions.some((revision) => revision.labels.some((label) => RESERVED.has(label)))) {
        return { error: 'refused', kind: 'illegal-label' };
      }
      if (ids.some((id) => RESERVED.has(id))) return { error: 'refused', kind: 'illegal-id' };
      return canon.hasCycle()
        ? { error: 'refused', kind: canon.hasCycle('parents') ? 'cycle' : 'dependency-cycle' }
        : undefined;
    },
  },
  {
    name: 'names-win-over-arithmetic',
    reason:
      'With a label "feature-1", the symbol "feature-1@head" is the head of that label, and "1.0.0+1" is one step above revision 1.0.0. Alembic ' +
      'reads the first as one step below "feature" (a downgrade to it goes back to base) and does not find the second.',
    instead: ({ source }, query) => {
      const names = source.revisions.flatMap((revision) => [revision.id, ...revision.labels]);
      const odd = names.filter((name) => /\W/.test(name));
      return symbolsOf(query).some((symbol) => /[+-]\d/.test(symbol) && odd.some((name) => symbol.includes(name)))
        ? 'free'
        : undefined;
    },
  },
  {
    name: 'downgrade-checks-the-branch',
    reason:
      'In "downgrade label@target" the label must exist and the target must be on its line, as for every other command. Alembic ignores the ' +
      'label where the branch does not split, so a misspelt "evnts@base" undoes everything.',
    instead: ({ graph }, query) => {
      const target = downgradeTargetOf(query);
      const sign = target.lastIndexOf('@');
      return graph === undefined || sign <= 0
        ? undefined
        : branchFault(graph, target.slice(0, sign), target.slice(sign + 1).replace(/[+-]0+$/, ''));
    },
  },
  {
    name: 'rows-are-never-redundant',
    reason:
      'Rows are the heads of the applied set, so a row that another row implies (or an abbreviated one) is not kept. Alembic keeps such rows, ' +
      'and its next upgrade fails because they overlap.',
    instead: ({ canon }, { expect }) => {
      if (expect.error !== undefined || expect.heads === undefined) return undefined;
      const rows = strings(expect.heads, 'heads').map((row) => canon.row(row));
      return { ...expect, heads: canon.rows(canon.closure(rows)) };
    },
  },
  {
    name: 'stamp-records-every-target',
    reason:
      'After "stamp a b" both a and b are recorded. Alembic computes each target against the rows at the start, so that a later target ' +
      'removes the row of an earlier one.',
    instead: ({ canon, graph }, { op, args, expect }) => {
      if (op !== 'stamp' || expect.error !== undefined || graph === undefined) return undefined;
      const named = resolveAll(graph, strings(args.target, 'target')).flatMap((revision) =>
        revision === null ? [] : [revision.id],
      );
      return { ...expect, heads: canon.rows(canon.closure([...strings(expect.heads, 'heads'), ...named])) };
    },
  },
];

/** Every word of the arguments that may be a symbol. */
function symbolsOf({ args }: Query): readonly string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    if (name === 'expect' || name === 'op') return [];
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  });
}

function downgradeTargetOf({ op, args }: Query): string {
  if (op === 'downgrade') return String(args.target);
  if (op === 'downgradeRange') return String(args.range).split(':')[1] ?? '';
  return op === 'iterate' && args.forDowngrade === true ? String(args.lower) : '';
}

function branchFault(graph: RevisionGraph, label: string, name: string): Fields | undefined {
  if (typeof resolved(graph, label) !== 'string' || RESERVED.has(label))
    return { error: 'refused', kind: 'unknown-branch' };
  const target = resolved(graph, name);
  if (typeof target !== 'string' || lineage(graph, [target], label, { dependencies: false }).length > 0)
    return undefined;
  return { error: 'refused', kind: 'not-in-branch' };
}

/** The id that a symbol names, `null` for base, `undefined` when it names nothing or several. */
function resolved(graph: RevisionGraph, symbol: string): string | null | undefined {
  try {
    return resolve(graph, symbol)?.id ?? null;
  } catch (error) {
    if (error instanceof MigratorError) return undefined;
    throw error;
  }
}
