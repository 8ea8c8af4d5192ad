import type { RunnerEvent } from '../../execute/runner-event.ts';
import type { CliStream } from '../cli-stream.ts';
import { duration, placeText } from '../text/event-line.ts';
import type { Style } from '../text/style.ts';
import { stepText } from './step-text.ts';

/** What is done sooner is not worth a line, in milliseconds. */
const WORTH = 1_000;
/** Who reads along hears so often that it continues. */
const EVERY = 10_000;

/**
 * Without a terminal: a line when something that takes longer has begun, one every ten seconds, and one when a step is
 * over. What a run says about its revisions at their end is reported elsewhere.
 */
export function stepLines(stream: CliStream, style: Style): (event: RunnerEvent) => void {
  const open = new Map<string, { told: boolean; timer: NodeJS.Timeout }>();
  const begin = (key: string, text: () => string): void => {
    end(key);
    const began = performance.now();
    const tell = (): void => {
      const ms = performance.now() - began;
      stream.write(`… ${text()}${ms < EVERY ? '' : ` ${style.dim(`(${duration(ms)})`)}`}\n`);
      const timer = setTimeout(tell, EVERY - (ms < EVERY ? ms : 0)).unref();
      open.set(key, { told: true, timer });
    };
    open.set(key, { told: false, timer: setTimeout(tell, WORTH).unref() });
  };
  const end = (key: string): boolean => {
    const known = open.get(key);
    clearTimeout(known?.timer);
    open.delete(key);
    return known?.told === true;
  };
  return (event) => {
    switch (event.type) {
      case 'step-started':
        return begin(`${event.step} ${event.detail}`, () => stepText(event));
      case 'step-done': {
        const told = end(`${event.step} ${event.detail}`);
        if (told) stream.write(`${style.green('✓')} ${stepText(event)}  ${style.dim(duration(event.durationMs))}\n`);
        return;
      }
      case 'revision-started':
        return begin('revision', () => placeText(event, style));
      case 'revision-done':
      case 'run-done':
        end('revision');
    }
  };
}
