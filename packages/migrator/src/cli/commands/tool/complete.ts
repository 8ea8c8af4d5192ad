import type { Command } from 'commander';
import { withWorkbench } from '../../../wiring/with-workbench.ts';
import type { AloneInvocation, CliCommand } from '../../cli-command.ts';
import type { CliIo } from '../../cli-io.ts';
import { type Candidate, candidate } from '../../complete/candidate.ts';
import { completeLine } from '../../complete/complete-line.ts';
import type { Expected } from '../../complete/expects.ts';
import { operandsAmong } from '../../complete/operands.ts';
import { splitLine } from '../../complete/split-line.ts';
import { rangeCandidates, symbolCandidates } from '../../complete/symbols.ts';
import type { GlobalOptions } from '../../options/global-options.ts';
import { declareCommand, newProgram } from '../../program.ts';
import { listenForSignals } from '../../signals.ts';
import { workbenchOptions } from '../../workbench-options.ts';

/**
 * Called by the scripts of `completion` with the command line up to the cursor. Prints a line for each candidate: the
 * word, a tab, a description.
 */
export const completeCommand: CliCommand = {
  define(command) {
    command.argument('<line>', 'the command line up to the cursor').addHelpText('after', EXAMPLES);
  },
  async runAlone({ args: [line = ''], io, commands }) {
    const words = splitLine(line);
    const [typed = ''] = words.slice(-1);
    const candidates = await candidatesFor(words.slice(0, -1), typed, { io, commands }).catch(() => []);
    const fitting = candidates.filter(({ word }) => word.startsWith(typed));
    return {
      result: { candidates: fitting },
      text: () => fitting.map(({ word, about }) => `${word}\t${about.replace(/[\t\n]/g, ' ')}`).join('\n'),
    };
  },
};

async function candidatesFor(
  words: readonly string[],
  typed: string,
  { io, commands }: Pick<AloneInvocation, 'io' | 'commands'>,
): Promise<readonly Candidate[]> {
  const program = newProgram(() => undefined);
  const named = operandsAmong(program.options, words)[0];
  for (const entry of commands) {
    const command = declareCommand(program, entry);
    if (entry.name === named) (await entry.load()).define(command);
  }
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const found = completeLine({ program, commands: shown }, words, typed);
  if ('words' in found) return found.words;
  return await thingsOfWorkspace(found.expected, typed, globalsAmong(program, words), io);
}

/** The values of the program's options; one whose value is still to be typed is left out. */
function globalsAmong(program: Command, words: readonly string[]): GlobalOptions {
  const complete = words.at(-1)?.startsWith('-') ? words.slice(0, -1) : [...words];
  program.parseOptions(complete);
  return program.opts<GlobalOptions>();
}

async function thingsOfWorkspace(
  expected: Expected,
  typed: string,
  globals: GlobalOptions,
  io: CliIo,
): Promise<readonly Candidate[]> {
  if (typeof expected !== 'string') return expected.map((word) => candidate(word));
  if (expected === 'nothing' || expected === 'command') return [];
  const signals = listenForSignals(io);
  const { workspace: folder, config } = globals;
  const named = { ...(folder === undefined ? {} : { workspace: folder }), ...(config === undefined ? {} : { config }) };
  try {
    const options = await workbenchOptions(named, {}, io, signals, 'complete');
    // A user who presses TAB has not decided to run anything.
    return await withWorkbench({ ...options, configCode: 'ignore' }, async (bench) => {
      switch (expected) {
        case 'slice':
          return bench.workspace.slices.map(({ label, folder: place }) => candidate(label, place));
        case 'environment':
          return Object.keys(bench.configuration.loaded.config.environments ?? {}).map((name) => candidate(name));
        case 'seed': {
          const { seedNames } = await import('../../../commands/seed/seed-names.ts');
          return seedNames(bench).map((name) => candidate(name));
        }
        case 'symbol':
          return symbolCandidates(bench.graph(), typed);
        case 'range':
          return rangeCandidates(bench.graph(), typed);
      }
    });
  } finally {
    signals.stopListening();
  }
}

const EXAMPLES = `
Examples:
  migrate __complete "migrate upgrade ev"
`;
