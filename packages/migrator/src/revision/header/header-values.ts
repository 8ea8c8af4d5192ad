import { InvalidHeaderValueError } from '../../errors/files/revision-errors.ts';
import type { AlteredSlices } from '../revision.ts';
import { branchLabelProblem, checkRevisionId } from '../revision-id.ts';
import type { HeaderEntry } from './header-block.ts';

/** The parents of `revision`; none when the value is empty or `base`. */
export function parseRevises(entry: HeaderEntry, revision: string): readonly string[] {
  return entry.value === 'base' ? [] : parseIdList(entry, 'revises', revision);
}

/** A comma-separated list of ids (or labels, whose characters are the same) that does not hold `revision` itself. */
export function parseIdList(entry: HeaderEntry, key: string, revision: string): readonly string[] {
  const ids = parseList(entry, key);
  for (const id of ids) {
    checkRevisionId(id, key, entry.place);
    if (id === revision) {
      throw new InvalidHeaderValueError(entry.place, key, id, 'is the revision itself', `Remove it from "${key}".`);
    }
  }
  return ids;
}

export function parseLabelList(entry: HeaderEntry): readonly string[] {
  const labels = parseList(entry, 'branch-label');
  for (const label of labels) {
    const problem = branchLabelProblem(label);
    if (problem === undefined) continue;
    const repaired = label.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
    const hint =
      branchLabelProblem(repaired) === undefined ? `Write for example: ${repaired}` : 'Choose another label.';
    throw new InvalidHeaderValueError(entry.place, 'branch-label', label, problem, hint);
  }
  return labels;
}

function parseList(entry: HeaderEntry, key: string): readonly string[] {
  if (entry.value === '') return [];
  const members = entry.value.split(',').map((member) => member.trim());
  if (members.includes('')) {
    const hint = 'Separate the members by one comma each, without one at the end: a, b';
    throw new InvalidHeaderValueError(entry.place, key, entry.value, 'has an empty member', hint);
  }
  const twice = members.find((member, index) => members.indexOf(member) !== index);
  if (twice !== undefined) {
    throw new InvalidHeaderValueError(entry.place, key, twice, 'stands twice in the list', 'Keep it once.');
  }
  return members;
}

const CREATED = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** An instant in UTC, as written: `2026-11-21T00:33:07Z`. */
export function parseCreated(entry: HeaderEntry): string {
  const match = CREATED.exec(entry.value);
  if (match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]))) return entry.value;
  const hint = 'Write the time in UTC as 2026-11-21T00:33:07Z, or remove the line.';
  throw new InvalidHeaderValueError(entry.place, 'created', entry.value, 'is no instant', hint);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By hand: a `Date` for each of 10,000 headers would be felt. */
function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || leap);
}

/** A value that says something. */
export function parseText(entry: HeaderEntry, key: string): string {
  if (entry.value !== '') return entry.value;
  throw new InvalidHeaderValueError(
    entry.place,
    key,
    '',
    'is empty',
    `Say something after "${key}:", or remove the line.`,
  );
}

/** Slices and the reason why their things may be changed: `common, setups "why"`. */
export function parseAlters(entry: HeaderEntry): AlteredSlices {
  const match = /^([^"]*[^"\s])\s+"([^"]*[^"\s][^"]*)"$/.exec(entry.value);
  if (match === null) {
    const hint = 'Name the slices, then the reason in double quotes: alters: common "the column moves to events"';
    throw new InvalidHeaderValueError(entry.place, 'alters', entry.value, 'is not slices and a reason', hint);
  }
  const [, slices = '', reason = ''] = match;
  return { slices: parseList({ ...entry, value: slices }, 'alters'), reason };
}
