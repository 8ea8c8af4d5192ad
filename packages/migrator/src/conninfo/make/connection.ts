/** libpq's `sslmode`. */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

export const SESSION_ATTRIBUTES = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const;
export type SessionAttributes = (typeof SESSION_ATTRIBUTES)[number];

/** One host of a connection. */
export interface Place {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  /** Spares looking the name up. */
  readonly address: string | undefined;
  readonly port: number;
}

/** How a connection is encrypted. Files are paths. */
export interface Encryption {
  readonly mode: SslMode;
  /** TLS from the first byte, without asking first. */
  readonly direct: boolean;
  /** A path, or `system`; without one libpq looks into `~/.postgresql`. The same holds for the next three. */
  readonly rootCertificate: string | undefined;
  readonly revocationList: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly keyPassword: string | undefined;
  readonly sendCertificate: boolean;
  readonly sendServerName: boolean;
  readonly minVersion: string | undefined;
  readonly maxVersion: string | undefined;
  readonly channelBinding: 'disable' | 'prefer' | 'require';
}

/**
 * Everything that a connection is made with: what a URL, a service file and the environment say, with libpq's meaning.
 */
export interface Connection {
  /** In the order in which they are tried. */
  readonly places: readonly Place[];
  readonly loadBalance: boolean;
  readonly sessionAttributes: SessionAttributes;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
  /** Where to look for a password that is not given. */
  readonly passwordFile: string | undefined;
  readonly encryption: Encryption;
  /** For each address, in milliseconds; 0 means none, `undefined` Braid's default. */
  readonly connectTimeoutMs: number | undefined;
  readonly keepAlive: boolean;
  readonly keepAliveIdleMs: number;
  /** Of the command line of the server process: `-c name=value`. */
  readonly options: string | undefined;
  readonly applicationName: string | undefined;
  readonly fallbackApplicationName: string | undefined;
}
