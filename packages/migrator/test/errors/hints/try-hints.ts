import { expect } from 'vitest';
import type { ErrorCode } from '../../../src/errors/error-code.ts';
import { mentionsIn } from '../../support/documents/command-mentions.ts';
import type { State } from './follow-hint.ts';

/** A way to an error or a finding. */
export interface Case {
  readonly code: ErrorCode;
  /** What is done to the files and the database of a new state. */
  readonly state?: (state: State) => unknown;
  readonly argv: readonly string[];
  /** What the hint leaves to a person, before its command with this number; without a command it is all there is. */
  readonly byHand?: (state: State, command: number) => unknown;
  /** What is offered is another way: the command itself is as wrong as before. */
  readonly isInstead?: true;
  /** One command after the other repairs it, and not each of them. */
  readonly inOrder?: true;
}

/** These say what there is; what they repair is that somebody knows. */
const LOOKS: ReadonlySet<string> = new Set(['status', 'history', 'current', 'heads', 'branches', 'check', 'validate']);

const isLook = ([command = '', ...options]: readonly string[]): boolean =>
  LOOKS.has(command) || options.includes('--check');

/**
 * Brings an error about and runs each command that its hint offers, on a state of its own: it exists and is understood,
 * does not end with the same error, and what was asked for goes on after it.
 */
export async function tryHints(
  newState: () => Promise<State>,
  { code, argv, state, byHand, isInstead, inOrder }: Case,
): Promise<void> {
  const prepared = async (): Promise<State> => {
    const made = await newState();
    await state?.(made);
    return made;
  };
  const first = await prepared();
  const failed = await first.run(...argv);
  expect(failed.codes).toContain(code);
  const hint = failed.hints.get(code) ?? '';
  const commands = mentionsIn(hint);
  if (byHand === undefined) expect(commands.length, hint).toBeGreaterThan(0);
  for (const index of commands.length === 0 ? [0] : commands.keys()) {
    if (inOrder && index < commands.length - 1) continue;
    const isFirst = index === 0 || inOrder === true;
    const again = isFirst ? first : await prepared();
    const offered = isFirst ? hint : ((await again.run(...argv)).hints.get(code) ?? '');
    const { line = '', words = [] } = mentionsIn(offered)[index] ?? {};
    await byHand?.(again, index);
    for (const { words: earlier } of inOrder ? commands.slice(0, index) : []) await again.run(...earlier);
    const codesOf = async (command: readonly string[]) => (await again.run(...command)).codes;
    if (words.length > 0) {
      const repair = await again.run(...words);
      expect({ hint, words, isUsage: repair.exitCode === 2, codes: repair.codes }).toMatchObject({ isUsage: false });
      // A name that a person gives is not made up here.
      if (isLook(words) || line.includes('--ledger <')) continue;
      expect({ hint, words, codes: repair.codes }).toEqual({ hint, words, codes: without(repair.codes, code) });
    }
    if (isInstead) continue;
    const after = await codesOf(argv);
    expect({ hint, words, codes: after }).toEqual({ hint, words, codes: without(after, code) });
  }
}

const without = (codes: readonly string[], code: string): readonly string[] => codes.filter((each) => each !== code);
