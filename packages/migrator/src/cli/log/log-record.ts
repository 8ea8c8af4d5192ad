import { TRACE_CHANNELS } from '../../ports/trace.ts';
import { duration } from '../text/event-line.ts';

export interface LogRecord {
  readonly level: 'error' | 'info' | 'debug';
  readonly text: string;
  /** For programs. */
  readonly facts: object;
}

/** Longer messages are cut: otherwise a bulk insert would fill the log. */
const LONGEST = 4000;

/** A message of a channel of `TRACE_CHANNELS` as a record; `undefined` if it is not one. */
export function traceRecord(channel: string | symbol, message: unknown): LogRecord | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const text = (key: string): string => {
    const value: unknown = Reflect.get(message, key);
    return typeof value === 'string' ? value : '';
  };
  const took: unknown = Reflect.get(message, 'durationMs');
  const durationMs = typeof took === 'number' ? Math.round(took * 10) / 10 : 0;
  const failure = text('failure');
  const failed = failure === '' ? '' : ` failed: ${failure}`;
  const more = failure === '' ? {} : { failure };
  if (channel === TRACE_CHANNELS.sql) {
    const sql = shortened(text('sql'));
    const facts = { what: 'sql', sql, durationMs, ...more };
    return { level: 'debug', text: `sql ${duration(durationMs)}${failed} ${sql}`, facts };
  }
  if (channel !== TRACE_CHANNELS.connection) return undefined;
  const [address, handshake] = [text('address'), text('handshake')];
  const facts = { what: 'connection', address, handshake, durationMs, ...more };
  return {
    level: 'debug',
    text: `connection to ${address} (${handshake}) ${duration(durationMs)}${failed || ' open'}`,
    facts,
  };
}

function shortened(sql: string): string {
  const left = sql.length - LONGEST;
  return left <= 0 ? sql : `${sql.slice(0, LONGEST)} … (${left} more characters)`;
}
