/**
 * `durable` is for the developer's database and has PostgreSQL's own, safe settings: what was committed survives kill
 * -9 and power cuts. (`synchronous_commit=off` would lose commits even when only the server process is killed, and
 * saves next to nothing.) `scratch` is for throw-away servers: nothing is synced, a power cut destroys them.
 */
export type EmbeddedProfile = 'durable' | 'scratch';

const common = {
  listen_addresses: '127.0.0.1',
  // No socket file: paths longer than 107 bytes would fail, and TCP with a password works as well.
  unix_socket_directories: '',
  max_connections: '200',
};

const profiles: Record<EmbeddedProfile, Readonly<Record<string, string>>> = {
  durable: { ...common, shared_buffers: '64MB' },
  scratch: { ...common, shared_buffers: '32MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
};

/** The server's command line options, `-c name=value` each. */
export function serverOptions(profile: EmbeddedProfile, extra: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({ ...profiles[profile], ...extra }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Of glibc: a process keeps memory for its next statement instead of returning it to the system, and takes it in huge
 * pages. A session on a scratch server runs few statements, and half of their time went into page faults: 3,600 for a
 * catalog read.
 *
 * @see https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const eagerMemory = {
  MALLOC_TRIM_THRESHOLD_: String(2 ** 28),
  MALLOC_MMAP_THRESHOLD_: String(2 ** 28),
  MALLOC_TOP_PAD_: String(2 ** 24),
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/** The environment of initdb and the server: the caller's locale, time zone and `PG*` variables must not leak in. */
export function serverEnvironment(profile: EmbeddedProfile): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return {
    ...(profile === 'scratch' ? eagerMemory : {}),
    ...(PATH === undefined ? {} : { PATH }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}
