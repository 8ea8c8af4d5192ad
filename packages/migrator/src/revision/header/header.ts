import { MissingHeaderKeyError } from '../../errors/files/header-key-errors.ts';
import { InvalidHeaderCharacterError } from '../../errors/files/header-value-errors.ts';
import { LineCounter } from '../../sql/script/line-counter.ts';
import type { ScriptPart } from '../../sql/script/script-part.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import type { Revision } from '../revision.ts';
import { checkRevisionId } from '../revision-id.ts';
import { revisionKind } from '../revision-kind.ts';
import { type HeaderBlock, type HeaderEntry, readHeaderBlock } from './header-block.ts';
import type { HeaderKey } from './header-keys.ts';
import {
  parseAlters,
  parseCreated,
  parseIdList,
  parseLabelList,
  parseRevises,
  parseText,
  parseTrue,
} from './header-values.ts';
import { parseUsualHeader } from './usual-header.ts';

/** A header with what the reader of the whole file needs to continue. */
export interface ReadHeader {
  readonly revision: Revision;
  /** Offset of the first line after the header. */
  readonly end: number;
  /** Marker lines inside the header of a `ts` file. */
  readonly markers: readonly ScriptPart[];
}

/**
 * The header of a revision file; its kind comes from the extension of `source.file`. `text` (a BOM is skipped) may
 * continue after the header or end with it. Throws a `RevisionFileError` that names line, column and repair.
 * `docs/revision-files.md` is the specification.
 */
export function parseHeader(text: string, source: SourceFile): Revision {
  return readHeader(text.startsWith('\uFEFF') ? text.slice(1) : text, source).revision;
}

/** As `parseHeader`, for a text without BOM, with the place where the header ends. */
export function readHeader(text: string, source: SourceFile): ReadHeader {
  return readUsualHeader(text, source) ?? readAnyHeader(text, source);
}

function readUsualHeader(text: string, source: SourceFile): ReadHeader | undefined {
  const end = text.indexOf('\n-- migrate:') + 1;
  const revision = end === 0 ? undefined : parseUsualHeader(text.slice(0, end), source);
  return revision === undefined ? undefined : { revision, end, markers: [] };
}

function readAnyHeader(text: string, source: SourceFile): ReadHeader {
  const kind = revisionKind(source.file);
  const comment = kind === 'ts' ? '//' : '--';
  const block = readHeaderBlock(text, source, comment);
  checkCharacters(text, block.end, source);
  const { entries } = block;
  const id = required(block, 'revision', source, `${comment} revision: 8f3c2a1b9d04`);
  checkRevisionId(id.value, 'revision', id.place);
  const revises = entries.get('revises');
  const labels = entries.get('branch-label');
  const dependsOn = entries.get('depends-on');
  const parents = revises === undefined ? [] : parseRevises(revises, id.value);
  const needed = dependsOn === undefined ? [] : parseIdList(dependsOn, 'depends-on', id.value);
  const requires = entries.get('requires-finished');
  const finished = requires === undefined ? [] : parseIdList(requires, 'requires-finished', id.value);
  const revision: Writable<Revision> = {
    id: id.value,
    revises: parents,
    dependsOn: [...needed, ...finished.filter((each) => !needed.includes(each) && !parents.includes(each))],
    labels: labels === undefined ? [] : parseLabelList(labels),
    message: entries.get('message')?.value ?? '',
    slice: source.slice,
    file: source.file,
    kind,
  };
  if (finished.length > 0) revision.requiresFinished = finished;
  const background = entries.get('background');
  if (background !== undefined) revision.background = parseTrue(background, 'background');
  addOptional(revision, block);
  return { revision, end: block.end, markers: block.markers };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function addOptional(revision: Writable<Revision>, { entries, renames, notes }: HeaderBlock): void {
  const created = entries.get('created');
  if (created !== undefined) revision.created = parseCreated(created);
  const proof = entries.get('proof');
  if (proof !== undefined) revision.proof = parseText(proof, 'proof');
  const unproven = entries.get('unproven');
  if (unproven !== undefined) revision.unproven = parseText(unproven, 'unproven');
  const adopted = entries.get('adopted');
  if (adopted !== undefined) revision.adopted = parseText(adopted, 'adopted');
  const alters = entries.get('alters');
  if (alters !== undefined) revision.alters = parseAlters(alters);
  if (renames.length > 0) revision.renames = renames.map((entry) => parseText(entry, 'rename'));
  if (notes.length > 0) revision.notes = notes;
}

function required(block: HeaderBlock, key: HeaderKey, source: SourceFile, example: string): HeaderEntry {
  const entry = block.entries.get(key);
  if (entry === undefined) throw new MissingHeaderKeyError({ ...source, line: 1, column: 1, key, example });
  return entry;
}

/** Everything of the class but tab and line ends; a carriage return only before a line feed. */
const CONTROL_CHARACTER = /(?![\t\n\r])\p{Cc}|\r(?!\n)/u;

function checkCharacters(text: string, end: number, source: SourceFile): void {
  const at = text.slice(0, end).search(CONTROL_CHARACTER);
  if (at >= 0)
    throw new InvalidHeaderCharacterError({
      ...source,
      ...new LineCounter(text).at(at),
      codeUnit: text.charCodeAt(at),
    });
}
