import type { PythonToken } from './python-token.ts';

/** A statement of the module itself, with the indented lines that belong to it. */
export interface ModuleStatement {
  readonly line: number;
  /** Its own tokens, without the block under it. */
  readonly head: readonly PythonToken[];
  /** What is indented under it, or follows the colon on its line. */
  readonly body: readonly PythonToken[];
}

const COMPOUND: ReadonlySet<string> = new Set([
  ...['def', 'class', 'async', 'if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with', 'match'],
]);

/** Statements in the order of the file; those joined by `;` are several. */
export function moduleStatements(tokens: readonly PythonToken[]): readonly ModuleStatement[] {
  const statements: { line: number; head: PythonToken[]; body: PythonToken[] }[] = [];
  let inBody = false;
  let indented = false;
  for (const token of tokens) {
    if (token.first) indented = token.column > 0;
    const last = statements.at(-1);
    if (indented && last !== undefined) {
      last.body.push(token);
      continue;
    }
    if (token.first || last === undefined) {
      statements.push({ line: token.line, head: [token], body: [] });
      inBody = false;
    } else if (token.text === ';' && !inBody) {
      statements.push({ line: token.line, head: [], body: [] });
    } else if (inBody) {
      last.body.push(token);
    } else {
      last.head.push(token);
      inBody = token.text === ':' && opensBlock(last.head);
    }
  }
  return statements.filter(({ head }) => head.length > 0);
}

/** Whether the colon that was read last ends the head of a compound statement. */
function opensBlock(head: readonly PythonToken[]): boolean {
  const [first] = head;
  if (first === undefined || !COMPOUND.has(first.text)) return false;
  const open = head.filter(({ text }) => '([{'.includes(text)).length;
  return open === head.filter(({ text }) => ')]}'.includes(text)).length;
}
