import fc from 'fast-check';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { revisionText } from '../../adapters/fs/write-tree.ts';

/** In no message, whatever goes wrong. */
export const SECRET = 'c4n4ry-s3cret';

/** One run of the command line: what is typed, what the environment says, and the files that it finds. */
export interface HostileInput {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Where a link is put that leads out of the workspace. */
  readonly link: string | undefined;
}

const ODD = [
  '',
  ' ',
  '\0',
  '\x1b[2J\x1b]0;owned\x07',
  '\x9b31m',
  '\r\n\x08',
  '\u202Egnp.exe\u2066',
  '\u200B\uFEFF\u00A0',
  '\u2028\u2029',
  '\uD800',
  '\u{E0041}',
  'x'.repeat(300),
  'é'.repeat(200),
  '../../../outside',
  '/etc/hostname',
  '-',
  '--',
  '--json=',
  '__proto__',
  'constructor',
  'a@b@c',
  'events@head',
  ':',
  '+1',
  '-99999999999999999999',
  '%s%n%x',
  `$(touch outside)`,
  "'; drop schema public cascade; --",
  '"'.repeat(50),
  '['.repeat(2000),
  '/*'.repeat(500),
  '$a$'.repeat(99),
  '{"a":',
  'null',
  '1e999',
  'postgres://u:p@h:x/d',
  'postgres://u:p@q/x@h/d',
  'host=h password=p q',
] as const;

const odd = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

/** Not those that start a server or an editor, whatever else is said. */
const commands = COMMANDS.map(({ name }) => name).filter((name) => !['db', 'edit'].includes(name));
const OPTIONS = [
  ...[
    '--slice',
    '--env',
    '--config',
    '--workspace',
    '-C',
    '-x',
    '--url',
    '-m',
    '--out',
    '--format',
    '--reason',
    '--from',
    '--tag',
  ],
  ...['--plan-file', '--from-file', '--rev-range', '--lock-timeout', '--rev-id', '--title', '--splice', '--nope'],
] as const;
const FLAGS = [
  '--json',
  '--quiet',
  '--sql',
  '--plan',
  '--yes',
  '--help',
  '--no-input',
  '--version',
  '--purge',
  '--skip-data',
  '--graph',
] as const;

const WRITES = ['--out', '-C', '--workspace'];

function here(path: string): string {
  return path.replaceAll('..', '__').replace(/^\/+/, '_');
}

