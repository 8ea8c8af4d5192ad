import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { init } from '../../../src/commands/init/init.ts';
import { gitlab } from '../../../src/scaffold/deploy/gitlab.ts';
import { filesInMemory } from '../files-in-memory.ts';

const WORKSPACE = {
  'migrate.config.json': '{}',
  'package.json': '{ "name": "@acme/Shop.App", "dependencies": { "@braid/migrator": "1", "drizzle-orm": "1" } }',
  'package-lock.json': '{}',
};
const KIT = [
  'deploy/Dockerfile',
  '.dockerignore',
  'deploy/compose.yaml',
  'deploy/kubernetes/job.yaml',
  'deploy/kubernetes/init-container.yaml',
  'deploy/kubernetes/health.yaml',
  'deploy/kubernetes/partitions.yaml',
  'deploy/kubernetes/run-job.sh',
  'deploy/helm/migrate-job.yaml',
  '.github/actions/migrations/action.yml',
  'deploy/gitlab-ci.yml',
];

describe('init --template deploy', () => {
  test('writes the kit and nothing else', () => {
    const made = filesInMemory(WORKSPACE);
    const { template, slice, created, added, kept, next } = init(made, { template: 'deploy' });
    expect({ template, slice, created, added, kept }).toEqual({
      ...{ template: 'deploy', slice: null, created: KIT, added: [], kept: [] },
    });
    expect([...made.texts.keys()].sort()).toEqual([...Object.keys(WORKSPACE), ...KIT].sort());
    expect(next).toEqual([
      'Build the image: docker build -f deploy/Dockerfile -t registry.example.com/acme-shop-app-migrate:latest .',
      'Put your registry in the place of registry.example.com in deploy/.',
      'Try it: DB_PASSWORD=secret docker compose -f deploy/compose.yaml up -d',
    ]);
    for (const [path, text] of made.texts) {
      if (!path.endsWith('.yaml') && !path.endsWith('.yml')) continue;
      if (path.includes('helm')) continue;
      expect(parseDocument(text).errors, path).toEqual([]);
    }
  });

  test('what is there stays, whatever it is, and what .dockerignore lacks is told', () => {
    const mine = { 'deploy/Dockerfile': 'FROM scratch\n', '.dockerignore': 'node_modules\n.git\n', 'compose.yaml': '' };
    const made = filesInMemory({ ...WORKSPACE, ...mine });
    const { created, kept, next } = init(made, { template: 'deploy' });
    expect(kept).toEqual(['deploy/Dockerfile', '.dockerignore']);
    expect(created).toEqual(KIT.filter((path) => !kept.includes(path)));
    for (const [path, text] of Object.entries(mine)) expect(made.texts.get(path)).toBe(text);
    expect(next[0]).toBe(
      'See that .dockerignore keeps out what yours lacks: .braid .nx **/node_modules **/.env **/.env.* **/coverage **/*.log',
    );
    expect(init(made, { template: 'deploy' })).toMatchObject({ created: [], kept: KIT });
  });

  test('a migrator among the development dependencies would not be in the image, and that is told', () => {
    const dev = '{ "name": "shop", "devDependencies": { "@braid/migrator": "1" } }';
    const { next } = init(filesInMemory({ ...WORKSPACE, 'package.json': dev }), { template: 'deploy' });
    expect(next[0]).toContain('"dependencies"');
  });

  test('where there is no workspace, that comes first; a slice is refused', () => {
    expect(init(filesInMemory(), { template: 'deploy' }).next[0]).toBe('Set up a workspace: npx --no -- braid init');
    expect(() => init(filesInMemory(), { template: 'deploy', slice: 'events' })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  test.each([
    ['package-lock.json', 'npm ci --omit=dev'],
    ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile --prod'],
    ['yarn.lock', 'yarn install --frozen-lockfile --production'],
    ['bun.lock', 'bun install --frozen-lockfile --production'],
  ])('%s: the image is installed by what the workspace uses', (lock, command) => {
    const { 'package-lock.json': _, ...rest } = WORKSPACE;
    const made = filesInMemory({ ...rest, [lock]: '' });
    init(made, { template: 'deploy' });
    const image = made.texts.get('deploy/Dockerfile') ?? '';
    expect(image).toContain(command);
    expect(image).toContain('--ignore-scripts');
  });

  test('the image runs as a number, in exec form, and never picks a database by itself', () => {
    const made = filesInMemory(WORKSPACE);
    init(made, { template: 'deploy' });
    const image = made.texts.get('deploy/Dockerfile') ?? '';
    expect(image).toMatch(/^USER \d+:\d+$/m);
    expect(image).toMatch(/^ENTRYPOINT \["node", /m);
    expect(image).toMatch(/^ENV NODE_ENV=production BRAID_EMBEDDED=off /m);
    const { services } = parse(made.texts.get('deploy/compose.yaml') ?? '');
    expect(services.service.depends_on.migrate.condition).toBe('service_completed_successfully');
    expect(services.migrate).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'no' });
  });
});

test('the pipeline of the kit is the one of the documentation, which is run by a test', () => {
  const page = new URL('../../../../../docs/ci/gitlab-ci.yml', import.meta.url);
  expect(gitlab('npm ci')).toBe(readFileSync(page, 'utf8'));
});
