import { CopyDataError, LargeStatementError } from '../../../errors/files/sql-errors.ts';
import { endOfCopyData, markerInData } from '../../../sql/script/copy-data.ts';
import { literalShape } from '../../../sql/script/literal-shape.ts';
import type { ScriptPart } from '../../../sql/script/script-part.ts';
import { ScriptScanner, type ScriptSettings } from '../../../sql/script/script-scanner.ts';
import type { Statement } from '../../../sql/script/statement.ts';
import type { StatementRows } from '../../../sql/script/statement-rows.ts';
import type { Region } from './region-rows.ts';
import { TextHash } from './text-hash.ts';

/** The longest statement, in characters: it is sent whole. */
const MOST_OF_ONE = 10 * 2 ** 20;
/** The limit for everything but rows, which is kept in memory. */
const MOST_OF_ALL = 32 * 2 ** 20;
/** How much of a line is held back, since it may be the beginning of `\.` or of a marker. */
const HELD_BACK = 1024;

/** Where the text begins: in bytes, in characters, and as a place in the file. */
export interface StreamStart {
  readonly byte: number;
  readonly offset: number;
  readonly line: number;
}

/** The rows of a statement while they are read. */
interface OpenRows {
  readonly index: number;
  readonly kind: StatementRows['kind'];
  readonly shape?: string;
  readonly line: number;
  readonly start: number;
  readonly hash: TextHash;
  end: number;
  length: number;
  count: number;
}

/**
 * Reads a script that is too large for memory: it keeps the statements, but not their rows. Rows are the data of COPY,
 * and statements that differ from the one before them only in their literals.
 */
export class ScriptStream {
  readonly parts: ScriptPart[] = [];
  readonly #settings: ScriptSettings;
  readonly #rowsOf: (region: Region) => StatementRows;
  #pending = '';
  #offset: number;
  #byte: number;
  #line: number;
  #column = 1;
  #copy: (OpenRows & { startsLine: boolean }) | undefined;
  #like: OpenRows | undefined;
  #held = 0;
  /** Nothing can be found before this much is read. */
  #enough = 0;

  constructor(settings: ScriptSettings, start: StreamStart, rowsOf: (region: Region) => StatementRows) {
    this.#settings = settings;
    this.#rowsOf = rowsOf;
    this.#offset = start.offset;
    this.#byte = start.byte;
    this.#line = start.line;
  }

  /** The current line. */
  get line(): number {
    return this.#line;
  }

