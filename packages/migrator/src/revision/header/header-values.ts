import { InvalidHeaderValueError } from '../../errors/files/header-value-errors.ts';
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
      throw new InvalidHeaderValueError({ ...entry.place, key, value: id, problem: 'itself' });
    }
  }
  return ids;
}

export function parseLabelList(entry: HeaderEntry): readonly string[] {
  const labels = parseList(entry, 'branch-label');
  for (const label of labels) {
    const why = branchLabelProblem(label);
    if (why === undefined) continue;
    const repaired = label.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
    throw new InvalidHeaderValueError({
      ...entry.place,
      key: 'branch-label',
      value: label,
      problem: 'label',
      why,
      ...(branchLabelProblem(repaired) === undefined ? { suggestion: repaired } : {}),
    });
  }
  return labels;
}

function parseList(entry: HeaderEntry, key: string): readonly string[] {
  if (entry.value === '') return [];
  const members = entry.value.split(',').map((member) => member.trim());
  if (members.includes('')) {
    throw new InvalidHeaderValueError({ ...entry.place, key, value: entry.value, problem: 'empty-member' });
  }
  const twice = members.find((member, index) => members.indexOf(member) !== index);
  if (twice !== undefined) {
    throw new InvalidHeaderValueError({ ...entry.place, key, value: twice, problem: 'twice' });
  }
  return members;
}

const CREATED = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** An instant in UTC, as written: `2026-11-21T00:33:07Z`. */
export function parseCreated(entry: HeaderEntry): string {
  const match = CREATED.exec(entry.value);
  if (match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]))) return entry.value;
  throw new InvalidHeaderValueError({ ...entry.place, key: 'created', value: entry.value, problem: 'not-a-time' });
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Without `Date`: making one for each of 10,000 headers would take noticeable time. */
function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || leap);
}

/** A value that is not empty. */
export function parseText(entry: HeaderEntry, key: string): string {
  if (entry.value !== '') return entry.value;
  throw new InvalidHeaderValueError({ ...entry.place, key, value: '', problem: 'empty' });
}

/** A key whose only value is `true`. */
export function parseTrue({ value, place }: HeaderEntry, key: string): true {
  if (value === 'true') return true;
  throw new InvalidHeaderValueError({ ...place, key, value, problem: 'not-true' });
}

/** Slices and the reason why their things may be changed: `common, setups "why"`. */
export function parseAlters(entry: HeaderEntry): AlteredSlices {
  const match = /^([^"]*[^"\s])\s+"([^"]*[^"\s][^"]*)"$/.exec(entry.value);
  if (match === null) {
    const { place, value } = entry;
    throw new InvalidHeaderValueError({ ...place, key: 'alters', value, problem: 'not-slices-and-reason' });
  }
  const [, slices = '', reason = ''] = match;
  return { slices: parseList({ ...entry, value: slices }, 'alters'), reason };
}
