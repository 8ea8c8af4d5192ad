import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Terminal } from './terminal.ts';

export interface Choice<Value extends string> {
  readonly message: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  /** Where the cursor stands at first. */
  readonly initial: Value;
}

/** As many as fit on a small screen; a longer list scrolls. */
const VISIBLE = 10;

/** Lets a person choose one of several; `undefined` when the person gives up, a signal comes or the terminal is closed. */
export async function choose<Value extends string>(
  { input, output }: Terminal,
  stop: StopSignal,
  { message, options, initial }: Choice<Value>,
): Promise<Value | undefined> {
  const { select } = await import('@clack/prompts');
  const abort = new AbortController();
  const giveUp = (): void => abort.abort();
  if (stop.level !== undefined || input.readableEnded || input.destroyed) return undefined;
  const stopListening = stop.onRaise(giveUp);
  // Without this a closed input leaves nothing to wait for, and the process ends in silence, as if all were well.
  input.once('end', giveUp).once('close', giveUp);
  try {
    const chosen = await select<string>({
      message,
      options: options.map((option) => ({ ...option })),
      initialValue: initial,
      maxItems: VISIBLE,
      signal: abort.signal,
      input,
      output,
    });
    return options.find(({ value }) => value === chosen)?.value;
  } finally {
    stopListening();
    input.off('end', giveUp).off('close', giveUp);
  }
}
