import type { ForeignKeyShape, TableShape } from '../../../ports/proof/table-shape.ts';
import type { Combination } from '../checks/check-groups.ts';
import {
  acceptedQuery,
  groupsOf,
  type Keys,
  keysQuery,
  type Open,
  openGroup,
  type Solved,
  solved,
} from '../checks/solve-checks.ts';
import type { SeedStyle } from '../seed-style.ts';
import type { Answer, Round } from './attempts.ts';

/** What a table asks next. `writes`: the answer will show its rows, and nothing before that. */
export interface Question extends Pick<Round, 'attempts' | 'likely' | 'alike'> {
  readonly writes: boolean;
}

/** The keys that its rows may have, and the values that its checks accept. */
export function* lookAtTable(
  table: TableShape,
  style: SeedStyle,
  firstRow: number,
): Generator<Question, { readonly keys: Keys; readonly checked: readonly Solved[] }, readonly Answer[]> {
  const groups = groupsOf(table);
  const free = groups.free.map((group) => openGroup(group, new Map(), style, firstRow));
  const first = yield* reading(
    [...table.foreignKeys.map(keysQuery), ...free.map(acceptedQuery)],
    [...table.foreignKeys.map(() => undefined), ...free.map(groupText)],
  );
  const keys = new Map<ForeignKeyShape, readonly Combination[]>(
    table.foreignKeys.map((key, at) => [key, combinationsOf(first[at])]),
  );
  const keyed = groups.keyed.map((group) => openGroup(group, keys, style, firstRow));
  const second = yield* reading(keyed.map(acceptedQuery), keyed.map(groupText));
  const answers = [...first.slice(table.foreignKeys.length), ...second];
  return { keys, checked: [...free, ...keyed].map((group, at) => solved(group, answers[at]?.text ?? null)) };
}

function* reading(
  queries: readonly string[],
  alike: readonly (string | undefined)[],
): Generator<Question, readonly Answer[], readonly Answer[]> {
  return queries.length === 0 ? [] : yield { attempts: queries.map((sql) => [sql]), alike, writes: false };
}

/** Of other values, made in the same way, the same ones mostly are accepted. */
function groupText({ columns, expressions, tried }: Open): string {
  return JSON.stringify([expressions, columns.map(({ type }) => type.sql), tried.length]);
}

function combinationsOf(answer: Answer | undefined): readonly Combination[] {
  if (answer?.text === undefined || answer.text === null) {
    throw new Error(answer?.problem ?? 'The server gave no keys that rows could point to.');
  }
  const rows: unknown = JSON.parse(answer.text);
  return Array.isArray(rows) ? rows.map((row: unknown) => (Array.isArray(row) ? row.map(String) : [])) : [];
}
