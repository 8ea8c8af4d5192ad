import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { migrateBin, runMigrate } from '../../support/run-migrate.ts';
import { makeTempDir, removeTempDir, tempDir } from '../../support/temp-dir.ts';

const REVISIONS = 2_000;
const MESSAGE = 'x'.repeat(5_000);
let workspace = '';

/** One line of revisions whose history is 10 MB of JSON: more than any pipe has room for. */
function writeWorkspace(folder: string): void {
  const migrations = join(folder, 'features/long/migrations');
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(folder, 'features/long/slice.json'), '{ "label": "long", "schema": null }');
  for (let at = 0; at < REVISIONS; at++) {
    const [id, parent] = [at, at - 1].map((number) => `a${String(number).padStart(6, '0')}`);
    const header = [`revision: ${id}`, at === 0 ? 'branch-label: long' : `revises: ${parent}`, `message: ${MESSAGE}`];
    const text = `${header.map((line) => `-- ${line}\n`).join('')}\n-- migrate:upgrade\n\n-- migrate:downgrade\n`;
    writeFileSync(join(migrations, `${id}.sql`), text);
  }
}

beforeAll(() => {
  const folder = makeTempDir('braid-end-');
  workspace = folder;
  writeWorkspace(folder);
  return () => removeTempDir(folder);
});

const HISTORY = ['-C', '.', 'history', '--json'];

function countOf(printed: string): number {
  const found: unknown = JSON.parse(printed);
  return JSON.stringify(found).split(MESSAGE).length - 1;
}

/** The command with a pipe for its output that does not block, both ends of which are open here. */
function startOnPipe() {
  const path = join(tempDir(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const child = spawn(process.execPath, [migrateBin, ...HISTORY], {
    cwd: workspace,
    stdio: ['ignore', writer, 'inherit'],
  });
  closeSync(writer);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { reader, ended };
}

/** What there is; `undefined` for nothing yet. */
function readSome(fd: number, buffer: Buffer): number | undefined {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'EAGAIN') return undefined;
    throw error;
  }
}

test('a slow reader of a pipe that does not block gets all of 10 MB', async () => {
  const { reader, ended } = startOnPipe();
  onTestFinished(() => closeSync(reader));
  const buffer = Buffer.alloc(4_096);
  const chunks: Buffer[] = [];
  for (;;) {
    // The pipe is full most of the time: a few bytes, then whatever else this process has to do.
    const count = readSome(reader, buffer);
    if (count === 0) break;
    if (count !== undefined) chunks.push(Buffer.from(buffer.subarray(0, count)));
    await setImmediate();
  }
  const printed = Buffer.concat(chunks);
  expect(printed.length).toBeGreaterThan(10_000_000);
  expect(countOf(printed.toString())).toBe(REVISIONS);
  expect(await ended).toBe(0);
});

test('so does one that begins late, behind a pipe of the shell', () => {
  const line = `"${process.execPath}" "${migrateBin}" ${HISTORY.join(' ')} | { read -r first; echo "$first"; cat; }`;
  const printed = execFileSync('/bin/sh', ['-c', line], { cwd: workspace, maxBuffer: 2 ** 25, encoding: 'utf8' });
  expect(countOf(printed)).toBe(REVISIONS);
});

test('a reader who has seen enough is no failure', async () => {
  const { reader, ended } = startOnPipe();
  const buffer = Buffer.alloc(4_096);
  while (readSome(reader, buffer) === undefined) await setImmediate();
  closeSync(reader);
  expect(await ended).toBe(0);
});

test('what the code of a workspace has begun is finished', async () => {
  const folder = tempDir();
  const marker = join(folder, 'marker');
  mkdirSync(join(folder, 'features/one'), { recursive: true });
  writeFileSync(join(folder, 'features/one/slice.json'), '{ "label": "one", "schema": null }');
  // Node does not list what its threads compress among the work that keeps a process alive.
  const code = `import { writeFileSync } from 'node:fs';
import { gzip } from 'node:zlib';
gzip(Buffer.alloc(2 ** 22), () => writeFileSync(${JSON.stringify(marker)}, ''));
export default () => ({});
`;
  writeFileSync(join(folder, 'migrate.config.mjs'), code);
  const { exitCode, stderr } = await runMigrate(['heads', '--run-config'], { cwd: folder });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(existsSync(marker)).toBe(true);
});

test.each([
  [0, ['heads', '--json']],
  [1, ['current', '--url', 'postgres://127.0.0.1:1/none']],
  [2, ['heads', '--nothing']],
])('the exit code is %d after %j', async (expected, words) => {
  const { exitCode, stdout, stderr } = await runMigrate(words, { cwd: workspace });
  expect(exitCode, stderr).toBe(expected);
  expect(stdout + stderr).not.toBe('');
});
