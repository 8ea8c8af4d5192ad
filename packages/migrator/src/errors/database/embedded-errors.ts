import { type Facts, UntypedError } from '../untyped-error.ts';

const elsewhere = 'name another database with `--url` or `DATABASE_URL`';

/** No PostgreSQL binaries are published for this operating system, CPU or C library (musl). Facts: platform, arch. */
export class EmbeddedPlatformError extends UntypedError {
  readonly code = 'embedded-platform-unsupported';

  constructor(platform: string, arch: string, detail = '') {
    super(`There is no embedded PostgreSQL for ${platform}-${arch}${detail === '' ? '' : ` (${detail})`}`, {
      facts: { platform, arch },
      hint: `${elsewhere}.`,
    });
  }
}

/** The optional npm package with the binaries is absent. Facts: package, wanted (version line), found (version or null). */
export class EmbeddedPackageError extends UntypedError {
  readonly code = 'embedded-package-missing';

  constructor(packageName: string, wantedMajor: number, found?: string) {
    super(
      found === undefined
        ? `The package ${packageName} with PostgreSQL ${wantedMajor} is not installed`
        : `The package ${packageName} is version ${found}, not PostgreSQL ${wantedMajor}`,
      {
        facts: { package: packageName, wanted: wantedMajor, found: found ?? null },
        hint: `\`npm install --include=optional\`, or ${elsewhere}.`,
      },
    );
  }
}

/** Running as root, and no ordinary user is there to run the server; or the user has no name, which initdb demands. */
export class EmbeddedUserError extends UntypedError {
  readonly code = 'embedded-no-server-user';

  constructor(message: string, facts: Facts, cause?: unknown) {
    super(message, {
      facts,
      hint: `Add the user to /etc/passwd (as root: \`useradd --system postgres\`), or ${elsewhere}.`,
      cause,
    });
  }
}

/** A file or folder of the embedded server cannot be read or written by this user. Facts: path. */
export class EmbeddedPermissionError extends UntypedError {
  readonly code = 'embedded-no-permission';

  constructor(path: string, cause?: unknown) {
    super(`No permission for ${path}`, {
      facts: { path },
      hint: `Run as the user that created it, or remove it as that user and run again, or ${elsewhere}.`,
      cause,
    });
  }
}

/** No space is left where the cluster lies. Facts: path. */
export class EmbeddedDiskFullError extends UntypedError {
  readonly code = 'embedded-disk-full';

  constructor(path: string, cause?: unknown) {
    super(`No space left on the disk of ${path}`, {
      facts: { path },
      hint: 'Free at least 100 MB there, or name another place with BRAID_STATE_HOME, then run again.',
      cause,
    });
  }
}

/** initdb failed. Facts: path, lines (its last output). */
export class EmbeddedInitdbError extends UntypedError {
  readonly code = 'embedded-initdb-failed';

  constructor(path: string, lines: readonly string[], cause?: unknown) {
    super(`initdb could not create ${path}: ${lines.at(-1) ?? 'no output'}`, {
      facts: { path, lines },
      hint: `Repair what the lines say and run again, or ${elsewhere}.`,
      cause,
    });
  }
}

/** The server did not start. Facts: path, log, lines (the log's last ones). */
export class EmbeddedStartError extends UntypedError {
  readonly code = 'embedded-start-failed';

  constructor(path: string, log: string, lines: readonly string[], cause?: unknown) {
    super(`The embedded PostgreSQL did not start: ${lines.at(-1) ?? 'its log is empty'}`, {
      facts: { path, log, lines },
      hint: `Read ${log}; \`migrate db reset\` makes a new, empty cluster.`,
      cause,
    });
  }
}

/** The folder holds a cluster of another major version. Facts: path, found, wanted. */
export class EmbeddedClusterMajorError extends UntypedError {
  readonly code = 'embedded-cluster-other-major';

  constructor(path: string, found: string, wanted: number) {
    super(`${path} holds a cluster of PostgreSQL ${found}, not ${wanted}`, {
      facts: { path, found, wanted },
      hint: 'Move the folder away to keep its data, or `migrate db reset` to start with an empty database.',
    });
  }
}

/** The cluster's files are not whole, and they may hold data, so nothing is remade. Facts: path, missing. */
export class EmbeddedClusterBrokenError extends UntypedError {
  readonly code = 'embedded-cluster-broken';

  constructor(path: string, missing: string) {
    super(`The cluster in ${path} is not whole: ${missing} is missing`, {
      facts: { path, missing },
      hint: 'Restore the folder from a backup, or `migrate db reset` to start with an empty database.',
    });
  }
}

/** Another process holds the folder and neither finished nor died in time. Facts: path, pid, seconds. */
export class EmbeddedBusyError extends UntypedError {
  readonly code = 'embedded-busy';
  override readonly outcome = 'busy';

  constructor(path: string, pid: number | undefined, seconds: number) {
    super(
      `The embedded PostgreSQL in ${path} is busy${pid === undefined ? '' : ` (process ${pid})`} since ${seconds} s`,
      {
        facts: { path, pid: pid ?? null, seconds },
        hint: 'Wait for the other process and run again, or end it; `migrate db status` shows the server.',
      },
    );
  }
}
