import { describe, expect, test } from 'vitest';
import { init } from '../../../src/commands/init/init.ts';
import { filesInMemory } from '../files-in-memory.ts';

const VERSIONS = {
  '@braid/migrator': '^0.1.0',
  'drizzle-orm': '^0.45.4',
};

describe('npm workspaces', () => {
  const manifest = `{
  "name": "@acme/source",
  "private": true,
  "workspaces": ["packages/*"],
  "scripts": {
    "test": "vitest run"
  },
  "devDependencies": {
    "typescript": "7.0.2",
    "vitest": "4.1.12"
  }
}
`;

  test('get scripts, dependencies and a place for slices; the rest stays as it was written', () => {
    const made = filesInMemory({
      'package.json': manifest,
      'package-lock.json': '{}',
      'tsconfig.base.json': '{}',
      'tsconfig.json': '{\n  // All projects.\n  "files": [],\n  "references": [{ "path": "./packages/a" }]\n}\n',
    });
    const { created, added, kept, next } = init(made, { slice: 'billing' });
    expect(made.texts.get('package.json')).toBe(`{
  "name": "@acme/source",
  "private": true,
  "workspaces": ["packages/*", "features/*"],
  "scripts": {
    "test": "vitest run",
    "migrate": "migrate"
  },
  "devDependencies": {
    "typescript": "7.0.2",
    "vitest": "4.1.12"
  },
  "dependencies": {
    "@braid/migrator": "^0.1.0",
    "drizzle-orm": "^0.45.4"
  }
}
`);
    expect(made.texts.get('tsconfig.json')).toContain(
      '// All projects.\n  "files": [],\n  "references": [{ "path": "./packages/a" }, { "path": "./features/billing" }]',
    );
    expect(created).toEqual([
      'migrate.config.json',
      ...['slice.json', 'src/schema.ts', 'package.json', 'migrations/.gitkeep', 'test/migrations.test.ts'].map(
        (file) => `features/billing/${file}`,
      ),
      'features/billing/README.md',
      'features/billing/tsconfig.json',
      '.gitattributes',
      '.gitignore',
    ]);
    expect(kept).toEqual([]);
    expect(added.map(({ file, what }) => `${file}: ${what}`)).toEqual([
      'package.json: the script migrate',
      'package.json: @braid/migrator ^0.1.0',
      'package.json: drizzle-orm ^0.45.4',
      'package.json: the workspaces features/*',
      'tsconfig.json: the reference ./features/billing',
    ]);
    expect(next).toEqual([
      'Install what package.json asks for now: npm install',
      'Describe your tables in the schema, then: npx --no -- braid revision -m "first tables" --slice billing',
      'Apply it: npx --no -- braid upgrade heads',
    ]);
  });

  test('a second slice adds its reference only', () => {
    const made = filesInMemory({ 'package.json': manifest, 'tsconfig.json': '{ "references": [] }' });
    init(made, { slice: 'billing' });
    const { added } = init(made, { slice: 'orders' });
    expect(added).toEqual([{ file: 'tsconfig.json', what: 'the reference ./features/orders' }]);
    expect(made.texts.get('tsconfig.json')).toBe(
      '{ "references": [{ "path": "./features/billing" }, { "path": "./features/orders" }] }',
    );
  });
});

