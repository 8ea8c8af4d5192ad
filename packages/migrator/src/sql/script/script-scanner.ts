import { PsqlCommandError } from '../../errors/files/psql-command-error.ts';
import {
  CopyDataError,
  CopyStreamError,
  NulCharacterError,
  UnterminatedSqlError,
} from '../../errors/files/sql-errors.ts';
import type { SourceFile, SourcePlace } from '../source-place.ts';
import { Tokenizer } from '../tokens/tokenizer.ts';
import { endOfCopyData, markerInData } from './copy-data.ts';
import { LineCounter } from './line-counter.ts';
import { OpenStatement } from './open-statement.ts';
import type { PsqlCommands } from './psql-commands.ts';
import type { ScriptPart } from './script-part.ts';
import type { Statement } from './statement.ts';
import { heldRows } from './statement-rows.ts';
import { usualStatement } from './usual-statement.ts';

/** Whether the line comment at this offset of the text is a marker of the file's format. */
export type IsMarker = (text: string, offset: number) => boolean;

/** A whole text, or a part of a longer one that is read piece by piece. */
export interface ScriptWindow {
  readonly text: string;
  /** Where to begin. */
  readonly from: number;
  /** The place of the text's beginning in the file. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** Nothing comes after it. Otherwise a statement counts only when it ends here. */
  readonly isLast: boolean;
  /** The data of COPY is in the text. Otherwise the caller reads it, and continues after it. */
  readonly holdsData: boolean;
}

export interface ScannedWindow {
  readonly parts: readonly ScriptPart[];
  /** Where what was not taken begins, and its place. */
  readonly rest: { readonly at: number; readonly line: number; readonly column: number };
  /** The data of this statement, which is not among the parts, begins at `rest`. */
  readonly copy?: Statement;
}

export interface ScriptSettings {
  readonly source: SourceFile;
  readonly isMarker: IsMarker | undefined;
  readonly commands: PsqlCommands;
}

/** Goes through one window once. */
export class ScriptScanner {
  readonly #window: ScriptWindow;
  readonly #settings: ScriptSettings;
  readonly #text: string;
  readonly #tokens: Tokenizer;
  readonly #lines: LineCounter;
  readonly #parts: ScriptPart[] = [];
  #open: OpenStatement | undefined;
  /** Where the last part ended. */
  #taken: number;
  #copy: Statement | undefined;

  constructor(window: ScriptWindow, settings: ScriptSettings) {
    this.#window = window;
    this.#settings = settings;
    this.#text = window.text;
    this.#taken = window.from;
    this.#tokens = new Tokenizer(window.text, window.from);
    this.#lines = new LineCounter(window.text, window.line, window.column);
  }

