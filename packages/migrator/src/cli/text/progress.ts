import type { RunnerEvent, RunnerListener } from '../../execute/runner-event.ts';
import type { CliIo } from '../cli-io.ts';
import type { GlobalOptions } from '../options/global-options.ts';
import { CLEAR_LINE, shownLength } from '../screen.ts';
import { batchText, duration, eventLine, placeText } from './event-line.ts';
import type { Style } from './style.ts';

/**
 * Progress on standard error: JSON lines with `--json`, only which database it is with `--quiet`, else a line for each
 * revision that is done and, on a terminal, one live line below them for what is running.
 */
export function progress(globals: GlobalOptions, io: CliIo, style: Style): RunnerListener {
  const listener = shown(globals, io, style);
  if (!globals.quiet) return listener;
  // Whoever wants no progress still has to know which database it is.
  return (event) => (event.type === 'database-notice' ? listener(event) : undefined);
}

function shown(globals: GlobalOptions, io: CliIo, style: Style): RunnerListener {
  if (globals.json) return (event) => io.stderr.write(`${JSON.stringify(event)}\n`);
  return io.stderr.isTTY ? liveProgress(io, style) : plainProgress(io, style);
}

function plainProgress(io: CliIo, style: Style): RunnerListener {
  return (event) => {
    const line = eventLine(event, style);
    if (line !== undefined) io.stderr.write(`${line}\n`);
  };
}

function liveProgress(io: CliIo, style: Style): RunnerListener {
  let live = false;
  const clear = (): void => {
    if (live) io.stderr.write(CLEAR_LINE);
    live = false;
  };
  return (event) => {
    const line = eventLine(event, style);
    const under = underWay(event, style);
    if (line === undefined && under === undefined) {
      if (event.type === 'run-done' || event.type === 'orders-done') clear();
      return;
    }
    clear();
    if (line !== undefined) io.stderr.write(`${line}\n`);
    // A line that wraps cannot be reverted.
    if (under !== undefined && shownLength(under) < (io.stderr.columns || 80)) {
      io.stderr.write(under);
      live = true;
    }
  };
}

function underWay(event: RunnerEvent, style: Style): string | undefined {
  if (event.type === 'order-revision') {
    const arrow = event.direction === 'upgrade' ? '↑' : '↓';
    return `${style.cyan('…')} ${style.dim(`${event.n}/${event.of} ${duration(event.elapsedMs)}`)} ${arrow} ${style.yellow(event.revision)}  ${style.cyan(event.slice)}  ${event.message}`;
  }
  if (event.type === 'pair-search') {
    return `${style.cyan('…')} looking for the two statements, try ${event.tried} ${style.dim(duration(event.elapsedMs))}`;
  }
  if (event.type === 'revision-started') return `${style.cyan('…')} ${placeText(event, style)}`;
  if (event.type === 'batch-done') {
    return `${style.cyan('…')} ${placeText(event, style)} ${style.dim(batchText(event))}`;
  }
  if (event.type !== 'statement-done' || event.statements === 1) return undefined;
  return `${style.cyan('…')} ${placeText(event, style)} ${style.dim(`statement ${event.statement} of ${event.statements}`)}`;
}
