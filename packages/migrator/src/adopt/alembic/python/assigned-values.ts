import { AlembicFileError } from '../../../errors/adopt/alembic-errors.ts';
import { type PythonLiteral, pythonLiteral } from './literal-value.ts';
import type { ModuleStatement } from './module-statements.ts';
import type { PythonToken } from './python-token.ts';

export interface AssignedValue {
  readonly value: PythonLiteral;
  readonly line: number;
}

/**
 * What the statements of a module assign to these names. Throws an `AlembicFileError` if only running the module would
 * show the value: one that is not a literal, a second assignment, one in an `if` or a loop, an import of the name.
 */
export function assignedValues(
  statements: readonly ModuleStatement[],
  names: readonly string[],
  file: string,
): ReadonlyMap<string, AssignedValue> {
  const found = new Map<string, AssignedValue>();
  for (const { head, body, line } of statements) {
    const name = names.find((it) => it === head[0]?.text);
    if (name === undefined) {
      refuseElsewhere(head, body, names, file);
      continue;
    }
    const expression = assigned(head);
    if (expression === undefined) continue;
    const text = written(expression);
    const value = pythonLiteral(expression);
    if (value === undefined) throw new AlembicFileError({ file, line, problem: 'computed', name, text });
    if (found.has(name)) throw new AlembicFileError({ file, line, problem: 'assigned-twice', name });
    found.set(name, { value, line });
  }
  return found;
}

/** The expression of `name = …` or `name: annotation = …`; `undefined` for an annotation alone. */
function assigned(head: readonly PythonToken[]): readonly PythonToken[] | undefined {
  const equals = head.findIndex(({ text }) => text === '=');
  if (head[1]?.text === ':') return equals < 0 ? undefined : head.slice(equals + 1);
  // Anything else that begins with the name (`+=`, a comparison, a second target) is not a literal.
  return equals === 1 ? head.slice(2) : head;
}

/** Functions and classes have names of their own; everything else at the top level may give the name a value. */
function refuseElsewhere(
  head: readonly PythonToken[],
  body: readonly PythonToken[],
  names: readonly string[],
  file: string,
): void {
  const [first] = head;
  const scoped = ['def', 'class', 'async', '@'].includes(first?.text ?? '');
  const imports = first?.text === 'from' || first?.text === 'import';
  const tokens = scoped ? body.filter((_, at) => body[at - 1]?.text === 'global') : [...head, ...body];
  for (const [at, token] of tokens.entries()) {
    const name = token.kind === 'name' ? names.find((it) => it === token.text) : undefined;
    if (name === undefined || tokens[at - 1]?.text === '.') continue;
    const next = tokens[at + 1]?.text;
    const compares = next === '=' && tokens[at + 2]?.text === '=';
    if (scoped || imports || (!compares && (next === '=' || next === ':' || next === ',')) || first?.text === 'del') {
      throw new AlembicFileError({
        file,
        line: token.line,
        problem: 'computed',
        name,
        text: written([...head, ...body]),
      });
    }
  }
}

function written(tokens: readonly PythonToken[]): string {
  return tokens
    .map(({ text, kind }, at) => (at > 0 && kind === 'name' && tokens[at - 1]?.kind === 'name' ? ` ${text}` : text))
    .join('');
}
