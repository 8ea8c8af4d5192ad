import { closestWord } from '../../errors/closest-word.ts';
import { InvalidSectionOptionError } from '../../errors/files/section-option-error.ts';
import type { SourcePlace } from '../../sql/source-place.ts';
import { BATCH_OPTIONS, readBatch, readBatchKey } from '../batch/read-batch.ts';
import { readThrottles } from '../batch/throttle.ts';
import type { Direction } from '../revision.ts';
import type { Section } from '../revision-file.ts';
import { revisionKind } from '../revision-kind.ts';

/** What the options of a marker say about its section. */
export type SectionOptions = Pick<
  Section,
  'transaction' | 'steps' | 'irreversible' | 'lossy' | 'rows' | 'stub' | 'batch' | 'options'
>;

/**
 * Options that are kept as written; the runner gives them their meaning. A duration as PostgreSQL writes it; bare
 * numbers are ms.
 */
const DURATIONS = ['lock-timeout', 'statement-timeout', 'batch-target'];
const REASONS = ['irreversible', 'lossy', 'rows', 'stub'];
const NUMBERS = ['batch-size', 'max-failed'];
const KEPT = [...DURATIONS.slice(0, 2), ...BATCH_OPTIONS];
const KNOWN = ['transaction', ...REASONS, ...KEPT];

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
  checkBatch(values, place);
  return sectionOptions(values);
}

/** Options of batches mean nothing without one, and a batch has a transaction of its own. */
function checkBatch(values: ReadonlyMap<string, string>, place: SourcePlace): void {
  const isBatch = values.has('batch');
  const other = [...values.keys()].find((key) => {
    return isBatch ? NOT_WITH_BATCH.includes(key) : BATCH_OPTIONS.some((option) => option === key);
  });
  if (other === undefined) return;
  const problem = isBatch ? 'not-with-batch' : 'needs-batch';
  throw new InvalidSectionOptionError({ ...place, option: other, problem, key: other });
}

const NOT_WITH_BATCH = ['transaction', 'irreversible', 'stub'];

function checkOption(key: string, value: string, direction: Direction, place: SourcePlace): void {
  if (!KNOWN.includes(key)) {
    const word = key.toLowerCase().replaceAll('_', '-');
    // `size` and `target` are what options of batches are called in code.
    const suggestion = KNOWN.find((known) => known === `batch-${word}`) ?? closestWord(word, KNOWN);
    throw new InvalidSectionOptionError({
      ...place,
      option: key,
      problem: 'unknown',
      known: KNOWN,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (key === 'transaction' && value !== 'on' && value !== 'off') {
    const isCode = revisionKind(place.file) === 'ts';
    if (value === 'steps' && isCode) return;
    const problem = isCode ? 'not-on-off-or-steps' : value === 'steps' ? 'steps-in-sql' : 'not-on-or-off';
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem });
  }
  if (DURATIONS.includes(key) && !DURATION.test(value)) {
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem: 'not-a-duration', key });
  }
  if (key === 'batch' && readBatchKey(value) === undefined) {
    throw new InvalidSectionOptionError({ ...place, option: `${key}="${value}"`, problem: 'not-a-batch' });
  }
  const throttles = key === 'throttle' ? readThrottles(value) : [];
  if ('part' in throttles) {
    throw new InvalidSectionOptionError({
      ...place,
      option: `${key}="${value}"`,
      problem: 'not-a-throttle',
      ...throttles,
    });
  }
  if (NUMBERS.includes(key) && !/^[0-9]{1,6}$/.test(value)) {
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem: 'not-a-number', key });
  }
  if (key === 'batch-size' && Number(value) === 0) {
    throw new InvalidSectionOptionError({ ...place, option: `${key}=${value}`, problem: 'not-a-number', key });
  }
  if ([...REASONS, 'done', 'verify'].includes(key) && value.trim() === '') {
    throw new InvalidSectionOptionError({ ...place, option: key, problem: 'no-reason', key });
  }
  if (key === 'irreversible' && direction === 'upgrade') {
    throw new InvalidSectionOptionError({ ...place, option: key, problem: 'for-downgrades', key });
  }
}

function sectionOptions(values: ReadonlyMap<string, string>): SectionOptions {
  const [irreversible, lossy, rows, stub] = REASONS.map((key) => values.get(key));
  const options = Object.fromEntries([...values].filter(([key]) => KEPT.includes(key)));
  const batch = readBatch(options);
  return {
    transaction: (values.get('transaction') ?? 'on') === 'on',
    ...(values.get('transaction') === 'steps' ? { steps: true as const } : {}),
    ...(irreversible === undefined ? {} : { irreversible }),
    ...(lossy === undefined ? {} : { lossy }),
    ...(rows === undefined ? {} : { rows }),
    ...(stub === undefined ? {} : { stub }),
    ...(batch === undefined ? {} : { batch }),
    options,
  };
}
