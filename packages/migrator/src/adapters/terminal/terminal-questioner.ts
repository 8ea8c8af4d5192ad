import { QuestionCancelledError } from '../../errors/workspace/question-errors.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Questioner } from '../../ports/terminal/questioner.ts';
import { choose } from './choose.ts';
import { IS_NEW, renameChoice } from './rename-choice.ts';
import type { Terminal } from './terminal.ts';

/** Asks a person at a terminal. Throws a `QuestionCancelledError` when the person gives up. */
export function terminalQuestioner(terminal: Terminal, stop: StopSignal): Questioner {
  return {
    async askRename(question) {
      const choice = renameChoice(question);
      const chosen = await choose(terminal, stop, choice);
      if (chosen === undefined) throw new QuestionCancelledError({ question: choice.message });
      return chosen === IS_NEW ? undefined : question.candidates[Number(chosen)];
    },
  };
}
