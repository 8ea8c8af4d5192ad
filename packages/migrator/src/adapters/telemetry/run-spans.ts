import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { RunStart } from '../../execute/report/run-watcher.ts';
import type { Place, RunnerEvent } from '../../execute/runner-event.ts';
import { redactSql, shortenSql } from '../../sql/redact-sql.ts';
import type { StatementText } from '../../sql/script/statement.ts';
import type { RunReport } from '../../state/run-report.ts';

export type Api = typeof import('@opentelemetry/api');

/** Of one statement, in characters. */
const MOST_TEXT = 2_000;

interface OpenRevision {
  readonly id: string;
  readonly span: Span;
  readonly isRecorded: boolean;
  readonly context: Context;
}

/** The spans of one run: the run, in it its revisions, in each of them its statements. */
export class RunSpans {
  readonly #api: Api;
  readonly #tracer: Tracer;
  readonly #run: Span;
  readonly #context: Context;
  /** Of each statement; where the server is is said by the run. */
  #namespace: string | undefined;
  #revision: OpenRevision | undefined;
  /** When the statement that is reported next began, as far as is known here. */
  #since = now();

  constructor(api: Api, tracer: Tracer, start: RunStart, parent: Context) {
    this.#api = api;
    this.#tracer = tracer;
    const attributes = { 'db.system.name': 'postgresql', 'braid.direction': start.direction, 'braid.runs': start.runs };
    const tag = start.tag === null ? {} : { 'braid.tag': start.tag };
    this.#run = tracer.startSpan(`braid ${start.direction}`, { attributes: { ...attributes, ...tag } }, parent);
    this.#context = api.trace.setSpan(parent, this.#run);
  }

  hear(event: RunnerEvent, statement: StatementText | undefined): void {
    switch (event.type) {
      case 'database':
        this.#run.setAttributes(databaseAttributes(event.display));
        this.#namespace = namespaceOf(event.display);
        return;
      case 'lease-acquired':
        this.#run.setAttribute('braid.run_id', event.runId);
        return;
      case 'revision-started':
        this.#begin(event);
        return;
      case 'statement-done':
        this.#statement(event, event.statement, statement);
        return;
      case 'revision-done':
        this.#end(event);
        return;
      case 'retrying':
        this.#revision?.span.addEvent('retry', {
          'braid.attempt': event.attempt,
          'db.response.status_code': event.sqlState,
        });
        this.#since = now();
        return;
      case 'blocked':
        this.#revision?.span.addEvent('blocked', { 'braid.waited_ms': event.waitedMs });
        return;
      case 'batch-done':
        this.#revision?.span.addEvent('batch', { 'braid.rows': event.rows });
        return;
      default:
    }
  }

  ended({ result, error, revisions, runId }: RunReport): void {
    const failed = result === 'failed' && error !== null;
    const status = { code: this.#api.SpanStatusCode.ERROR, message: error?.code ?? '' };
    const why: Attributes = failed
      ? {
          'error.type': error.code,
          ...(error.sqlState === null ? {} : { 'db.response.status_code': error.sqlState }),
        }
      : {};
    if (this.#revision !== undefined) {
      // What was begun and not committed.
      if (failed) this.#revision.span.setAttributes(why).setStatus(status);
      this.#revision.span.end();
    }
    this.#run.setAttributes({ 'braid.result': result, 'braid.revisions': revisions.length, ...why });
    if (runId !== null) this.#run.setAttribute('braid.run_id', runId);
    if (failed) this.#run.setStatus(status);
    this.#run.end();
  }

  #begin(place: Place): void {
    const { revision, slice, direction, file, message } = place;
    if (this.#revision?.id === revision) return;
    this.#revision?.span.end();
    const attributes: Attributes = {
      'braid.revision': revision,
      'braid.slice': slice,
      'braid.direction': direction,
      'braid.message': message,
      'code.file.path': file,
    };
    const span = this.#tracer.startSpan(`revision ${revision}`, { attributes }, this.#context);
    const context = this.#api.trace.setSpan(this.#context, span);
    this.#revision = { id: revision, span, isRecorded: span.isRecording(), context };
    this.#since = now();
  }

  #statement({ revision }: Place, number: number, statement: StatementText | undefined): void {
    const startTime = this.#since;
    this.#since = now();
    const open = this.#revision;
    // What the sampler left out costs nothing.
    if (open?.isRecorded !== true || open.id !== revision || statement === undefined) return;
    const { sql } = statement;
    const operation = commandOf(sql);
    const attributes: Attributes = {
      'db.system.name': 'postgresql',
      'db.namespace': this.#namespace,
      'db.operation.name': operation,
      'db.query.text': shortenSql(shownSql(sql), MOST_TEXT),
      'braid.statement': number,
    };
    const name = operation === '' ? 'statement' : operation;
    const options = { kind: this.#api.SpanKind.CLIENT, startTime, attributes };
    this.#tracer.startSpan(name, options, open.context).end(this.#since);
  }

  #end({ revision }: Place): void {
    if (this.#revision?.id !== revision) return;
    this.#revision.span.end();
    this.#revision = undefined;
  }
}

/** `CREATE`; a statement begins with its command. */
function commandOf(sql: string): string {
  return (/^[a-z]+/i.exec(sql)?.[0] ?? '').toUpperCase();
}

/** Credentials are in strings, in comments and in URLs: where there is none of these, there is nothing to look for. */
function shownSql(sql: string): string {
  return /['$]|--|\/\*|:\/\//.test(sql) ? redactSql(sql) : sql;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Of `postgres://user@host:port/database`, which has no password. */
export function databaseAttributes(display: string): Attributes {
  const system = { 'db.system.name': 'postgresql', 'db.namespace': namespaceOf(display) };
  if (!URL.canParse(display)) return system;
  const { hostname, port } = new URL(display);
  return {
    ...system,
    ...(hostname === '' ? {} : { 'server.address': decodeURIComponent(hostname) }),
    ...(port === '' ? {} : { 'server.port': Number(port) }),
  };
}

function namespaceOf(display: string): string | undefined {
  if (!URL.canParse(display)) return undefined;
  const name = decodeURIComponent(new URL(display).pathname.slice(1));
  return name === '' ? undefined : name;
}
