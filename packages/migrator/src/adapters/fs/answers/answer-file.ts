import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deviceAndClock, isLocal } from '../index/local-device.ts';
import { digestOf } from './digest.ts';
import { ask, isOlder, type Observation } from './observation.ts';

/** Where an answer is kept, and what must be the same for it to count. */
export interface AnswerPlace {
  readonly file: string;
  readonly key: string;
  /** The stamps of the program, which are in the key. */
  readonly program: readonly string[];
}

/** How long it is not tried again: what cannot be kept, such as what asks git, may become something else. */
const NEVER_MS = 600_000;
/**
 * What is there: an answer that would be the same now; a mark, of a command that had a use for one; a note that there
 * can be none; or nothing of all that.
 */
export type Found = { readonly text: string } | 'mark' | 'never' | 'nothing';

export function readAnswer({ file, key }: AnswerPlace): Found {
  // Mostly there is none, and to look costs less than to make an error.
  if (!existsSync(file)) return 'nothing';
  try {
    const whole = readFileSync(file, 'utf8');
    const end = whole.indexOf('\n');
    const content = whole.slice(end + 1);
    if (digestOf(content) !== whole.slice(0, end)) return 'nothing';
    const found: unknown = JSON.parse(content);
    const [keptFor, text, observations]: readonly unknown[] = Array.isArray(found) ? found : [];
    if (keptFor !== key || !isLocal(file)) return 'nothing';
    if (text === 'mark') return 'mark';
    if (text === 'never') return Date.now() - lstatSync(file).mtimeMs < NEVER_MS ? 'never' : 'nothing';
    if (!Array.isArray(text) || !Array.isArray(observations) || !observations.every(isAsBefore)) return 'nothing';
    const [printed]: readonly unknown[] = text;
    return typeof printed === 'string' ? { text: printed } : 'nothing';
  } catch {
    return 'nothing';
  }
}

function isAsBefore(observation: unknown): boolean {
  if (!Array.isArray(observation)) return false;
  const [asked, path, said]: readonly unknown[] = observation;
  if (asked !== 'exists' && asked !== 'real' && asked !== 'stamp') return false;
  return typeof path === 'string' && typeof said === 'string' && ask(asked, path) === said;
}

/** For the next command, which finds it instead of an answer. */
export function writeMark(place: AnswerPlace, mark: 'mark' | 'never'): void {
  write(place, () => [place.key, mark]);
}

/**
 * Keeps an answer, if everything that was seen for it had not changed for some time when the process began.
 *
 * @param marginMs how long: a change within one tick of the clock has the same stamp
 */
export function writeAnswer(
  place: AnswerPlace,
  text: string,
  observations: readonly Observation[],
  marginMs: number,
): void {
  write(place, (temporary) => {
    const { device, clockMs } = deviceAndClock(temporary) ?? {};
    // A clock that was set meanwhile does not tell what came first.
    const wasSet = Math.abs(Date.now() - performance.timeOrigin - performance.now()) > 1000;
    if (device === undefined || clockMs === undefined || wasSet) return undefined;
    const beforeMs = clockMs - performance.now() - marginMs;
    const isOld =
      observations.every(([asked, , said]) => asked !== 'stamp' || isOlder(said, beforeMs, device)) &&
      place.program.every((stamp) => isOlder(stamp, beforeMs));
    return isOld ? [place.key, [text], observations] : undefined;
  });
}

/** Never fails: the answer has been given. */
function write({ file }: AnswerPlace, contentFor: (temporary: string) => readonly unknown[] | undefined): void {
  const folder = dirname(file);
  if (!isOwnFolder(dirname(folder)) || !isOwnFolder(folder)) return;
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, '', { flag: 'wx' });
    const content = contentFor(temporary);
    if (content === undefined) {
      remove(temporary);
      return;
    }
    const text = JSON.stringify(content);
    writeFileSync(temporary, `${digestOf(text)}\n${text}`);
    renameSync(temporary, file);
  } catch {
    remove(temporary);
  }
}

/** A link may lead out of the workspace. */
function isOwnFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder cannot be written to.
  }
}
