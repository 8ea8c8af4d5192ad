import type { Command } from 'commander';
import { COMMANDS } from '../command-table.ts';
import { declareCommand, newProgram } from '../program.ts';

/**
 * The program with every command defined, without hidden ones: for documents and tests. `write` gets the output of
 * `--help`.
 */
export async function describeProgram(write: (text: string) => unknown = () => undefined): Promise<Command> {
  const program = newProgram(write);
  for (const entry of COMMANDS) {
    if (entry.hidden === true) continue;
    const { define } = await entry.load();
    define(declareCommand(program, entry));
  }
  return program;
}
