import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { splitStatements } from '../../../sql/script/split-statements.ts';
import type { StatementRows } from '../../../sql/script/statement-rows.ts';
import { serverPosition, toServerFailure } from '../reach/server-failure.ts';
import type { Script, ScriptMessage } from './script.ts';
import type { ScriptAnswer } from './script-query.ts';

/** The statement (0-based) that failed, and where in it or in its file. */
export interface FailurePlace {
  readonly index: number;
  readonly place: Pick<ServerFailure, 'position' | 'place'>;
}

/**
 * A position wins over counting: the server parses the whole message first, and a syntax error stops it before the
 * first statement.
 */
export function placeOfFailure(script: Script, message: ScriptMessage, answer: ScriptAnswer): FailurePlace {
  const { piece, first } = message;
  const position = serverPosition(answer.error);
  const found = position === undefined ? undefined : message.locate(position);
  if (piece !== undefined) {
    const before = piece.text.slice(0, found?.offset ?? startOf(piece.text, answer.completed));
    return { index: first, place: { place: lineAfter(before, piece.line) } };
  }
  if (found !== undefined) return { index: found.index, place: { position: found.offset } };
  const index = Math.min(first + answer.completed, script.length - 1);
  const data = script.copyData(index);
  const place = data === undefined ? undefined : rowPlace(data, toServerFailure(answer.error).where);
  return { index, place: place === undefined ? {} : { place } };
}

/** Offset of the n-th statement, 0-based. */
function startOf(text: string, statement: number): number {
  return splitStatements(text, { slice: '', file: '' })[statement]?.offset ?? 0;
}

/** Of what comes after this text, which begins in this line. */
function lineAfter(text: string, line: number): { readonly line: number; readonly column: number } {
  const breaks = text.split('\n');
  return { line: line + breaks.length - 1, column: (breaks.at(-1)?.length ?? 0) + 1 };
}

/**
 * `COPY events, line 3, column id: "x"`, in the language of the server: the number that is behind the table. Not of
 * a table whose name looks like it.
 */
const ROW = /^COPY (?:"[^"\n]*"|[^,\n]*), [^\d\s,:]+ (\d+)/m;

/** The line of the data that the server complains of. */
function rowPlace(data: StatementRows, where = ''): ServerFailure['place'] {
  const row = Number(ROW.exec(where)?.[1]);
  if (!Number.isInteger(row) || row < 1) return undefined;
  return { line: data.line + Math.min(row, data.count) - 1, column: 1 };
}
