import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { CONFIG_KEYS } from '../../../src/config/file/config-keys.ts';
import { parseConfig } from '../../../src/config/file/parse-config.ts';

const read = (path: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../schema', path), 'utf8'));
const isValid: ValidateFunction = new Ajv({ strict: false }).compile(read('migrate.config.schema.json'));

/** Of every kind, and at the edges of what some key takes. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 40, 100, 101, 2_147_483_647, 2_147_483_648, 1e15],
  ...['', ' ', 'x', 'main', 'embedded', 'a\u0007', 'x'.repeat(64), 'é'.repeat(40), 'a/b', '../x', '/x'],
  ...['0'.repeat(64), '2026-11-29', '29.11.2026', 'Europe/Berlin', '%(rev)', '%(time)', '(', 'SHOP-\\d+'],
  ...['always', 'lossy', 'never', 'info', 'warning', 'error', 'json', 'slack', 'https://example.com', 'ftp://x'],
  ...[
    [],
    [''],
    ['x'],
    [1],
    [[]],
    [['x']],
    [['']],
    [null],
    ['failed'],
    ['slow>10min'],
    ['slow>x'],
    ['ticket', 'impact'],
  ],
  ...[
    ['customers.email'],
    ['customers'],
    [{}],
    [{ on: ['failed'], url: 'https://example.com' }],
    ['no-primary-key x.*'],
  ],
  ...[{}, { x: 1 }, { x: {} }, { x: { url: 'embedded' } }, { 'unused-index': 'off' }, { 'unused-index': 'x' }],
];

/** What an object needs besides the key that is tried. */
const NEEDS: Readonly<Record<string, object>> = {
  'environments.*': { url: 'embedded' },
  'notify[]': { on: ['failed'], url: 'https://example.com' },
  revisions: { requireSince: '2026-11-29' },
};

/** Keys that stand in for one of those. */
const INSTEAD: Readonly<Record<string, object>> = {
  'environments.* urlVariable': {},
  'notify[] urlVariable': { on: ['failed'] },
  'notify[] command': { on: ['failed'] },
  'backup verify': { command: ['back', 'up'] },
};

/** What a JSON schema cannot say, by key. */
const UNSAID: Readonly<Record<string, (value: unknown) => boolean>> = {
  // A name of an environment that is there.
  ' defaultEnvironment': (value) => typeof value === 'string',
  // At most 63 bytes, not characters.
  ' stateSchema': (value) => String(value).includes('é'),
  'environments.* stateSchema': (value) => String(value).includes('é'),
  // A zone that this Node knows, and a regular expression.
  'revisions timezone': (value) => value !== 'UTC',
  'revisions ticketPattern': (value) => value === '(',
  // Names and expressions of SQL.
  'rehearse mask': (value) => String(value).includes(' '),
};

/** The configuration that has `value` at the key of that place. */
function configWith(place: string, key: string, value: unknown): unknown {
  const own = { ...(INSTEAD[`${place} ${key}`] ?? NEEDS[place]), [key]: value };
  if (place === '') return own;
  if (place === 'environments.*') return { environments: { production: own } };
  if (place === 'notify[]') return { notify: [own] };
  return place.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), own);
}

function isParsed(config: unknown): boolean {
  try {
    parseConfig(config, 'migrate.config.json');
    return true;
  } catch {
    return false;
  }
}

/** Every property with a default that is one value, with the path that the documentation gives it. */
function defaults(at: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof at !== 'object' || at === null) return [];
  const { properties = {} } = Object(at);
  return Object.entries<object>(properties).flatMap(([key, property]) => {
    const own = path === '' ? key : `${path}.${key}`;
    const given = Reflect.get(property, 'default');
    const here = typeof given === 'string' || typeof given === 'number' ? [[own, String(given)] as const] : [];
    return [...here, ...defaults(property, own)];
  });
}

test('the documentation says the defaults that an editor shows', () => {
  const schema = read('migrate.config.schema.json');
  const docs = readFileSync(resolve(import.meta.dirname, '../../../../../docs/configuration.md'), 'utf8');
  const rows = new Map(
    [...docs.matchAll(/^\| `([^`]+)` \|.*\| ([^|]*) \|$/gm)].map(([, key = '', cell = '']) => [key, cell]),
  );
  const all = [
    ...defaults(schema, ''),
    ...['runner', 'backup', 'hooks'].flatMap((name) => defaults(schema.definitions[name], name)),
    ...defaults(schema.properties.notify.items, 'notify[]'),
  ];
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter(([key, value]) => rows.get(key)?.includes(value) !== true)).toEqual([]);
});

const KEYS = Object.entries(CONFIG_KEYS).flatMap(([place, names]) => names.map((key) => [place, key] as const));

test.each(KEYS)('%s %s: an editor marks what Braid refuses, and nothing else', (place, key) => {
  const lenient: unknown[] = [];
  const strict: unknown[] = [];
  for (const value of VALUES) {
    const config = configWith(place, key, value);
    const [schema, parser] = [isValid(config), isParsed(config)];
    if (schema && !parser && UNSAID[`${place} ${key}`]?.(value) !== true) lenient.push(value);
    if (!schema && parser) strict.push(value);
  }
  expect({ lenient, strict }).toEqual({ lenient: [], strict: [] });
});
