import type { Command } from 'commander';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { CliStream } from '../cli-stream.ts';
import { COMMANDS } from '../command-table.ts';
import { meantCommand } from '../words/meant-command.ts';
import { isTopic, TOPICS } from './topics.ts';

/**
 * Prints a topic, after the help of the command of the same name, if there is one. Resolves with false, and prints
 * nothing, if the word is only a command. Throws a `UsageError` for a word that is neither.
 *
 * @param program with the commands of the table declared
 */
export async function explainTopic(program: Command, word: string, output: CliStream): Promise<boolean> {
  if (!isTopic(word)) {
    if (COMMANDS.some(({ name }) => name === word)) return false;
    throw unknownTopic(word);
  }
  const command = program.commands.find((one) => one.name() === word);
  const { topicText } = await import('./topic-text.ts');
  command?.outputHelp();
  output.write(`${command === undefined ? '' : '\n'}${topicText(word)}`);
  return true;
}

function unknownTopic(typed: string): UsageError {
  const topics = Object.keys(TOPICS);
  const shown = COMMANDS.flatMap(({ name, hidden }) => (hidden === true ? [] : [name]));
  const meant = meantCommand(typed, [...shown, ...topics]);
  return new UsageError({
    problem: 'unknown-topic',
    typed,
    topics,
    ...(meant === undefined ? {} : { suggestions: [meant] }),
  });
}
