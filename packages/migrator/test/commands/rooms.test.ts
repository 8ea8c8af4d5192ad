import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';

const SRC = resolve(import.meta.dirname, '../../src');
const SHARED = 'commands/shared/';

/** These work without a workbench, or only show what is said; `ui` has a use case for each of its views. */
const WITHOUT_USE_CASE = ['list-templates', 'completion', '__complete', 'config', 'ui'];

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/'));
}

/** Paths below `src` that a file names in its imports. */
function importsOf(file: string): readonly string[] {
  const { module } = parseSync(file, readFileSync(join(SRC, file), 'utf8'));
  return module.staticImports
    .map(({ moduleRequest }) => moduleRequest.value)
    .filter((from) => from.startsWith('.'))
    .map((from) =>
      relative(SRC, resolve(SRC, dirname(file), from))
        .split(sep)
        .join('/'),
    );
}

const FILES = ['commands', 'cli', 'api', 'nx'].flatMap(filesIn);
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

/** The command that a file belongs to, in its room or as a face; `undefined` for what is shared, and for other files. */
function commandOf(file: string): string | undefined {
  if (file.startsWith(SHARED)) return undefined;
  return /^(?:cli\/)?commands\/([^/.]+)/.exec(file)?.[1];
}

/** The commands that use a shared file, over any number of other shared files. */
function usersOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const users = new Set<string>();
  for (const [user, imports] of IMPORTS) {
    if (!imports.includes(file) || seen.has(user)) continue;
    seen.add(user);
    const command = commandOf(user);
    if (command !== undefined) users.add(command);
    else if (!user.startsWith(SHARED)) users.add(user);
    else for (const further of usersOf(user, seen)) users.add(further);
  }
  return users;
}

test('each command has a room of its own, with the use case in the file of its name', () => {
  const missing = COMMANDS.map(({ name }) => name).filter(
    (name) => !WITHOUT_USE_CASE.includes(name) && !FILES.includes(`commands/${name}/${name}.ts`),
  );
  expect(missing).toEqual([]);
});

test('of other commands a command knows the use case only, and what is shared knows no command', () => {
  const wrong = [...IMPORTS].flatMap(([file, imports]) =>
    imports
      .filter((from) => file.startsWith('commands/') && from.startsWith('commands/') && !from.startsWith(SHARED))
      .filter((from) => {
        const command = commandOf(from);
        return command !== commandOf(file) && (file.startsWith(SHARED) || from !== `commands/${command}/${command}.ts`);
      })
      .map((from) => `${file} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('what is shared is used by several commands', () => {
  const single = FILES.filter((file) => file.startsWith(SHARED) && usersOf(file).size < 2);
  // All commands may end in it.
  expect(single).toEqual(['commands/shared/heads/explain-heads.ts']);
});

test('no room has more than fifteen files', () => {
  const count = new Map<string, number>();
  for (const file of [...filesIn('commands'), ...filesIn('wiring')]) {
    count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1);
  }
  expect([...count].filter(([, files]) => files > 15)).toEqual([]);
});
