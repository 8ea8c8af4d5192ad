import type { SourceFile } from '../../sql/source-place.ts';
import type { Revision } from '../revision.ts';
import { RESERVED_WORDS } from '../revision-id.ts';
import { revisionKind } from '../revision-kind.ts';
import { HEADER_KEYS } from './header-keys.ts';

const ID = String.raw`\w[\w.]{0,63}`;
const LABEL = String.raw`[A-Za-z_][\w.-]{0,63}`;
const LINE_END = String.raw`\r?\n`;
/** Every day of every year but 29 February, which the full parser judges. */
const DAY = String.raw`(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z`;

/** The first two letters of each key, in any case. */
const KEY_BEGIN = [...new Set(HEADER_KEYS.map(([first = '', second = '']) => bothCases(first) + bothCases(second)))];

/**
 * A line of prose, or an empty one. One that begins as a key and has a colon soon may be a key, and one that begins as
 * a marker may be one, which the full parser judges.
 */
const NOTE = String.raw`--(?: (?!(?:${KEY_BEGIN.join('|')})[^:\r\n]{0,18}:|[Mm][Ii][Gg])[\x21-\x7e][\x20-\x7e]*)?`;

const USUAL = new RegExp(
  [
    `^-- revision: (${ID})${LINE_END}`,
    `(?:-- revises: (${list(ID)})${LINE_END})?`,
    `(?:-- branch-label: (${list(LABEL)})${LINE_END})?`,
    `(?:-- depends-on: (${list(ID)})${LINE_END})?`,
    String.raw`(?:-- message: ([\x20-\x7e]*)${LINE_END})?`,
    String.raw`(?:-- created: (\d{4}-${DAY}T${TIME})${LINE_END})?`,
    `(?:--${LINE_END}((?:${NOTE}${LINE_END})+))?`,
    `(?:${LINE_END})*$`,
  ].join(''),
);

function list(member: string): string {
  return `${member}(?:, ${member})*`;
}

function bothCases(letter: string): string {
  return `[${letter.toUpperCase()}${letter}]`;
}

/** Shared, since most revisions have no dependency and no label. */
const NONE: readonly string[] = [];

/**
 * The header of an SQL revision as `migrate` prints it: plain ASCII, one blank after each colon, the keys in the
 * printer's order, then perhaps notes of a person's. `text` is the header alone. `undefined` for every other header,
 * right or wrong: `parseHeader` reads them all, and says what is wrong. Where both give a revision it is the same one.
 * One match for a file instead of some thirty calls; header reading takes half of the time.
 */
export function parseUsualHeader(text: string, { slice, file }: SourceFile): Revision | undefined {
  const match = USUAL.exec(text);
  if (match === null || revisionKind(file) !== 'sql') return undefined;
  const id = match[1] ?? '';
  const revises = match[2] === 'base' ? NONE : members(match[2], id);
  const labels = members(match[3], '');
  const dependsOn = members(match[4], id);
  if (revises === undefined || labels === undefined || dependsOn === undefined || isReserved(id)) return undefined;
  const message = (match[5] ?? '').trim();
  const [created, notes] = [match[6], notesIn(match[7])];
  // Two shapes for all but a few: objects of one shape take less memory.
  if (notes.length > 0) {
    const optional = created === undefined ? { notes } : { created, notes };
    return { id, revises, dependsOn, labels, message, slice, file, kind: 'sql', ...optional };
  }
  if (created === undefined) return { id, revises, dependsOn, labels, message, slice, file, kind: 'sql' };
  return { id, revises, dependsOn, labels, message, slice, file, kind: 'sql', created };
}

/** As prose is kept: without the comment marker and the blank after it, empty lines only between others. */
function notesIn(lines: string | undefined): readonly string[] {
  if (lines === undefined) return NONE;
  const notes = lines.split('\n').map((line) => line.slice(3).trimEnd());
  const first = notes.findIndex((note) => note !== '');
  return first < 0 ? NONE : notes.slice(first, notes.findLastIndex((note) => note !== '') + 1);
}

/** `undefined` when a member is reserved, appears twice, or is the revision itself. */
function members(value: string | undefined, itself: string): readonly string[] | undefined {
  if (value === undefined) return NONE;
  if (!value.includes(',')) return value === itself || isReserved(value) ? undefined : [value];
  const all = value.split(', ');
  const wrong = all.some((one, index) => one === itself || isReserved(one) || all.indexOf(one) !== index);
  return wrong ? undefined : all;
}

/** No reserved word is as long as the ids that `migrate` makes, so that those are not looked up. */
function isReserved(word: string): boolean {
  return word.length <= 7 && RESERVED_WORDS.has(word.toLowerCase());
}
