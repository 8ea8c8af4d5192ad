import { isCi } from '../../config/database/is-ci.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { GlobalOptions } from '../options/global-options.ts';
import type { Footer, ScreenIo } from '../screen.ts';
import type { Style } from '../text/style.ts';
import { activityAfter, activityAt } from './activity.ts';
import { stepLines } from './step-lines.ts';

/** What says that a command is alive. */
export interface Live {
  readonly onEvent: RunnerListener;
  /** Nothing is drawn while the work has the terminal. */
  paused<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): void;
}

/** A command that is done sooner draws nothing, and loads nothing for it; in milliseconds. */
const PATIENCE = 300;

export type LiveMode = 'live' | 'plain' | 'off';

/**
 * `live` on a terminal, `plain` where lines are read later; `off` where a program reads along, nobody wants to hear of
 * it, or `BRAID_PROGRESS` says so.
 */
export function liveMode({ quiet, json }: GlobalOptions, { stderr, env }: ScreenIo): LiveMode {
  const wanted = env.BRAID_PROGRESS;
  if (quiet === true || json === true || wanted === 'off') return 'off';
  if (wanted === 'plain') return 'plain';
  return stderr.isTTY === true && !isCi(env) && env.TERM !== 'dumb' ? 'live' : 'plain';
}

/**
 * On a terminal, after a moment, a line below all others that says what is being done and for how long; elsewhere a
 * line for what takes long.
 */
export function openLive(mode: LiveMode, io: ScreenIo, style: Style, command: string): Live {
  if (mode === 'off') return { onEvent: () => undefined, paused: (work) => work(), close: () => undefined };
  if (mode === 'plain')
    return { onEvent: stepLines(io.stderr, style), paused: (work) => work(), close: () => undefined };
  return new Ticking(io, style, command);
}

class Ticking implements Live {
  readonly #io: ScreenIo;
  readonly #style: Style;
  readonly #command: string;
  #activity = activityAt(performance.now());
  #timer: NodeJS.Timeout | undefined;
  #footer: (Footer & { stop(): void }) | undefined;
  /** Counts up whenever it is stopped: what is still being loaded then comes too late. */
  #turn = 0;

  constructor(io: ScreenIo, style: Style, command: string) {
    this.#io = io;
    this.#style = style;
    this.#command = command;
    this.#begin(PATIENCE);
  }

  readonly onEvent: RunnerListener = (event) => {
    this.#activity = activityAfter(this.#activity, event, performance.now());
  };

  async paused<Result>(work: () => Promise<Result>): Promise<Result> {
    this.close();
    try {
      return await work();
    } finally {
      this.#begin(PATIENCE);
    }
  }

  close(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#footer?.stop();
    this.#footer = undefined;
    this.#io.hang(undefined);
  }

  #begin(inMs: number): void {
    this.#timer = setTimeout(() => void this.#start(this.#turn), inMs).unref();
  }

  async #start(turn: number): Promise<void> {
    const { startTicker } = await import('./ticker.ts');
    if (turn !== this.#turn) return;
    const [io, style, command] = [this.#io, this.#style, this.#command];
    const footer = startTicker({
      ...{ stream: io.below, style, command },
      now: () => performance.now(),
      activity: () => this.#activity,
    });
    this.#footer = footer;
    io.hang(footer);
  }
}
