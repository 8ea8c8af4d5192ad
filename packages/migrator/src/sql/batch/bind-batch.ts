import { quoteLiteral } from '../names/quote-literal.ts';
import type { BatchBound } from './batch-bounds.ts';

/** The part of the keys that one batch works on: `from < key <= to`, both as text in the order of the columns. */
export interface BatchRange {
  /** The last key of the batch before. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The first batch: `from` is the first key, and is among the rows. */
  readonly isFirst: boolean;
}

/** A statement of one batch, and how to find a place in it again in the file. */
export interface BoundStatement {
  readonly sql: string;
  /** The offset in the statement as it is written; both in UTF-16 units. */
  readonly written: (offset: number) => number;
}

/**
 * The statement with the keys of one batch for `:from` and `:to`.
 *
 * @param types of the key's columns, as SQL writes them: `bigint`
 */
export function bindBatch(
  sql: string,
  bounds: readonly BatchBound[],
  types: readonly string[],
  range: BatchRange,
): BoundStatement {
  const changes = bounds.flatMap(({ side, operator, start, end }) => [
    ...(side === 'from' && range.isFirst ? [{ ...operator, text: '>=' }] : []),
    { start, end, text: keyLiteral(side === 'from' ? range.from : range.to, types) },
  ]);
  let bound = '';
  let done = 0;
  const places: { readonly at: number; readonly end: number; readonly written: number; readonly after: number }[] = [];
  for (const { start, end, text } of changes) {
    bound += sql.slice(done, start);
    places.push({ at: bound.length, end: bound.length + text.length, written: start, after: end });
    bound += text;
    done = end;
  }
  bound += sql.slice(done);
  return {
    sql: bound,
    written(offset) {
      const last = places.findLast(({ at }) => at <= offset);
      if (last === undefined) return offset;
      return offset < last.end ? last.written : last.after + (offset - last.end);
    },
  };
}

/** A key as SQL: `'5'::bigint`, or a row of such. */
export function keyLiteral(values: readonly string[], types: readonly string[]): string {
  const literals = types.map((type, index) => `${quoteLiteral(values[index] ?? '')}::${type}`);
  return literals.length === 1 ? literals.join('') : `(${literals.join(', ')})`;
}
