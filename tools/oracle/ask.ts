import { buildGraph, MigratorError, type Revision, type RevisionGraph } from './api.ts';
import { Canon } from './canon.ts';
import type { OracleCase, Query } from './corpus.ts';
import { ERROR_KINDS } from './error-kinds.ts';
import { isFields, strings } from './fields.ts';
import { OPERATIONS } from './operations.ts';
import { first, sameSet, type Verdict } from './same.ts';

/** A case with its graph, or with the error that it does not load for. */
export interface Loaded {
  readonly source: OracleCase;
  readonly canon: Canon;
  readonly graph: RevisionGraph | undefined;
  readonly refused: MigratorError | undefined;
}

export function load(source: OracleCase): Loaded {
  const canon = new Canon(source);
  try {
    return { source, canon, graph: buildGraph(source.revisions.map(toRevision)), refused: undefined };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { source, canon, graph: undefined, refused: error };
  }
}

/** Asks one question and compares the answer; of several answers that Alembic gives under different hash seeds, any will do. */
export function ask(loaded: Loaded, query: Query): Verdict {
  const { anyOf } = query.expect;
  if (!Array.isArray(anyOf)) return askOnce(loaded, query);
  const verdicts = anyOf.map((one) => askOnce(loaded, { ...query, expect: isFields(one) ? one : { value: one } }));
  return verdicts.includes(undefined) ? undefined : first(...verdicts);
}

function askOnce({ source, canon, graph, refused }: Loaded, query: Query): Verdict {
  const operation = OPERATIONS[query.op];
  if (operation === undefined) return `unknown operation ${query.op}`;
  if (graph === undefined) return refused === undefined ? 'not loaded' : compareError(refused, query);
  try {
    const compare = operation({ source, canon, graph }, query);
    return successExpected(query) ? compare() : `no error, expected ${String(query.expect.kind)}`;
  } catch (error) {
    return error instanceof MigratorError ? compareError(error, query) : `threw ${String(error)}`;
  }
}

function toRevision(source: OracleCase['revisions'][number], i: number): Revision {
  const { id, slice } = source;
  const file = `features/${slice}/migrations/${String(i).padStart(4, '0')}_${id}.sql`;
  return {
    id,
    slice,
    file,
    revises: source.down,
    dependsOn: source.dependsOn,
    labels: source.labels,
    message: id,
    kind: 'sql',
  };
}

/** Is an answer without error right? Also where Alembic crashed over its rows although the plan is valid. */
function successExpected({ expect }: Query): boolean {
  if (expect.error === undefined) return true;
  return expect.kind === 'row-crash' && (expect.canonicalSteps !== undefined || expect.plan !== undefined);
}

function compareError(error: MigratorError, query: Query): Verdict {
  const { expect } = query;
  const got = ERROR_KINDS[error.code];
  const told = `${error.code}: ${error.message}`;
  if (got === undefined) return `error without a kind: ${told}`;
  if (expect.error === undefined || expect.canonicalSteps !== undefined) return `unexpected error ${told}`;
  const kind = expect.kind;
  if (kind === 'row-crash') return query.op === 'stamp' ? undefined : `unexpected error ${told}`;
  if (kind === 'crash') return undefined;
  if (kind !== got) return `error ${told}, expected ${String(kind)}`;
  return first(
    expect.heads === undefined
      ? undefined
      : sameSet('heads of the error', headsOf(error), strings(expect.heads, 'heads')),
    expect.revisions === undefined
      ? undefined
      : sameSet(
          'revisions of the error',
          listOf(error, 'cutOff') ?? listOf(error, 'revisions') ?? [],
          strings(expect.revisions, 'revisions'),
        ),
  );
}

function headsOf(error: MigratorError): unknown[] {
  return (listOf(error, 'heads') ?? []).map((place) => (isFields(place) ? place.revision : place));
}

function listOf(error: MigratorError, fact: string): readonly unknown[] | undefined {
  const value: unknown = Object.entries(error.facts).find(([name]) => name === fact)?.[1];
  return Array.isArray(value) ? value : undefined;
}
