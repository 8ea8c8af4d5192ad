import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Terminal } from './terminal.ts';
import { whileOpen } from './while-open.ts';

export interface Choice<Value extends string> {
  readonly message: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  /** Where the cursor is at first. */
  readonly initial: Value;
}

/** As many as fit on a small screen; a longer list scrolls. */
const VISIBLE = 10;

/**
 * Lets a person choose one of several; `undefined` when the person gives up, a signal comes or the terminal is closed.
 */
export async function choose<Value extends string>(
  terminal: Terminal,
  stop: StopSignal,
  { message, options, initial }: Choice<Value>,
): Promise<Value | undefined> {
  const { select } = await import('@clack/prompts');
  const chosen = await whileOpen(terminal, stop, (signal) =>
    select<string>({
      message,
      options: options.map((option) => ({ ...option })),
      initialValue: initial,
      maxItems: VISIBLE,
      signal,
      ...terminal,
    }),
  );
  return options.find(({ value }) => value === chosen)?.value;
}
