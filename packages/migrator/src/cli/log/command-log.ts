import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { closeSync, openSync, writeSync } from 'node:fs';
import { visible } from '../../errors/visible.ts';
import { FileSystemError } from '../../errors/workspace/file-system-errors.ts';
import type { RunnerEvent, RunnerListener } from '../../execute/runner-event.ts';
import { TRACE_CHANNELS } from '../../ports/trace.ts';
import type { CliStream } from '../cli-stream.ts';
import { eventLine } from '../text/event-line.ts';
import { PLAIN, type Style } from '../text/style.ts';
import { type LogRecord, traceRecord } from './log-record.ts';

export interface CommandLogOptions {
  /** The command line, without secrets. */
  readonly runs: string;
  /** A file to which everything is appended. */
  readonly file: string | undefined;
  /** The stream for statements, times and connections; absent: none. */
  readonly debug: { readonly stream: CliStream; readonly style: Style; readonly json: boolean } | undefined;
}

export interface CommandLog {
  readonly onEvent: RunnerListener;
  /** Writes how the command ended. */
  close(exitCode: number): void;
}

/**
 * Logs what a command does below its progress: each message of statements, the time until its answer, each attempt to
 * connect. Throws a `FileSystemError` if the file cannot be written.
 */
export function openCommandLog({ runs, file, debug }: CommandLogOptions): CommandLog {
  const append = file === undefined ? undefined : appendTo(file);
  const begun = performance.now();
  const tell = (record: LogRecord): void => append?.write(record);
  const hear = (message: unknown, name: string | symbol): void => {
    const record = traceRecord(name, message);
    if (record === undefined) return;
    tell(record);
    if (debug === undefined) return;
    const { stream, style, json } = debug;
    if (json) stream.write(`${JSON.stringify({ type: 'debug', ...record.facts })}\n`);
    else stream.write(`${style.dim(`debug ${record.text}`)}\n`);
  };
  const channels = Object.values(TRACE_CHANNELS);
  for (const name of channels) subscribe(name, hear);
  tell({ level: 'info', text: `begun: ${runs}`, facts: {} });
  return {
    onEvent: (event: RunnerEvent) => {
      const line = eventLine(event, PLAIN);
      if (line !== undefined) tell({ level: 'info', text: line, facts: {} });
    },
    close(exitCode) {
      for (const name of channels) unsubscribe(name, hear);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      tell({
        level: exitCode === 0 ? 'info' : 'error',
        text: `ended: exit code ${exitCode} after ${seconds} s`,
        facts: {},
      });
      append?.close();
    },
  };
}

/** Each record is written at once, so that a crash loses none. Only its owner may read the file. */
function appendTo(file: string): { write(record: LogRecord): void; close(): void } {
  const failed = (error: unknown): FileSystemError => {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    return new FileSystemError({ file, reason: String(code ?? error) }, { cause: error });
  };
  let handle: number;
  try {
    handle = openSync(file, 'a', 0o600);
  } catch (error) {
    throw failed(error);
  }
  let full = false;
  return {
    write({ level, text }) {
      if (full) return;
      // Continuation lines are indented, so that no text can look like a record.
      const line = `${new Date().toISOString()} ${level} ${visible(text).replaceAll('\n', '\n    ')}\n`;
      try {
        writeSync(handle, line);
      } catch {
        // A full disk must not end a run.
        full = true;
      }
    },
    close: () => closeSync(handle),
  };
}
