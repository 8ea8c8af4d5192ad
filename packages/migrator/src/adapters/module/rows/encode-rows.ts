import { types } from 'node:util';
import { type DataRevisionRow, DataRevisionRowError } from '../../../errors/run/data-revision-rows.ts';

export interface RowEncoding {
  readonly columns: readonly string[];
  /** The source holds csv, so it cannot be rows. */
  readonly isCsv: boolean;
  textOf(value: unknown): string | null;
  /** Where the rows are for. */
  facts(): Omit<DataRevisionRow, 'row' | 'problem'>;
}

/** Rows are handed on when they have this many characters. */
const PIECE = 64 * 1024;

/** What the text format of COPY escapes, and what no text of PostgreSQL can hold. */
const SPECIAL = /[\\\t\n\r\0\p{Cs}]/u;
const ESCAPED = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * The data of a COPY in its text format, from rows; text and bytes are handed on as they are. Throws a
 * `DataRevisionRowError` for what cannot be written.
 */
export async function* encodeRows(
  source: AsyncIterable<readonly unknown[]>,
  encoding: RowEncoding,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  let piece = '';
  let number = 0;
  let isRaw: boolean | undefined;
  for await (const items of source) {
    for (const item of items) {
      number += 1;
      const isText = typeof item === 'string' || item instanceof Uint8Array;
      isRaw ??= isText;
      if (isText !== isRaw) throw wrong(encoding, number, 'mixed');
      if (isText) {
        yield item;
        continue;
      }
      if (encoding.isCsv) throw new TypeError('op.copyFrom reads csv from text or bytes; rows need no format');
      piece += encodeRow(item, number, encoding);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function encodeRow(row: unknown, number: number, encoding: RowEncoding): string {
  const { columns } = encoding;
  if (typeof row !== 'object' || row === null) throw wrong(encoding, number, 'not-a-row');
  const values: readonly unknown[] = Array.isArray(row) ? row : valuesOf(row, number, encoding);
  if (values.length !== columns.length) throw wrong(encoding, number, 'length');
  let line = '';
  for (let at = 0; at < columns.length; at += 1) {
    if (at > 0) line += '\t';
    line += encodeValue(values[at], number, columns[at] ?? '', encoding);
  }
  return `${line}\n`;
}

function valuesOf(row: object, number: number, encoding: RowEncoding): readonly unknown[] {
  return encoding.columns.map((column) => {
    if (!Object.hasOwn(row, column)) throw wrong(encoding, number, 'absent', column);
    const value: unknown = Reflect.get(row, column);
    return value;
  });
}

function encodeValue(value: unknown, number: number, column: string, encoding: RowEncoding): string {
  if (typeof value === 'function' || typeof value === 'symbol') throw wrong(encoding, number, 'type', column);
  if (types.isDate(value) && Number.isNaN(value.getTime())) throw wrong(encoding, number, 'date', column);
  const text = typeof value === 'string' ? value : encoding.textOf(value);
  if (text === null || text === undefined) return '\\N';
  if (!SPECIAL.test(text)) return text;
  if (text.includes('\0')) throw wrong(encoding, number, 'nul', column);
  if (/\p{Cs}/u.test(text)) throw wrong(encoding, number, 'surrogate', column);
  return text.replace(ESCAPED, (special) => ESCAPES[special] ?? special);
}

function wrong(
  encoding: RowEncoding,
  row: number,
  problem: DataRevisionRow['problem'],
  column?: string,
): DataRevisionRowError {
  return new DataRevisionRowError({
    ...encoding.facts(),
    row,
    problem,
    ...(column === undefined ? {} : { column }),
  });
}
