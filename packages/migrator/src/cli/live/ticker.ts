import type { CliStream } from '../cli-stream.ts';
import type { Footer } from '../screen.ts';
import type { Style } from '../text/style.ts';
import type { Activity } from './activity.ts';
import { activityText } from './activity-text.ts';
import { LiveArea } from './live-area.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Often enough that the time is seen to run, in milliseconds. */
const EVERY = 100;

export interface TickerOptions {
  readonly stream: CliStream;
  readonly style: Style;
  /** What is said while nothing more is known. */
  readonly command: string;
  now(): number;
  activity(): Activity;
}

/** Draws what is going on at the bottom of the terminal until it is stopped. */
export function startTicker({ stream, style, command, now, activity }: TickerOptions): Footer & { stop(): void } {
  const area = new LiveArea(stream);
  let frame = 0;
  const draw = (): void => {
    frame = (frame + 1) % FRAMES.length;
    const [first, ...more] = activityText(activity(), command, now(), style);
    if (first === undefined) return;
    area.draw([{ ...first, text: `${style.cyan(FRAMES[frame] ?? '')} ${first.text}` }, ...more]);
  };
  draw();
  // Nothing waits for it: a command that is done ends.
  const timer = setInterval(draw, EVERY).unref();
  return {
    clear: () => area.clear(),
    stop() {
      clearInterval(timer);
      area.clear();
    },
  };
}
