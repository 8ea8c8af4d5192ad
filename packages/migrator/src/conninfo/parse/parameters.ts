/** What Braid does with a parameter of libpq. A text says why one is refused. */
export type ParameterUse = 'used' | 'no-effect' | { readonly refused: string };

/** One connection parameter, as libpq has them. */
export interface Parameter {
  /** The environment variable that stands in for it. */
  readonly variable?: string;
  readonly use: ParameterUse;
  /** Values that are accepted although the parameter is refused: they ask for what Braid does anyway. */
  readonly harmless?: readonly string[];
}

const kerberos = { refused: 'Braid cannot authenticate by GSSAPI or Kerberos' };
const oauth = { refused: 'Braid cannot authenticate by OAuth' };
const nodeCannot = { refused: 'Node cannot do this' };

/**
 * The parameters of libpq 18, with the variables of its environment: section "Parameter Key Words" of PostgreSQL's
 * manual. What is not here is not a parameter. A parameter that changes where a connection goes or how it is protected
 * is used with libpq's meaning or refused; only what tunes a socket may be without effect.
 */
export const PARAMETERS: Readonly<Record<string, Parameter>> = {
  service: { variable: 'PGSERVICE', use: 'used' },
  user: { variable: 'PGUSER', use: 'used' },
  password: { variable: 'PGPASSWORD', use: 'used' },
  passfile: { variable: 'PGPASSFILE', use: 'used' },
  channel_binding: { variable: 'PGCHANNELBINDING', use: 'used' },
  connect_timeout: { variable: 'PGCONNECT_TIMEOUT', use: 'used' },
  dbname: { variable: 'PGDATABASE', use: 'used' },
  host: { variable: 'PGHOST', use: 'used' },
  hostaddr: { variable: 'PGHOSTADDR', use: 'used' },
  port: { variable: 'PGPORT', use: 'used' },
  client_encoding: {
    use: { refused: 'Braid always speaks UTF-8' },
    harmless: ['utf8', 'utf-8', 'unicode', 'auto'],
  },
  options: { variable: 'PGOPTIONS', use: 'used' },
  application_name: { variable: 'PGAPPNAME', use: 'used' },
  fallback_application_name: { use: 'used' },
  keepalives: { use: 'used' },
  keepalives_idle: { use: 'used' },
  // Node has no call for these three. A peer that is gone is found by the heartbeat of the lease.
  keepalives_interval: { use: 'no-effect' },
  keepalives_count: { use: 'no-effect' },
  tcp_user_timeout: { use: 'no-effect' },
  sslmode: { variable: 'PGSSLMODE', use: 'used' },
  sslnegotiation: { variable: 'PGSSLNEGOTIATION', use: 'used' },
  // libpq itself has ignored it since PostgreSQL 14.
  sslcompression: { variable: 'PGSSLCOMPRESSION', use: 'no-effect' },
  sslcert: { variable: 'PGSSLCERT', use: 'used' },
  sslkey: { variable: 'PGSSLKEY', use: 'used' },
  sslpassword: { use: 'used' },
  sslcertmode: { variable: 'PGSSLCERTMODE', use: 'used' },
  sslrootcert: { variable: 'PGSSLROOTCERT', use: 'used' },
  sslcrl: { variable: 'PGSSLCRL', use: 'used' },
  sslcrldir: { variable: 'PGSSLCRLDIR', use: nodeCannot },
  sslsni: { variable: 'PGSSLSNI', use: 'used' },
  sslkeylogfile: { use: { refused: 'Braid writes no keys to files' } },
  ssl_min_protocol_version: { variable: 'PGSSLMINPROTOCOLVERSION', use: 'used' },
  ssl_max_protocol_version: { variable: 'PGSSLMAXPROTOCOLVERSION', use: 'used' },
  min_protocol_version: { variable: 'PGMINPROTOCOLVERSION', use: nodeCannot, harmless: ['3.0'] },
  max_protocol_version: { variable: 'PGMAXPROTOCOLVERSION', use: nodeCannot, harmless: ['3.0', '3.2', 'latest'] },
  requirepeer: { variable: 'PGREQUIREPEER', use: nodeCannot },
  require_auth: { variable: 'PGREQUIREAUTH', use: { refused: 'Braid cannot force the server to use a method' } },
  gssencmode: { variable: 'PGGSSENCMODE', use: kerberos, harmless: ['disable', 'prefer'] },
  krbsrvname: { variable: 'PGKRBSRVNAME', use: kerberos, harmless: ['postgres'] },
  gsslib: { variable: 'PGGSSLIB', use: kerberos },
  gssdelegation: { variable: 'PGGSSDELEGATION', use: kerberos, harmless: ['0'] },
  scram_client_key: { use: { refused: 'Braid authenticates by password, not by SCRAM keys' } },
  scram_server_key: { use: { refused: 'Braid authenticates by password, not by SCRAM keys' } },
  replication: {
    use: { refused: 'Revisions cannot run on a replication connection' },
    harmless: ['false', 'off', 'no', '0'],
  },
  target_session_attrs: { variable: 'PGTARGETSESSIONATTRS', use: 'used' },
  load_balance_hosts: { variable: 'PGLOADBALANCEHOSTS', use: 'used' },
  oauth_issuer: { use: oauth },
  oauth_client_id: { use: oauth },
  oauth_client_secret: { use: oauth },
  oauth_scope: { use: oauth },
};

export function isParameter(name: string): boolean {
  return Object.hasOwn(PARAMETERS, name);
}

/** libpq sends these three to the server as settings of the session. */
export const SESSION_VARIABLES: Readonly<Record<string, string>> = {
  PGDATESTYLE: 'datestyle',
  PGTZ: 'timezone',
  PGGEQO: 'geqo',
};
