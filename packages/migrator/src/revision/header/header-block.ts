import {
  DuplicateHeaderKeyError,
  MisplacedHeaderKeyError,
  UnknownHeaderKeyError,
} from '../../errors/files/header-key-errors.ts';
import { TextOutsideSectionsError } from '../../errors/files/section-errors.ts';
import type { ScriptPart } from '../../sql/script/script-part.ts';
import type { SourceFile, SourcePlace } from '../../sql/source-place.ts';
import { isMarkerLike } from '../sections/marker-like.ts';
import { classifyKeyLine, type HeaderKey, misplacedKey } from './header-keys.ts';

export interface HeaderEntry {
  readonly value: string;
  readonly place: SourcePlace;
}

/** The lines of a header, told apart but not yet understood. */
export interface HeaderBlock {
  readonly entries: ReadonlyMap<HeaderKey, HeaderEntry>;
  readonly renames: readonly HeaderEntry[];
  /** Prose, without the comment marker, trimmed at the right; empty lines only between others. */
  readonly notes: readonly string[];
  /** Marker lines of a `ts` header, which give the options of its functions. */
  readonly markers: readonly ScriptPart[];
  /** Offset of the first line after the header. */
  readonly end: number;
}

/**
 * Reads the leading comment lines: up to the first section marker in SQL, up to the first line of code in TypeScript.
 * The first empty line (with or without a comment marker) after a key ends the block of keys; what follows is free
 * comment, in which a key is an error, so that no `depends-on` is ever lost.
 */
export function readHeaderBlock(text: string, source: SourceFile, comment: '--' | '//'): HeaderBlock {
  return new HeaderBlockReader(source, comment).read(text);
}

class HeaderBlockReader {
  readonly #source: SourceFile;
  readonly #comment: '--' | '//';
  readonly #entries = new Map<HeaderKey, HeaderEntry>();
  readonly #renames: HeaderEntry[] = [];
  readonly #notes: string[] = [];
  readonly #markers: ScriptPart[] = [];
  #inKeys = true;
  #line = 0;

  constructor(source: SourceFile, comment: '--' | '//') {
    this.#source = source;
    this.#comment = comment;
  }

  read(text: string): HeaderBlock {
    let start = 0;
    while (start < text.length) {
      const lineBreak = text.indexOf('\n', start);
      const next = lineBreak < 0 ? text.length : lineBreak + 1;
      this.#line++;
      if (!this.#readLine(text.slice(start, next).trimEnd())) break;
      start = next;
    }
    while (this.#notes.at(-1) === '') this.#notes.pop();
    return { entries: this.#entries, renames: this.#renames, notes: this.#notes, markers: this.#markers, end: start };
  }

  /** Returns false at the first line after the header. */
  #readLine(line: string): boolean {
    const indent = line.length - line.trimStart().length;
    if (line === '') {
      this.#readEmpty(false);
    } else if (!line.startsWith(this.#comment, indent)) {
      if (this.#comment === '//') return false;
      throw new TextOutsideSectionsError({ ...this.#place(indent + 1), text: line.trim() });
    } else if (isMarkerLike(line, indent)) {
      if (this.#comment === '--') return false;
      const marker = { text: line.trimStart(), line: this.#line, column: indent + 1, ownLine: true };
      this.#markers.push({ kind: 'marker', marker });
    } else {
      this.#readComment(line, indent + this.#comment.length);
    }
    return true;
  }

  #readComment(line: string, contentAt: number): void {
    const content = line.slice(contentAt).trimStart();
    const at = line.length - content.length;
    if (content === '') {
      this.#readEmpty(true);
      return;
    }
    if (!this.#inKeys) {
      const key = misplacedKey(content);
      if (key !== undefined) throw new MisplacedHeaderKeyError({ ...this.#place(at + 1), key, comment: this.#comment });
      this.#addNote(line, contentAt);
      return;
    }
    const found = classifyKeyLine(content);
    if (found.kind === 'unknown') {
      const { key, suggestion } = found;
      throw new UnknownHeaderKeyError({
        ...this.#place(at + 1),
        key,
        comment: this.#comment,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    if (found.kind === 'prose') this.#addNote(line, contentAt);
    else this.#addEntry(found.key, found.value, at + 1, at + found.valueAt + 1);
  }

  #addEntry(key: HeaderKey, value: string, keyColumn: number, valueColumn: number): void {
    const entry = { value, place: this.#place(valueColumn) };
    if (key === 'rename') {
      this.#renames.push(entry);
      return;
    }
    const earlier = this.#entries.get(key);
    if (earlier !== undefined)
      throw new DuplicateHeaderKeyError({ ...this.#place(keyColumn), key, firstLine: earlier.place.line });
    this.#entries.set(key, entry);
  }

  /** Keeps the indentation of prose, but for the one blank that follows the comment marker. */
  #addNote(line: string, contentAt: number): void {
    const blank = line[contentAt] === ' ' || line[contentAt] === '\t' ? 1 : 0;
    this.#notes.push(line.slice(contentAt + blank));
  }

  #readEmpty(commented: boolean): void {
    if (this.#entries.size > 0) this.#inKeys = false;
    if (commented && this.#notes.length > 0) this.#notes.push('');
  }

  #place(column: number): SourcePlace {
    // Not a spread: this runs for every key of every file.
    const { slice, file } = this.#source;
    return { slice, file, line: this.#line, column };
  }
}
