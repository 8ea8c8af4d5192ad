import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Confirmer } from '../../ports/confirmer.ts';
import { choose } from './choose.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** Asks a person at a terminal. Whoever presses Enter without reading, or gives up, has said no. */
export function terminalConfirmer(terminal: Terminal, stop: StopSignal): Confirmer {
  return {
    async confirm({ question, losses }) {
      for (const loss of losses) terminal.output.write(`  ${printable(loss)}\n`);
      const chosen = await choose(terminal, stop, {
        message: printable(question),
        options: [
          { value: 'no', label: 'no' },
          { value: 'yes', label: 'yes' },
        ],
        initial: 'no',
      });
      return chosen === 'yes';
    },
  };
}