const argv = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...commands) }, odd),
    fc.array(
      fc.oneof(
        fc.tuple(fc.constantFrom(...OPTIONS), odd).map(([name, value]) => [name, value]),
        fc.constantFrom(...FLAGS).map((flag) => [flag]),
        fc.constantFrom('heads', 'base', 'a1', 'events@head', 'base:heads', 'plan.json').map((word) => [word]),
        odd.map((word) => [word]),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([command, rest]) => {
    const words = [command, ...rest.flat()];
    // What a person tells it to write elsewhere is written elsewhere.
    return words.map((word, at) => (command === 'init' || WRITES.includes(words[at - 1] ?? '') ? here(word) : word));
  });

/** A text with something odd at some place of it, or cut there. */
const spoilt = (text: string) =>
  fc.tuple(fc.nat(text.length), odd, fc.constantFrom('put', 'cut', 'both')).map(([at, noise, how]) => {
    if (how === 'cut') return text.slice(0, at);
    return text.slice(0, at) + noise + (how === 'both' ? '' : text.slice(at));
  });

const config = JSON.stringify({
  slices: ['features/*'],
  stateSchema: 'braid',
  shadowUrl: `postgres://u:${SECRET}@127.0.0.1:1/x`,
  environments: {
    dev: { url: `postgres://u:${SECRET}@127.0.0.1:1/dev` },
    prod: { urlVariable: 'PROD_URL', protected: true },
  },
  revisions: { slugLength: 40 },
});
const BASE: Readonly<Record<string, string>> = {
  'migrate.config.json': config,
  'package.json': '{ "name": "hostile", "private": true }',
  'features/events/slice.json': '{ "label": "events", "schema": null }',
  'features/events/migrations/a1.sql': revisionText('a1', '-- branch-label: events\n-- message: one'),
  'features/events/migrations/b1.ts':
    '// revision: b1\n// revises: a1\n// message: two\nexport async function upgrade() {}\n',
  'features/events/migrations/snapshots/a1.json': '{ "version": 1, "entities": [] }',
  'plan.json': '{ "version": 1, "steps": [] }',
  'service.json': `{"infrastructure":{"database":{"host":"127.0.0.1","port":1,"name":"x","user":"u","password":"${SECRET}"}}}`,
  'pg_service.conf': `[shop]\nhost=127.0.0.1\nport=1\npassword=${SECRET}\n`,
  '.env': `PROD_URL=postgres://u:${SECRET}@127.0.0.1:1/prod\n`,
};

const spoiltFiles = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...Object.keys(BASE)).chain((name) => spoilt(BASE[name] ?? '').map((text) => ({ [name]: text }))),
  // A name that the file system can hold.
  odd
    .map((name) => name.replace(/[/\0]/g, '_').slice(0, 60))
    .filter((name) => !['', '.', '..'].includes(name) && !/\p{Cs}/u.test(name))
    .map((name) => ({
      [`features/events/migrations/${name}.sql`]: revisionText(
        'c1',
        `-- revises: a1\n-- message: ${name.replace(/\p{Cc}/gu, '')}`,
      ),
    })),
  odd.map((text) => ({
    'migrate.config.json': '',
    'migrate.config.mjs': `throw new Error(${JSON.stringify(`${text} postgres://u:${SECRET}@h/d`)});`,
  })),
);

const env = fc.oneof(
  fc.constant({ DATABASE_URL: `postgres://u:${SECRET}@127.0.0.1:1/x` }),
  fc.constant({ PGHOST: '127.0.0.1', PGPORT: '1', PGPASSWORD: SECRET }),
  fc.constant({ PGSERVICE: 'shop', PGSERVICEFILE: '{root}/pg_service.conf' }),
  fc.constant({ SERVICE_CONFIG_PATH: '{root}/service.json' }),
  odd.map((text) => ({ DATABASE_URL: `postgres://u:${SECRET}${text}@127.0.0.1:1/x` })),
  odd.map((text) => ({ PGHOST: '127.0.0.1', PGPORT: '1', PGPASSWORD: SECRET, PGSSLMODE: text, PGAPPNAME: text })),
  odd.map((text) => ({ DATABASE_URL: text })),
  odd.map((text) => ({ DATABASE_URL: `postgres://u:p@${SECRET}${text}/x@h/d` })),
  odd.map((text) => ({ DATABASE_URL: `host=127.0.0.1 port=1 password='${SECRET}${text}` })),
  odd.map((text) => ({ DATABASE_URL: `postgres://u:12/${SECRET}?${text}=@127.0.0.1:1/x` })),
  odd.map((text) => ({ FORCE_COLOR: '1', BRAID_STATE_HOME: text, PGSERVICE: text })),
  fc.constant({}),
);

export const hostileInput: fc.Arbitrary<HostileInput> = fc
  .record({
    argv,
    env,
    spoilt: spoiltFiles,
    link: fc.option(fc.constantFrom('.braid', 'features/events/migrations/snapshots', 'features/events/migrations'), {
      freq: 9,
      nil: undefined,
    }),
  })
  .map(({ argv: words, env: variables, spoilt: changed, link }) => ({
    argv: words,
    // A variable cannot hold a NUL, and in production no server is started where nothing names a database.
    env: {
      NODE_ENV: 'production',
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replaceAll('\0', '')])),
    },
    files: { ...BASE, ...changed },
    link,
  }));
