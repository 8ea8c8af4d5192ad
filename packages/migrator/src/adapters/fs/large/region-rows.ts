import { RevisionFileReplacedError } from '../../../errors/workspace/file-errors.ts';
import { PsqlCommands } from '../../../sql/script/psql-commands.ts';
import { ScriptScanner } from '../../../sql/script/script-scanner.ts';
import type { RowsPiece, StatementRows } from '../../../sql/script/statement-rows.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { TextHash } from './text-hash.ts';
import { textWindows } from './text-windows.ts';

/** Where the rows of a statement are in the file, in bytes, and what is known about them. */
export type Region = Omit<StatementRows, 'pieces'> & { readonly start: number; readonly end: number };

/** Rows that stay in the file and are read when they are needed. */
export function regionRows(
  path: string,
  source: SourceFile,
  revision: string,
  region: Region,
  size?: number,
): StatementRows {
  const { kind, line, length, count, hash } = region;
  const check = (found: string) => {
    if (found !== hash) throw new RevisionFileReplacedError({ file: source.file, expected: revision });
  };
  const pieces = () => {
    const texts = textsOf(path, source, region, check, size);
    return kind === 'copy' ? numbered(texts, line) : statementsOf(texts, source, line);
  };
  return { kind, line, length, count, hash, pieces };
}

/** The text of the region; its hash is checked before the last part is returned. */
function* textsOf(
  path: string,
  source: SourceFile,
  { start, end }: Region,
  check: (hash: string) => void,
  size: number | undefined,
): Generator<string, void, undefined> {
  const hash = new TextHash();
  let before = '';
  for (const { text } of start === end ? [] : textWindows(path, source, start, end, size)) {
    if (before !== '') yield before;
    before = hash.add(text);
  }
  const last = hash.end();
  check(last.hash);
  if (before + last.text !== '') yield before + last.text;
}

function* numbered(texts: Iterable<string>, line: number): Generator<RowsPiece, void, undefined> {
  let at = line;
  for (const text of texts) {
    yield { text, line: at };
    at += text.split('\n').length - 1;
  }
}

/** Whole statements, about a window at a time. */
function* statementsOf(
  texts: Iterable<string>,
  source: SourceFile,
  line: number,
): Generator<RowsPiece, void, undefined> {
  let pending = '';
  let place = { line, column: 1 };
  for (const text of texts) {
    pending += text;
    const window = { text: pending, from: 0, offset: 0, ...place, isLast: false, holdsData: false };
    const scanned = new ScriptScanner(window, {
      source,
      isMarker: undefined,
      commands: new PsqlCommands(source),
    }).scan();
    const { at, ...next } = scanned.rest;
    if (at === 0) continue;
    yield { text: pending.slice(0, at), line: place.line };
    pending = pending.slice(at);
    place = next;
  }
  if (pending.trim() !== '') yield { text: pending, line: place.line };
}
