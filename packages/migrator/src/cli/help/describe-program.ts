import type { Command } from 'commander';
import { COMMANDS } from '../command-table.ts';
import { declareCommand, newProgram } from '../program.ts';

/**
 * The program with every command defined, hidden ones left out: for documents and tests. `write` gets what `--help`
 * prints.
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
