import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { WORKSHOP_TOOLS } from '../../src/wiring/workshop/workshop-parts.ts';

const PACKAGE = resolve(import.meta.dirname, '../..');
/** Commands that run often: what they need is in the packs `start` and `database` of tools/packs.mjs. */
const EVERYDAY = ['upgrade', 'downgrade', 'current', 'status', 'heads', 'history', 'branches', 'show', 'log'];

interface Module {
  readonly imports: readonly string[];
  /** Names of the methods that are called, and of what is taken out of an object by name. */
  readonly asked: ReadonlySet<string>;
}

/** What a file imports to run it, whenever, and what it asks of objects. */
function read(path: string): Module {
  const imports: string[] = [];
  const asked = new Set<string>();
  const keep = (from: string): void => {
    if (from.startsWith('.')) imports.push(resolve(dirname(path), from));
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => {
      if (importKind !== 'type') keep(source.value);
    },
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') keep(source.value);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') asked.add(callee.property.name);
    },
  }).visit(parseSync(path, readFileSync(path, 'utf8')).program);
  return { imports, asked };
}

/** What the files of a command ask for, in the rooms where the workbench is handed on. */
function askedBy(command: string): ReadonlySet<string> {
  const rooms = [join(PACKAGE, 'src/cli'), join(PACKAGE, 'src/commands')];
  const found = new Set<string>();
  const commands = join(PACKAGE, 'src/cli/commands');
  const file = readdirSync(commands, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${command}.ts`),
  );
  if (file === undefined) throw new Error(`no file of ${command} in ${commands}`);
  const files = new Set([join(commands, file)]);
  for (const file of files) {
    const { imports, asked } = read(file);
    for (const name of asked) found.add(name);
    for (const each of imports) if (rooms.some((room) => each.startsWith(room))) files.add(each);
  }
  return found;
}

const toolsOf = (command: string) => WORKSHOP_TOOLS.filter((tool) => askedBy(command).has(tool));

test.each(EVERYDAY)('%s asks for no tool that its packs leave out', (command) => {
  expect(toolsOf(command)).toEqual([]);
});

test('a command that proves is seen to ask for them', () => {
  expect(toolsOf('validate')).toContain('proofs');
  expect(toolsOf('revision')).toContain('differ');
});
