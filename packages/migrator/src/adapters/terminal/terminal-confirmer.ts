import { visible } from '../../errors/visible.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Confirmer } from '../../ports/terminal/confirmer.ts';
import type { Terminal } from './terminal.ts';
import { whileOpen } from './while-open.ts';

/** Asks a person at a terminal, who types y or n. Pressing Enter, or giving up, means no. */
export function terminalConfirmer(terminal: Terminal, stop: StopSignal): Confirmer {
  return {
    async confirm({ question, losses }) {
      for (const loss of losses) terminal.output.write(`  ${visible(loss)}\n`);
      const { confirm } = await import('@clack/prompts');
      const answer = await whileOpen(terminal, stop, (signal) =>
        confirm({
          message: visible(question),
          active: 'yes',
          inactive: 'no',
          initialValue: false,
          signal,
          ...terminal,
        }),
      );
      return answer === true;
    },
  };
}
