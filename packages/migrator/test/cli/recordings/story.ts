import { join } from 'node:path';
import { expect } from 'vitest';
import { type RunningMigrate, startMigrate } from '../../support/run-migrate.ts';
import { type OpenTerminal, openTerminal, type TerminalOptions } from '../../support/terminal/open-terminal.ts';
import { Recording } from '../../support/terminal/recording.ts';
import { longestSilence, mostSilent } from '../../support/terminal/silence.ts';

const GOLDEN = join(import.meta.dirname, 'golden');

export const WIDTHS = [80, 120] as const;

/** A command line of a story: what a terminal shows at moments of it, and at its end. */
export interface Story {
  readonly terminal: OpenTerminal;
  /** Keeps the screen that shows `what`. */
  frame(title: string, what: RegExp): Promise<void>;
  /** Types an answer. */
  answer(keys: string): void;
  /**
   * Compares the frames and the last screen with the story's file; without a name, returns them as `text`. Expects that
   * nothing was silent for half a second, unless a question was asked.
   */
  end(name?: string): ReturnType<typeof ended>;
}

export function story(args: readonly string[], options: TerminalOptions): Story {
  const terminal = openTerminal(args, options);
  const recording = new Recording(`migrate ${args.join(' ')}`, options.columns);
  let answered = false;
  return {
    terminal,
    async frame(title, what) {
      recording.add(title, await terminal.until(what));
    },
    answer(keys) {
      answered = true;
      terminal.type(keys);
    },
    async end(name) {
      const end = await ended(terminal, recording, name === undefined ? undefined : `${options.columns}/${name}`);
      if (!answered) expect(longestSilence(end.beats), end.screen.join('\n')).toBeLessThan(mostSilent());
      return end;
    },
  };
}

/** Compares a text with that of the file. */
export async function sameAsRecorded(text: string, file: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(join(GOLDEN, `${file}.txt`));
}

async function ended(terminal: OpenTerminal, recording: Recording, file: string | undefined) {
  const end = await terminal.ended;
  recording.add(`at the end, exit code ${end.exitCode}`, end.screen);
  if (file !== undefined) await sameAsRecorded(recording.text(), file);
  expect([end.cursor, end.screen.join('\n')]).toEqual(['shown', expect.not.stringMatching(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/)]);
  return { ...end, text: recording.text() };
}

/**
 * The same without a terminal: what a job's log has of it.
 *
 * @param isLong the story is about something that takes long; in others it is up to the machine whether a step is told,
 *   which is done after a second, and so steps are left out
 */
export function storyOfJob(args: readonly string[], options: Pick<TerminalOptions, 'cwd' | 'env'>, isLong = false) {
  const running: RunningMigrate = startMigrate(args, {
    cwd: options.cwd,
    env: { BRAID_PROGRESS: undefined, ...options.env },
  });
  return {
    output: () => Object.values(running.output()).join(''),
    async end(name: string) {
      const { stdout, stderr, exitCode } = await running.result;
      const recording = new Recording(`migrate ${args.join(' ')} 2> log`, Number.POSITIVE_INFINITY);
      const lines = stderr.trimEnd().split('\n');
      recording.add('log', isLong ? lines : withoutSteps(lines));
      recording.add(`standard output, exit code ${exitCode}`, stdout.trimEnd().split('\n'));
      await sameAsRecorded(recording.text(), `no-terminal/${name}`);
      expect(stderr + stdout).not.toContain('\u001b');
    },
  };
}

/** Without the lines of steps that took longer than a second. That a revision is applied is always told. */
function withoutSteps(lines: readonly string[]): readonly string[] {
  const begun = lines.flatMap((line) => (line.startsWith('… ') ? [line.slice(2)] : []));
  const steps = begun.filter((text) => !/^\d+\/\d+ /.test(text));
  return lines.filter((line) => !line.startsWith('… ') && !steps.some((text) => line.startsWith(`✓ ${text}`)));
}
