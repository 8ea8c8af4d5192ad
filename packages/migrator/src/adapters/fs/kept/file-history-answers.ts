import type { HistoryAnswers } from '../../../ports/workspace/kept/history-answers.ts';
import { readDigested, writeDigested } from './digested-text.ts';

/** Counted up when histories are judged otherwise, so that a checkout of Braid itself forgets what it found before. */
const FORMAT = 1;
/** The oldest are forgotten: each new revision asks new questions. */
const MOST_ANSWERS = 100;
const CHECKSUM_LENGTH = 64;

interface Kept {
  /** The checksums of the files of the history that was judged last, each of 64 characters. */
  readonly sound: string;
  /** With their questions, the oldest first. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
}

const NOTHING: Kept = { sound: '', answers: [] };

/** One file (`.braid/cache/history`): a damaged one does not count, nor does another version's. */
export function fileHistoryAnswers(file: string, toolVersion: string): HistoryAnswers {
  let known: Kept | undefined;
  let sound: ReadonlySet<string> | undefined;
  const all = (): Kept => {
    known ??= readKept(file, toolVersion);
    return known;
  };
  return {
    isSound(checksum) {
      sound ??= new Set(parts(all().sound));
      return sound.has(checksum);
    },
    read: (question) => all().answers.find(([asked]) => asked === question)?.[1],
    write(question, answer, checksums) {
      const others = all().answers.filter(([asked]) => asked !== question);
      known = {
        sound: [...new Set(checksums)].join(''),
        answers: [...others.slice(1 - MOST_ANSWERS), [question, answer]],
      };
      sound = undefined;
      writeDigested(file, JSON.stringify({ toolVersion, format: FORMAT, ...known }));
    },
  };
}

function parts(joined: string): readonly string[] {
  return Array.from({ length: joined.length / CHECKSUM_LENGTH }, (_, at) =>
    joined.slice(at * CHECKSUM_LENGTH, (at + 1) * CHECKSUM_LENGTH),
  );
}

function readKept(file: string, toolVersion: string): Kept {
  const content: unknown = JSON.parse(readDigested(file) ?? 'null');
  return isKept(content) && content.toolVersion === toolVersion && content.format === FORMAT ? content : NOTHING;
}

function isKept(value: unknown): value is Kept & { readonly toolVersion: unknown; readonly format: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const [sound, answers]: readonly unknown[] = [Reflect.get(value, 'sound'), Reflect.get(value, 'answers')];
  return (
    typeof sound === 'string' &&
    Array.isArray(answers) &&
    answers.every((pair: unknown) => Array.isArray(pair) && pair.every((each) => typeof each === 'string'))
  );
}
