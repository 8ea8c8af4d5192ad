import type { PackageManager } from '../package/package-manager.ts';
import type { ScaffoldFile } from '../scaffold-file.ts';
import { compose } from './compose.ts';
import { githubAction } from './github-action.ts';
import { gitlab } from './gitlab.ts';
import { dockerfile, dockerignore } from './image.ts';
import { kubernetes } from './kubernetes.ts';

/** How CI installs what the lock file says. */
const CI_INSTALL: Readonly<Record<PackageManager['name'], string>> = {
  npm: 'npm ci',
  pnpm: 'corepack enable pnpm && pnpm install --frozen-lockfile',
  yarn: 'corepack enable yarn && yarn install --frozen-lockfile',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
};

/**
 * The files that run migrations in containers: an image, and how Compose, Kubernetes, Helm, GitHub and GitLab run it.
 *
 * @param image the name of the image
 */
export function deployFiles(image: string, manager: PackageManager['name']): readonly ScaffoldFile[] {
  return [
    { path: 'deploy/Dockerfile', text: dockerfile(manager) },
    { path: '.dockerignore', text: dockerignore() },
    { path: 'deploy/compose.yaml', text: compose(image) },
    ...kubernetes(image).map(({ path, text }) => ({ path: `deploy/${path}`, text })),
    { path: '.github/actions/migrations/action.yml', text: githubAction() },
    { path: 'deploy/gitlab-ci.yml', text: gitlab(CI_INSTALL[manager]) },
  ];
}
