import { closestWord } from '../../errors/closest-word.ts';
import { InvalidSectionOptionError } from '../../errors/files/section-option-error.ts';
import type { SourcePlace } from '../../sql/source-place.ts';
import type { Direction } from '../revision.ts';
import type { Section } from '../revision-file.ts';

/** What the options of a marker say about its section. */
export type SectionOptions = Pick<Section, 'transaction' | 'irreversible' | 'lossy' | 'rows' | 'stub' | 'options'>;

/**
 * Options that are kept as written; the runner gives them their meaning. A duration as PostgreSQL writes it; bare
 * numbers are ms.
 */
const DURATIONS = ['lock-timeout', 'statement-timeout'];
const REASONS = ['irreversible', 'lossy', 'rows', 'stub'];
const KNOWN = ['transaction', ...REASONS, ...DURATIONS];

const OPTION = /[ \t]+([A-Za-z][A-Za-z0-9_-]*)=(?:"((?:[^"\\]|\\["\\])*)"|([^\s"]+))(?=[ \t]|$)/y;
const DURATION = /^[0-9]{1,9}(?:ms|s|min|h)?$/;

/** What nearly every marker says. */
const noOptions: SectionOptions = { transaction: true, options: {} };

/** Parses `key=value` and `key="value with blanks"` from `from` to the end of the marker's line. */
export function parseMarkerOptions(
  text: string,
  from: number,
  direction: Direction,
  place: SourcePlace,
): SectionOptions {
  if (from === text.length) return noOptions;
  const values = new Map<string, string>();
  let at = from;
  while (at < text.length) {
    OPTION.lastIndex = at;
    const match = OPTION.exec(text);
    const here = { ...place, column: place.column + at + 1 };
    if (match === null) {
      throw new InvalidSectionOptionError({ ...here, option: text.slice(at).trim(), problem: 'unreadable' });
    }
    const [whole, key = '', quoted, bare] = match;
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? bare ?? '';
    checkOption(key, value, direction, here);
    if (values.has(key)) throw new InvalidSectionOptionError({ ...here, option: key, problem: 'twice', key });
    values.set(key, value);
    at += whole.length;
  }
  return sectionOptions(values);
}

function checkOption(key: string, value: string, direction: Direction, place: SourcePlace): void {
  if (!KNOWN.includes(key)) {
    const suggestion = closestWord(key.toLowerCase().replaceAll('_', '-'), KNOWN);
    throw new InvalidSectionOptionError({
      ...place,
      option: key,
      problem: 'unknown',
      known: KNOWN,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (key === 'transaction' && value !== 'on' && value !== 'off') {
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem: 'not-on-or-off' });
  }
  if (DURATIONS.includes(key) && !DURATION.test(value)) {
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem: 'not-a-duration', key });
  }
  if (REASONS.includes(key) && value.trim() === '') {
    throw new InvalidSectionOptionError({ ...place, option: key, problem: 'no-reason', key });
  }
  if (key === 'irreversible' && direction === 'upgrade') {
    throw new InvalidSectionOptionError({ ...place, option: key, problem: 'for-downgrades', key });
  }
}

function sectionOptions(values: ReadonlyMap<string, string>): SectionOptions {
  const [irreversible, lossy, rows, stub] = REASONS.map((key) => values.get(key));
  return {
    transaction: values.get('transaction') !== 'off',
    ...(irreversible === undefined ? {} : { irreversible }),
    ...(lossy === undefined ? {} : { lossy }),
    ...(rows === undefined ? {} : { rows }),
    ...(stub === undefined ? {} : { stub }),
    options: Object.fromEntries([...values].filter(([key]) => DURATIONS.includes(key))),
  };
}
