import { type Command, Option } from 'commander';
import type { GivenNotes } from '../../../commands/shared/notes/fit-notes.ts';
import { textOption } from '../option-values.ts';

/** Notes for people in the header of a new revision. */
export function declareNotes(command: Command): void {
  command
    .addOption(new Option('--ticket <text>', 'the ticket, for the header'))
    .addOption(new Option('--impact <text>', 'what the change means for users and data, for the header'))
    .addOption(new Option('--performance <text>', 'how long it takes and what it locks, for the header'))
    .addOption(new Option('--rollback <text>', 'what to know before reverting it, for the header'));
}

/** The notes among a command's options. */
export function notesOf(options: Readonly<Record<string, unknown>>): GivenNotes {
  const { ticket, impact, performance, rollback } = options;
  return {
    ticket: textOption(ticket),
    impact: textOption(impact),
    performance: textOption(performance),
    rollback: textOption(rollback),
  };
}
