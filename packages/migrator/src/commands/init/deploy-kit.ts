import { UsageError } from '../../errors/usage/usage-error.ts';
import { deployFiles } from '../../scaffold/deploy/deploy-files.ts';
import { dockerignore } from '../../scaffold/deploy/image.ts';
import { valueAt } from '../../scaffold/json/json-file-edit.ts';
import { type InitFiles, readJson, readManifest } from './init-manifest.ts';

export interface DeployKit {
  readonly created: readonly string[];
  readonly kept: readonly string[];
  readonly next: readonly string[];
}

/**
 * Writes the deployment kit into a workspace. Existing files stay as they are, and are named. Throws a `UsageError` if
 * a slice is given as well: the kit is for all slices.
 */
export function deployKit(root: string, files: InitFiles, slice: string | null): DeployKit {
  if (slice !== null) throw new UsageError({ problem: 'options-exclude', options: ['--template deploy', '--slice'] });
  const { manager, exists } = readManifest(files);
  const manifest = readJson(files, 'package.json');
  const image = `registry.example.com/${imageName(manifest.name, root)}-migrate:latest`;
  const created: string[] = [];
  const kept: string[] = [];
  for (const { path, text } of deployFiles(image, manager.name)) {
    if (files.read(path) === undefined) {
      files.create(path, text);
      created.push(path);
    } else kept.push(path);
  }
  const ignored = new Set((files.read('.dockerignore') ?? '').split('\n').map((line) => line.trim()));
  const missing = dockerignore()
    .split('\n')
    .filter((line) => line !== '' && !ignored.has(line));
  const isConfigured = files.list('', '').some((name) => /^migrate\.config\.(json|mjs|ts)$/.test(name));
  const next = [
    ...(isConfigured ? [] : [`Set up a workspace: ${manager.migrate} init`]),
    ...(exists && valueAt(manifest, 'dependencies', '@braid/migrator') === undefined
      ? ['Move @braid/migrator to "dependencies" in package.json: the image has no development dependencies.']
      : []),
    ...(missing.length === 0 ? [] : [`See that .dockerignore keeps out what yours lacks: ${missing.join(' ')}`]),
    `Build the image: docker build -f deploy/Dockerfile -t ${image} .`,
    'Put your registry in the place of registry.example.com in deploy/.',
    'Try it: DB_PASSWORD=secret docker compose -f deploy/compose.yaml up -d',
  ];
  return { created, kept, next };
}

/** The name of the workspace with only the characters that an image's name may have. */
function imageName(name: unknown, root: string): string {
  const given = typeof name === 'string' && name !== '' ? name : (root.split(/[\\/]/).at(-1) ?? '');
  const clean = given
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return clean === '' ? 'app' : clean;
}