  push(text: string, isLast: boolean): void {
    this.#pending += text;
    if (this.#pending.length < this.#enough && !isLast) return;
    this.#enough = 0;
    while (this.#copy === undefined ? this.#readSql(isLast) : this.#readData(this.#copy, isLast));
    if (this.#pending.length > MOST_OF_ONE) throw this.#tooLarge(MOST_OF_ONE);
    // What is searched for its end again and again is read twice as far each time.
    if (this.#copy === undefined) this.#enough = this.#pending.length * 2;
    if (isLast) this.#closeLike();
  }

  /** Whether data follow that are in the window. */
  #readSql(isLast: boolean): boolean {
    const { parts, rest, copy } = new ScriptScanner(
      {
        ...{ text: this.#pending, from: 0, offset: this.#offset, line: this.#line, column: this.#column },
        ...{ isLast, holdsData: false },
      },
      this.#settings,
    ).scan();
    let read = { at: 0, byte: this.#byte };
    for (const part of parts) {
      const end = part.kind === 'statement' ? part.end : read.at;
      const next = { at: end, byte: read.byte + Buffer.byteLength(this.#pending.slice(read.at, end)) };
      this.#take(part, read, next);
      read = next;
    }
    this.#advance(rest.at);
    this.#line = rest.line;
    this.#column = rest.column;
    if (copy === undefined) return false;
    this.#closeLike();
    this.#hold(copy);
    this.#copy = { ...this.#openRows('copy', this.#line), startsLine: true };
    return true;
  }

  #take(part: ScriptPart, from: { readonly at: number }, to: { readonly at: number; readonly byte: number }): void {
    if (part.kind === 'marker') {
      this.#closeLike();
      this.parts.push({ kind: 'marker', marker: { ...part.marker, text: apart(part.marker.text) } });
      return;
    }
    const { sql, line, column } = part.statement;
    if (sql.length > MOST_OF_ONE) throw this.#tooLarge(MOST_OF_ONE, { line, column });
    const shape = literalShape(sql);
    const like = this.#like;
    if (like !== undefined && shape === like.shape) {
      like.length += like.hash.add(this.#pending.slice(from.at, to.at)).length;
      like.count += 1;
      like.end = to.byte;
      return;
    }
    this.#closeLike();
    this.#hold(part.statement);
    if (shape === undefined) return;
    this.#like = {
      ...this.#openRows('statements', line + sql.split('\n').length - 1),
      shape,
      start: to.byte,
      end: to.byte,
    };
  }

  /** Slices of the window would keep all of it in memory. */
  #hold(statement: Statement): void {
    this.#held += statement.sql.length;
    const { line, column } = statement;
    if (this.#held > MOST_OF_ALL) throw this.#tooLarge(MOST_OF_ALL, { line, column });
    this.parts.push({ kind: 'statement', statement: { ...statement, sql: apart(statement.sql) }, end: 0 });
  }

  #openRows(kind: StatementRows['kind'], line: number): OpenRows {
    const place = { line, start: this.#byte, end: this.#byte };
    return { kind, index: this.parts.length - 1, ...place, hash: new TextHash(), length: 0, count: 0 };
  }

  #closeLike(): void {
    const like = this.#like;
    this.#like = undefined;
    if (like !== undefined && like.count > 0) this.#close(like);
  }

  #close({ index, kind, line, start, end, length, count, hash }: OpenRows): void {
    const last = hash.end();
    const rows = this.#rowsOf({ kind, line, start, end, count, length: length + last.text.length, hash: last.hash });
    const part = this.parts[index];
    if (part?.kind === 'statement') this.parts[index] = { ...part, statement: { ...part.statement, rows } };
  }

  /** Whether the end of the data was found. */
  #readData(copy: OpenRows & { startsLine: boolean }, isLast: boolean): boolean {
    const firstLine = copy.startsLine ? 0 : this.#pending.indexOf('\n') + 1;
    const hasLine = copy.startsLine || firstLine > 0;
    const found = hasLine ? endOfCopyData(this.#pending, firstLine, isLast) : undefined;
    if (found !== undefined) {
      this.#addData(copy, found.end, firstLine);
      copy.end = this.#byte;
      this.#advance(found.next - found.end);
      this.#line += 1;
      this.#column = 1;
      this.#close(copy);
      this.#copy = undefined;
      return true;
    }
    if (isLast) {
      this.#refuseMarker(copy, this.#pending.length, firstLine);
      throw new CopyDataError({ ...this.#placeOf(copy), problem: 'unterminated' });
    }
    const lastLine = this.#pending.lastIndexOf('\n') + 1;
    const isLong = this.#pending.length - lastLine > HELD_BACK;
    this.#addData(copy, isLong ? this.#pending.length : Math.max(lastLine, 0), firstLine);
    if (isLong || lastLine > 0) copy.startsLine = !isLong;
    return false;
  }

  #addData(copy: OpenRows, end: number, firstLine: number): void {
    this.#refuseMarker(copy, end, firstLine);
    const text = copy.hash.add(this.#pending.slice(0, end));
    copy.length += text.length;
    const lines = text.split('\n').length - 1;
    copy.count += lines;
    this.#line += lines;
    this.#advance(end);
  }

  /** Data without an end would swallow the other section. */
  #refuseMarker(copy: OpenRows, end: number, firstLine: number): void {
    const { isMarker } = this.#settings;
    const marker = isMarker === undefined ? -1 : markerInData(this.#pending, firstLine, end, isMarker);
    if (marker < 0) return;
    const markerLine = this.#line + this.#pending.slice(0, marker).split('\n').length - 1;
    throw new CopyDataError({ ...this.#placeOf(copy), problem: 'marker', markerLine });
  }

  #placeOf({ index }: OpenRows) {
    const part = this.parts[index];
    const { line, column } = part?.kind === 'statement' ? part.statement : { line: this.#line, column: 1 };
    return { ...this.#settings.source, line, column };
  }

  #advance(characters: number): void {
    this.#byte += Buffer.byteLength(this.#pending.slice(0, characters));
    this.#offset += characters;
    this.#pending = this.#pending.slice(characters);
  }

  #tooLarge(limit: number, place = { line: this.#line, column: this.#column }): LargeStatementError {
    return new LargeStatementError({ ...this.#settings.source, ...place, limit, isOne: limit === MOST_OF_ONE });
  }
}

/** The same text in memory of its own. */
function apart(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