  scan(): ScannedWindow {
    const nul = this.#text.indexOf('\0', this.#tokens.end);
    if (nul >= 0) throw new NulCharacterError(this.#place(nul));
    while (this.#step());
    const at = this.#taken;
    return { parts: this.#parts, rest: { at, ...this.#lines.at(at) }, ...(this.#copy && { copy: this.#copy }) };
  }

  /** Takes a statement, or a token. False at the end, and where a part of a longer text can be read no further. */
  #step(): boolean {
    if (this.#open === undefined && this.#takeUsual()) return true;
    const kind = this.#tokens.next();
    const { start, end } = this.#tokens;
    // The rest of it, or what makes it another token, may be in the next part.
    if (!this.#window.isLast && end >= this.#text.length && !this.#isSemicolon) return false;
    switch (kind) {
      case 'end':
        this.#finishStatement();
        return false;
      case 'unterminated': {
        const { construct, closer } = this.#tokens;
        throw new UnterminatedSqlError({ ...this.#place(start), construct, closer });
      }
      case 'line-comment':
        this.#acceptComment();
        return true;
      case 'block-comment':
        return true;
      default:
        return this.#acceptToken();
    }
  }

  /** Nearly all statements can be told without their tokens. */
  #takeUsual(): boolean {
    const usual = usualStatement(this.#text, this.#tokens.end);
    if (usual === undefined) return false;
    const { start, end, semicolon } = usual;
    this.#parts.push({ kind: 'statement', statement: this.#statement({ start, end }), end: semicolon + 1 });
    this.#tokens.end = semicolon + 1;
    this.#taken = semicolon + 1;
    return true;
  }

  get #isSemicolon(): boolean {
    return this.#text[this.#tokens.start] === ';';
  }

  #acceptToken(): boolean {
    const { start } = this.#tokens;
    if (this.#isSemicolon && (this.#open?.canEnd ?? true)) {
      if (this.#open?.copies === 'from-stdin') return this.#acceptCopy(this.#open);
      this.#finishStatement(this.#tokens.end);
      this.#taken = this.#tokens.end;
      return true;
    }
    if (this.#text[start] === '\\') return this.#acceptCommand(start);
    this.#open ??= new OpenStatement(start);
    this.#open.accept(this.#tokens);
    if (this.#open.copies === 'to-stdout')
      throw new CopyStreamError({ ...this.#place(this.#open.start), problem: 'to-stdout' });
    return true;
  }

  /** A command of psql goes to the end of its line. */
  #acceptCommand(start: number): boolean {
    const lineBreak = this.#text.indexOf('\n', start);
    if (lineBreak < 0 && !this.#window.isLast) return false;
    const end = lineBreak < 0 ? this.#text.length : lineBreak;
    const place = this.#lines.at(start);
    if (this.#open !== undefined || !this.#isFirstInLine(start, place.column)) {
      throw new PsqlCommandError({ ...this.#settings.source, ...place, lines: [], count: 1 });
    }
    this.#settings.commands.add(this.#text.slice(start, Math.min(end, start + 40)), place);
    this.#tokens.end = end;
    this.#taken = end;
    return true;
  }

  /** `COPY … FROM STDIN` whose semicolon was read. */
  #acceptCopy(open: OpenStatement): boolean {
    const { isLast, holdsData } = this.#window;
    const semicolon = this.#tokens.end;
    const lineBreak = this.#text.indexOf('\n', semicolon);
    if (lineBreak < 0 && !isLast) return false;
    const place = this.#place(open.start);
    if (open.isBinary) throw new CopyStreamError({ ...place, problem: 'binary' });
    if (!this.#isRestOfLine(semicolon, lineBreak < 0 ? this.#text.length : lineBreak))
      throw new CopyDataError({ ...place, problem: 'same-line' });
    if (lineBreak < 0) throw new CopyDataError({ ...place, problem: 'unterminated' });
    const statement = this.#statement(open);
    this.#open = undefined;
    const from = lineBreak + 1;
    if (!holdsData) {
      this.#copy = statement;
      this.#taken = from;
      return false;
    }
    const found = endOfCopyData(this.#text, from);
    this.#refuseMarker(place, from, found?.end ?? this.#text.length);
    if (found === undefined) throw new CopyDataError({ ...place, problem: 'unterminated' });
    const rows = heldRows(this.#text.slice(from, found.end), this.#lines.at(from).line);
    this.#parts.push({ kind: 'statement', statement: { ...statement, rows }, end: found.next });
    this.#tokens.end = found.next;
    this.#taken = found.next;
    return true;
  }

  /** A comment, or nothing. */
  #isRestOfLine(from: number, end: number): boolean {
    const rest = this.#text.slice(from, end).trim();
    if (rest === '') return true;
    return rest.startsWith('--') && this.#settings.isMarker?.(rest, 0) !== true;
  }

  /** Data without its end would swallow the other section. */
  #refuseMarker(place: SourcePlace, from: number, end: number): void {
    const { isMarker } = this.#settings;
    const marker = isMarker === undefined ? -1 : markerInData(this.#text, from, end, isMarker);
    if (marker < 0) return;
    throw new CopyDataError({ ...place, problem: 'marker', markerLine: this.#lines.at(marker).line });
  }

  #acceptComment(): void {
    if (this.#settings.isMarker?.(this.#text, this.#tokens.start) !== true) return;
    this.#finishStatement();
    const { start, end, text } = this.#tokens;
    const place = this.#lines.at(start);
    const ownLine = this.#isFirstInLine(start, place.column);
    this.#parts.push({ kind: 'marker', marker: { text: text.trimEnd(), ...place, ownLine } });
    this.#taken = end;
  }

  /** A window that begins within a line begins after the end of a statement. */
  #isFirstInLine(start: number, column: number): boolean {
    const lineStart = start - column + 1;
    return lineStart >= 0 && this.#text.slice(lineStart, start).trim() === '';
  }

  #finishStatement(end = this.#open?.end ?? 0): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { unclosed } = open;
    if (unclosed !== undefined) {
      const { construct, closer } = unclosed;
      throw new UnterminatedSqlError({ ...this.#place(unclosed.offset), construct, closer });
    }
    if (open.copies === 'from-stdin') throw new CopyDataError({ ...this.#place(open.start), problem: 'no-semicolon' });
    this.#parts.push({ kind: 'statement', statement: this.#statement(open), end });
  }

  #statement({ start, end }: Pick<OpenStatement, 'start' | 'end'>): Statement {
    const { line, column } = this.#lines.at(start);
    return { sql: this.#text.slice(start, end), offset: this.#window.offset + start, line, column };
  }

  #place(offset: number): SourcePlace {
    return { ...this.#settings.source, ...this.#lines.at(offset) };
  }
}