describe('pnpm', () => {
  const manifest = '{ "name": "shop", "packageManager": "pnpm@10.1.0" }';

  test.each([
    [
      'no list of packages',
      'onlyBuiltDependencies:\n  - esbuild\n',
      'onlyBuiltDependencies:\n  - esbuild\npackages:\n  - "features/*"\n',
    ],
    [
      'quoted',
      "packages:\n  - 'apps/*'\n\ncatalog:\n  a: 1\n",
      "packages:\n  - 'apps/*'\n  - 'features/*'\n\ncatalog:\n  a: 1\n",
    ],
    [
      'bare, with comments',
      'packages: # all\n- apps/*  # ours\n# end\n',
      'packages: # all\n- apps/*  # ours\n- features/*\n# end\n',
    ],
    ['inline', 'packages: ["apps/*"] # all\n', 'packages: ["apps/*", "features/*"] # all\n'],
    ['empty, inline, with a comment', 'packages: [\n  # none yet\n]\n', 'packages: ["features/*"\n  # none yet\n]\n'],
    ['nothing in it', 'packages:\n# end\n', 'packages:\n  - "features/*"\n# end\n'],
    ['with CRLF', "packages:\r\n  - 'a/*' # ours\r\n", "packages:\r\n  - 'a/*' # ours\r\n  - 'features/*'\r\n"],
    ['covered', 'packages:\n  - "**"\n', 'packages:\n  - "**"\n'],
  ])('%s: the slices are found by pnpm-workspace.yaml', (_name, before, after) => {
    const made = filesInMemory({ 'package.json': manifest, 'pnpm-workspace.yaml': before });
    const { next } = init(made, { slice: 'billing' });
    expect(made.texts.get('pnpm-workspace.yaml')).toBe(after);
    expect(made.texts.get('package.json')).not.toContain('workspaces');
    expect(next[0]).toBe('Install what package.json asks for now: pnpm install');
    expect(next[1]).toContain('pnpm exec braid revision');
  });

  test('what is not a list is left to people', () => {
    const made = filesInMemory({ 'package.json': manifest, 'pnpm-workspace.yaml': 'packages: all\n' });
    expect(init(made, { slice: 'billing' }).next[0]).toBe('Put "features/*" into the packages of pnpm-workspace.yaml.');
    expect(made.texts.get('pnpm-workspace.yaml')).toBe('packages: all\n');
  });
});

describe('Nx', () => {
  test('gets the plugin and one process fewer; what is there stays', () => {
    const made = filesInMemory({
      'package.json': '{ "name": "shop" }',
      'nx.json': '{\n  "plugins": [\n    { "plugin": "@nx/js/typescript" }\n  ]\n}\n',
      '.env': 'SECRET=1',
    });
    const { slice, created, added, next } = init(made, { slice: null });
    expect(slice).toBeNull();
    expect(created).toEqual(['migrate.config.json', '.gitattributes', '.gitignore']);
    expect(made.texts.get('nx.json')).toBe(
      '{\n  "plugins": [\n    { "plugin": "@nx/js/typescript" },\n    "@braid/migrator/nx"\n  ]\n}\n',
    );
    expect(made.texts.get('.env')).toBe('SECRET=1\nNX_ISOLATE_PLUGINS=false\n');
    expect(JSON.parse(made.texts.get('package.json') ?? '')).toEqual({
      name: 'shop',
      scripts: { migrate: 'migrate' },
      dependencies: VERSIONS,
    });
    expect(added.map(({ file }) => file)).toContain('nx.json');
    expect(next.at(-1)).toBe('Create a slice: nx g @braid/migrator:slice events');
    expect(init(made, { slice: null })).toMatchObject({ created: [], added: [] });
  });

  test('an empty nx.json gets a list of plugins; a broken one is left to people', () => {
    const empty = filesInMemory({ 'nx.json': '{}\n' });
    init(empty, { slice: null });
    expect(JSON.parse(empty.texts.get('nx.json') ?? '')).toEqual({ plugins: ['@braid/migrator/nx'] });
    const broken = filesInMemory({ 'nx.json': '{ "plugins": [' });
    expect(init(broken, { slice: null }).next).toContain('Put "@braid/migrator/nx" into the plugins of nx.json.');
    expect(broken.texts.get('nx.json')).toBe('{ "plugins": [');
  });

  test('a plugin with options counts', () => {
    const text = '{ "plugins": [{ "plugin": "@braid/migrator/nx" }] }';
    const made = filesInMemory({ 'nx.json': text });
    init(made, { slice: null });
    expect(made.texts.get('nx.json')).toBe(text);
  });
});

test('a configuration that is a program is not shadowed by one in JSON', () => {
  const made = filesInMemory({ 'package.json': '{}', 'migrate.config.ts': 'export default {};' });
  const { kept, next } = init(made, { slice: 'billing' });
  expect(made.texts.has('migrate.config.json')).toBe(false);
  expect(kept).toEqual(['migrate.config.ts']);
  expect(next).toContain('See that "slices" in migrate.config.ts covers the folder of the slice.');
});
