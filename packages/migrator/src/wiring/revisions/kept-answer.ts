import { constants, existsSync, fstatSync } from 'node:fs';
import { type AnswerPlace, readAnswer, writeAnswer, writeMark } from '../../adapters/fs/answers/answer-file.ts';
import { digestOf } from '../../adapters/fs/answers/digest.ts';
import { stampOf } from '../../adapters/fs/answers/observation.ts';
import { watchFiles } from '../../adapters/fs/answers/watched-files.ts';

/** What this command line printed before, if it would be the same now; otherwise what keeps it. */
export type KeptAnswer =
  | { readonly text: string }
  | {
      readonly text: undefined;
      /** In place of `node:fs`, while the command runs; absent: this time nothing is kept. */
      readonly files?: object;
      /** @param text all that the command printed; `undefined`: that cannot be kept */
      keep(text: string | undefined): void;
    };

/** Relative to where the command is given: answers are for the root of a workspace. */
const FOLDER = '.braid/cache';
/** The last one of a kind is kept, of so many kinds. */
const SLOTS = 64;
/** Counted up when the file is another. */
const FORMAT = 1;

/**
 * @param files `node:fs`
 * @param program files that the program is in
 * @param marginMs what changed so shortly before the command is not believed; default: 3 s, the tick of the coarsest
 *   file systems and one more
 * @returns `undefined` where nothing is kept
 */
export function keptAnswer(files: object, program: readonly string[], marginMs = 3_000): KeptAnswer | undefined {
  const place = existsSync(FOLDER) ? placeOf(program) : undefined;
  if (place === undefined) return undefined;
  const found = readAnswer(place);
  if (typeof found === 'object') return found;
  if (found === 'never') return undefined;
  // A record takes half as long as the command: it is made when the same command line comes again.
  if (found === 'nothing') return { text: undefined, keep: () => writeMark(place, 'mark') };
  const watched = watchFiles(files, program);
  return {
    text: undefined,
    files: watched.files,
    keep(text) {
      const seen = watched.observations();
      if (seen === undefined || text === undefined) writeMark(place, 'never');
      else writeAnswer(place, text, seen, marginMs);
    },
  };
}

/**
 * All that an answer depends on besides files. The author of a checkout that has a `.braid/cache` of its own
 * cannot know it: inodes and times of the program.
 */
function placeOf(program: readonly string[]): AnswerPlace | undefined {
  try {
    const { argv, arch, env, execArgv, platform, version } = process;
    const user = [process.getuid?.(), process.geteuid?.(), process.getegid?.(), process.getgroups?.()];
    const streams = [0, 1, 2].map(kindOf);
    const own = program.flatMap((path) => stampOf(path) ?? []);
    if (own.length < program.length) return undefined;
    const kind = JSON.stringify([argv, streams]);
    const key = [FORMAT, version, arch, platform, execArgv, process.cwd(), user, own, digestOf(JSON.stringify(env))];
    const slot = Number.parseInt(digestOf(kind), 16) % SLOTS;
    return { file: `${FOLDER}/answer-${slot}.json`, key: `${kind} ${JSON.stringify(key)}`, program: own };
  } catch {
    return undefined;
  }
}

/** What is printed on: a terminal has colours, and not every terminal the same. */
function kindOf(descriptor: number): string {
  const { mode, rdev } = fstatSync(descriptor);
  return `${mode & constants.S_IFMT} ${rdev}`;
}
