import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';
import { type HostileInput, hostileInput, SECRET } from './hostile-input.ts';

/** `npm run test:fuzz` runs ten thousand and looks at the time of the processor, too. */
const isFull = process.env.BRAID_FUZZ === 'full';
const RUNS = isFull ? Number(process.env.BRAID_FUZZ_RUNS ?? 10_000) : 120;

const folder = makeTempDir('braid-fuzz-');
const outside = join(folder, 'outside');
afterAll(() => removeTempDir(folder));
let count = 0;

function makeWorkspace({ files, link }: HostileInput): string {
  count += 1;
  const root = join(folder, `w${count}`);
  mkdirSync(outside, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    if (text === '' && path === 'migrate.config.json') continue;
    if (link !== undefined && path.startsWith(`${link}/`)) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  if (link !== undefined) {
    rmSync(join(root, link), { recursive: true, force: true });
    symlinkSync(outside, join(root, link));
  }
  return root;
}

const DOCUMENTED = [0, 1, 2, 3, 4, 130, 143];

async function judge(input: HostileInput): Promise<void> {
  const root = makeWorkspace(input);
  const env = Object.fromEntries(
    Object.entries(input.env).map(([name, value]) => [name, value.replaceAll('{root}', root)]),
  );
  const before = process.cpuUsage();
  const { exitCode, stdout, stderr } = await runCli(input.argv, { cwd: root, env: { HOME: root, ...env } });
  const { user, system } = process.cpuUsage(before);
  const printed = stdout + stderr;
  const isScript = input.argv.includes('--sql') && exitCode === 0;
  const faults = [
    ...(DOCUMENTED.includes(exitCode) ? [] : [`exit code ${exitCode}`]),
    ...(/internal error|"code":\s*"internal"|^ {2,}at .+:\d+:\d+\)?$/m.test(printed)
      ? ['a stack trace or an internal error']
      : []),
    ...(printed.includes(SECRET) && !input.argv.some((word) => word.includes(SECRET)) ? ['a secret'] : []),
    ...(/(?![\t\n])[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(
      isScript ? stderr : withoutColours(printed),
    )
      ? ['a raw control character']
      : []),
    ...(readdirSync(outside).length > 0 || readdirSync(folder).some((name) => !/^(w\d+|outside)$/.test(name))
      ? ['something outside']
      : []),
    ...(isFull && user + system > 2_000_000 ? [`${(user + system) / 1e6} s of CPU`] : []),
  ];
  if (isFull || faults.length === 0) rmSync(root, { recursive: true, force: true });
  expect(faults, `${JSON.stringify(input)}\n${printed.slice(0, 2000)}`).toEqual([]);
}

/** Those of Braid itself, where they are asked for. */
function withoutColours(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d{1,2}m`, 'g'), '');
}

test(`${RUNS} hostile inputs: no stack trace, no other exit code, no secret, no raw control character, nothing outside`, async () => {
  await fc.assert(fc.asyncProperty(hostileInput, judge), {
    numRuns: RUNS,
    ...(isFull ? {} : { seed: 20_261_128 }),
    endOnFailure: true,
  });
  expect(existsSync(outside)).toBe(true);
}, 3_600_000);
