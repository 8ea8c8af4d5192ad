import type { AlembicWay } from './alembic-script.ts';
import type { ModuleStatement } from './python/module-statements.ts';
import type { PythonToken } from './python/python-token.ts';

/** Calls that need a connection, which `--sql` does not have. */
const ASKS: ReadonlySet<string> = new Set([
  ...['get_bind', 'get_context', 'run_async', 'Session', 'sessionmaker', 'scoped_session', 'inspect', 'get_inspector'],
]);

interface PythonFunction {
  readonly name: string;
  readonly body: readonly PythonToken[];
}

/** What `upgrade` or `downgrade` of a module does, helper functions of the same module included. */
export function functionWay(statements: readonly ModuleStatement[], name: 'upgrade' | 'downgrade'): AlembicWay {
  const functions = statements.flatMap(definedFunction);
  const own = functions.findLast((it) => it.name === name);
  if (own === undefined) {
    // The function may come from elsewhere: `upgrade = helpers.upgrade`, `from .common import upgrade`.
    const made = statements.some(({ head, body }) => [...head, ...body].some(({ text }) => text === name));
    return made ? { kind: 'offline' } : { kind: 'refused', why: `the migration has no ${name}()` };
  }
  if (withoutDocstring(own.body)[0]?.text === 'raise') return { kind: 'refused', why: `${name}() raises an error` };
  const asks = whatAsks(own, functions, new Set());
  return asks === undefined ? { kind: 'offline' } : { kind: 'asks-database', by: asks.text, line: asks.line };
}

function definedFunction({ head, body }: ModuleStatement): readonly PythonFunction[] {
  const at = head[0]?.text === 'async' ? 1 : 0;
  const name = head[at + 1]?.text;
  return head[at]?.text === 'def' && name !== undefined ? [{ name, body }] : [];
}

/** The first such call in a function or in those of the module that it calls. */
function whatAsks(
  { name, body }: PythonFunction,
  functions: readonly PythonFunction[],
  seen: Set<string>,
): PythonToken | undefined {
  seen.add(name);
  for (const [at, token] of body.entries()) {
    if (token.kind !== 'name') continue;
    if (ASKS.has(token.text) && body[at + 1]?.text === '(' && !isAutocommit(body, at)) return token;
    const helper = seen.has(token.text) ? undefined : functions.find((it) => it.name === token.text);
    const asks = helper === undefined ? undefined : whatAsks(helper, functions, seen);
    if (asks !== undefined) return asks;
  }
  return undefined;
}

/** `op.get_context().autocommit_block()` is written by `--sql` as COMMIT and BEGIN. */
function isAutocommit(body: readonly PythonToken[], at: number): boolean {
  return body[at]?.text === 'get_context' && body[at + 4]?.text === 'autocommit_block';
}

function withoutDocstring(body: readonly PythonToken[]): readonly PythonToken[] {
  const next = body.slice(1).findIndex(({ first }) => first) + 1;
  return body[0]?.kind === 'string' && next > 0 ? body.slice(next) : body;
}
