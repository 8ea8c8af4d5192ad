import { keptAnswer } from '../../wiring/revisions/kept-answer.ts';
import type { CliIo } from '../cli-io.ts';
import type { CliStream } from '../cli-stream.ts';
import { endAtOnce } from '../end-at-once.ts';
import { standardStream } from '../standard-stream.ts';

/** What keeps the answer of a command that depends on files and its words alone, while it runs. */
export interface AnswerKeeper {
  /** In place of `node:fs`, if it is to be another. */
  readonly files: object | undefined;
  /** Called when it depends on something else: it is not kept. */
  giveUp(): void;
  /** The same streams, heard. */
  heard(io: CliIo): CliIo;
  /** Called when the command has ended. */
  keep(): void;
}

/**
 * Prints the answer that the same command line had before, where nothing that it depends on has changed. Otherwise
 * gives what has to be used so that it is kept; `undefined`: nothing is kept here.
 *
 * @param files `node:fs`
 * @param program files that the program is in
 */
export function answerOrKeep(
  files: object,
  program: readonly string[],
  marginMs?: number,
): 'answered' | AnswerKeeper | undefined {
  const kept = keptAnswer(files, program, marginMs);
  if (kept === undefined) return undefined;
  if (kept.text === undefined) return keeperOf(kept.files, kept.keep);
  standardStream(1, () => process.stdout).write(kept.text);
  return 'answered';
}

/** Ends the process after an answer. */
export function end(): void {
  endAtOnce(process.exit);
}

function keeperOf(files: object | undefined, keep: (text: string | undefined) => void): AnswerKeeper {
  let text = '';
  let isWhole = true;
  let isFromFiles = false;
  const giveUp = (): void => {
    isWhole = false;
  };
  /** A stream that is asked for nothing but whether it is a terminal, which belongs to the key. */
  const heardStream = (stream: CliStream, hear: (text: string) => void): CliStream => ({
    write(part) {
      hear(part);
      return stream.write(part);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      giveUp();
      return stream.columns ?? 0;
    },
  });
  return {
    files,
    giveUp,
    heard: (io) => ({
      ...io,
      stdout: heardStream(io.stdout, (part) => {
        text += part;
      }),
      stderr: heardStream(io.stderr, giveUp),
      answeredFromFiles() {
        isFromFiles = true;
      },
    }),
    keep() {
      keep(isWhole && isFromFiles ? text : undefined);
    },
  };
}
