import {
  CopyStreamError,
  NulCharacterError,
  PsqlCommandError,
  UnterminatedSqlError,
} from '../../errors/files/sql-errors.ts';
import type { SourceFile, SourcePlace } from '../source-place.ts';
import { Tokenizer } from '../tokens/tokenizer.ts';
import { LineCounter } from './line-counter.ts';
import { OpenStatement } from './open-statement.ts';
import type { ScriptPart } from './script-part.ts';

/** Whether the line comment at this offset of the text is a marker of the file's format. */
export type IsMarker = (text: string, offset: number) => boolean;

/**
 * Statements and markers of an SQL text from the offset `from` on, in order, in time linear in its length. Markers
 * count only outside of quotes and block comments; a text without `isMarker` has none. Whatever would swallow a text
 * that is sent after it is an `SqlTextError`.
 */
export function scanScript(text: string, source: SourceFile, from: number, isMarker?: IsMarker): readonly ScriptPart[] {
  return new ScriptScanner(text, source, from, isMarker).scan();
}

class ScriptScanner {
  readonly #text: string;
  readonly #source: SourceFile;
  readonly #isMarker: IsMarker | undefined;
  readonly #tokens: Tokenizer;
  readonly #lines: LineCounter;
  readonly #parts: ScriptPart[] = [];
  #open: OpenStatement | undefined;

  constructor(text: string, source: SourceFile, from: number, isMarker: IsMarker | undefined) {
    this.#text = text;
    this.#source = source;
    this.#isMarker = isMarker;
    this.#tokens = new Tokenizer(text, from);
    this.#lines = new LineCounter(text);
  }

  scan(): readonly ScriptPart[] {
    const nul = this.#text.indexOf('\0', this.#tokens.end);
    if (nul >= 0) throw new NulCharacterError(this.#place(nul));
    for (;;) {
      switch (this.#tokens.next()) {
        case 'end':
          this.#finishStatement();
          return this.#parts;
        case 'unterminated':
          throw new UnterminatedSqlError({
            ...this.#place(this.#tokens.start),
            construct: this.#tokens.construct,
            closer: this.#tokens.closer,
          });
        case 'line-comment':
          this.#acceptComment();
          break;
        case 'block-comment':
          break;
        default:
          this.#acceptToken();
      }
    }
  }

  #acceptToken(): void {
    const first = this.#text[this.#tokens.start];
    if (first === ';' && (this.#open?.canEnd ?? true)) {
      this.#finishStatement();
      return;
    }
    if (first === '\\') throw new PsqlCommandError(this.#place(this.#tokens.start));
    this.#open ??= new OpenStatement(this.#tokens.start);
    this.#open.accept(this.#tokens);
    if (this.#open.copiesStream) throw new CopyStreamError(this.#place(this.#open.start));
  }

  #acceptComment(): void {
    if (this.#isMarker?.(this.#text, this.#tokens.start) !== true) return;
    this.#finishStatement();
    const place = this.#lines.at(this.#tokens.start);
    const before = this.#text.slice(this.#tokens.start - place.column + 1, this.#tokens.start);
    this.#parts.push({
      kind: 'marker',
      marker: { text: this.#tokens.text.trimEnd(), ...place, ownLine: before.trim() === '' },
    });
  }

  #finishStatement(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { unclosed } = open;
    if (unclosed !== undefined) {
      const { construct, closer } = unclosed;
      throw new UnterminatedSqlError({ ...this.#place(unclosed.offset), construct, closer });
    }
    const sql = this.#text.slice(open.start, open.end);
    this.#parts.push({ kind: 'statement', statement: { sql, offset: open.start, ...this.#lines.at(open.start) } });
  }

  #place(offset: number): SourcePlace {
    return { ...this.#source, ...this.#lines.at(offset) };
  }
}
