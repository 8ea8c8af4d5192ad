import { terminalConfirmer } from '../adapters/terminal/terminal-confirmer.ts';
import { terminalQuestioner } from '../adapters/terminal/terminal-questioner.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

type Terminal = Parameters<typeof terminalQuestioner>[0];

/** How a workbench asks people; nothing without an interactive terminal. */
export function terminalPeople(
  terminal: Terminal | undefined,
  stop: StopSignal,
): Pick<WorkbenchOptions, 'questioner' | 'confirmer'> {
  return terminal === undefined
    ? {}
    : { questioner: terminalQuestioner(terminal, stop), confirmer: terminalConfirmer(terminal, stop) };
}
