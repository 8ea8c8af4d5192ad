/** One way to name a database. `{plain}`, `{tls}` and `{standby}` are ports, `{home}` is the home folder, `{socket}` the folder of the sockets. */
export interface ConnectionCase {
  readonly topic: string;
  readonly url: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const P = 'postgres://app:secret@127.0.0.1:{plain}/shop';
const T = 'postgres://app:secret@127.0.0.1:{tls}/shop';
const named = (topic: string, urls: readonly (string | readonly [string, Readonly<Record<string, string>>])[]) =>
  urls.map((each): ConnectionCase => {
    if (typeof each === 'string') return { topic, url: each };
    return { topic, url: each[0], variables: each[1] };
  });
const login = { PGUSER: 'app', PGPASSWORD: 'secret', PGDATABASE: 'shop' };

/** `plain` has no TLS, `tls` refuses connections without it (its certificate is made out to `localhost`), `standby` is a standby. */
export const CONNECTION_CASES: readonly ConnectionCase[] = [
  ...named('Forms', [
    P,
    'postgresql://app:secret@127.0.0.1:{plain}/shop',
    "host=127.0.0.1 port={plain} user=app password='secret' dbname=shop",
    'postgres://127.0.0.1:{plain}/shop?user=app&password=secret',
    'postgres://app:secret@127.0.0.1:{plain}/other?dbname=shop',
    'postgres://app:secret@127.0.0.1:{plain}',
    'postgres://app:secret@localhost:{plain}/shop',
    'postgres://app:secret@/shop?host={socket}&port={plain}',
    'postgres://app:secret@{socket%}:{plain}/shop',
    'postgres://app:secret@nowhere.invalid:{plain}/shop?hostaddr=127.0.0.1',
  ]),
  ...named('Special characters', [
    'postgres://odd:p%40ss%2Fw%3Ard%23%3F@127.0.0.1:{plain}/shop',
    'postgres://odd:p@ss/w:rd#?@127.0.0.1:{plain}/shop',
    'postgres://app:aB3@xYz9/Q7w@127.0.0.1:{plain}/shop',
    'postgres://hash:p#ss?w:rd@127.0.0.1:{plain}/shop',
    'postgres://app:secret@127.0.0.1:{plain}/sh%6Fp',
    'postgres://app:sec%zzret@127.0.0.1:{plain}/shop',
  ]),
  ...named('Variables of the environment', [
    ['postgres://', { ...login, PGHOST: '127.0.0.1', PGPORT: '{plain}' }],
    ['postgres://127.0.0.1:{plain}', login],
    ['postgres://app:secret@127.0.0.1:{plain}/shop', { PGUSER: 'nobody', PGPASSWORD: 'wrong', PGDATABASE: 'other' }],
    ['postgres://', { ...login, PGHOST: '{socket}', PGPORT: '{plain}' }],
    [P, { PGOPTIONS: '-c search_path=from_options' }],
    [`${P}?options=-c%20search_path%3Dfrom_url`, { PGOPTIONS: '-c search_path=from_options' }],
    [P, { PGTZ: 'Asia/Tokyo' }],
    [P, { PGSSLMODE: 'require' }],
    [P, { PGAPPNAME: 'mine' }],
  ]),
  ...named('Services', [
    'postgres://?service=shop',
    'service=shop',
    'postgres://?service=shop&dbname=postgres',
    ['postgres://', { PGSERVICE: 'shop' }],
    ['postgres://', { PGSERVICE: 'shop', PGHOST: 'nowhere.invalid', PGUSER: 'nobody' }],
    ['postgres://', { PGSERVICE: 'elsewhere', PGSERVICEFILE: '{home}/services.conf' }],
    ['postgres://', { PGSERVICE: 'shop', PGSERVICEFILE: '{home}/none.conf' }],
    'postgres://?service=none',
    'postgres://?service=broken',
  ]),
  ...named('Password files', [
    'postgres://app@127.0.0.1:{plain}/shop',
    'postgres://app@127.0.0.1:{plain}/shop?passfile={home}/open.pass',
    ['postgres://app@127.0.0.1:{plain}/shop', { PGPASSFILE: '{home}/none.pass' }],
    'postgres://app@/shop?host={socket}&port={plain}',
  ]),
  ...named('Several hosts', [
    'postgres://app:secret@127.0.0.1:1,127.0.0.1:{plain}/shop',
    'postgres://app:secret@nowhere.invalid,127.0.0.1/shop?port={plain}',
    'postgres://app:wrong@127.0.0.1:{plain},127.0.0.1:{standby}/shop',
    'postgres://app:secret@127.0.0.1:{standby},127.0.0.1:{plain}/shop',
    'postgres://app:secret@127.0.0.1:{standby},127.0.0.1:{plain}/shop?target_session_attrs=read-write',
    'postgres://app:secret@127.0.0.1:{standby},127.0.0.1:{plain}/shop?target_session_attrs=primary',
    'postgres://app:secret@127.0.0.1:{plain},127.0.0.1:{standby}/shop?target_session_attrs=standby',
    'postgres://app:secret@127.0.0.1:{plain},127.0.0.1:{standby}/shop?target_session_attrs=read-only',
    'postgres://app:secret@127.0.0.1:{plain},127.0.0.1:{standby}/shop?target_session_attrs=prefer-standby',
    'postgres://app:secret@127.0.0.1:{plain}/shop?target_session_attrs=prefer-standby',
    'postgres://app:secret@127.0.0.1:{standby}/shop?target_session_attrs=read-write',
    ['postgres://app:secret@127.0.0.1:{standby},127.0.0.1:{plain}/shop', { PGTARGETSESSIONATTRS: 'primary' }],
    'postgres://app:secret@127.0.0.1,localhost/shop?port=1,2,3',
  ]),
  ...named('Encryption', [
    ...['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'].flatMap((mode) => [
      `${P}?sslmode=${mode}`,
      `${T}?sslmode=${mode}`,
    ]),
    T,
    `${T}?sslmode=verify-ca&sslrootcert={home}/server.crt`,
    `${T}?sslmode=verify-full&sslrootcert={home}/server.crt`,
    'postgres://app:secret@localhost:{tls}/shop?sslmode=verify-full&sslrootcert={home}/server.crt',
    `${T}?sslmode=verify-ca&sslrootcert={home}/other.crt`,
    `${T}?sslmode=require&sslrootcert={home}/other.crt`,
    `${T}?sslmode=require&sslrootcert={home}/none.crt`,
    `${T}?ssl=true`,
    `${P}?ssl=true`,
    'postgres://app:secret@/shop?host={socket}&port={plain}&sslmode=require',
    `${T}?sslmode=require&channel_binding=require`,
    `${P}?channel_binding=require`,
    `${T}?sslmode=require&sslcert={home}/none.crt`,
    `${T}?sslmode=require&sslcert={home}/server.crt&sslkey={home}/open.key`,
    `${T}?sslmode=require&ssl_min_protocol_version=TLSv1.3`,
    `${T}?sslmode=no-verify`,
  ]),
  ...named('Limits and other parameters', [
    `${P}?connect_timeout=5`,
    `${P}?connect_timeout=soon`,
    `${P}?keepalives=1&keepalives_idle=30&keepalives_interval=10&keepalives_count=3&tcp_user_timeout=9000`,
    `${P}?keepalives=0`,
    `${P}?application_name=mine`,
    `${P}?fallback_application_name=fallback`,
    `${P}?client_encoding=UTF8`,
    `${P}?client_encoding=LATIN1`,
    `${P}?gssencmode=prefer`,
    `${P}?gssencmode=require`,
    `${P}?requirepeer=postgres`,
    `${P}?replication=database`,
  ]),
  ...named('Mistakes', [
    `${P}?sslmod=require`,
    `${P}?schema=public`,
    `${P}?sslmode`,
    'postgres://app:secret@127.0.0.1:54x/shop',
    'postgres://app:secret@[::1/shop',
    'POSTGRES://app:secret@127.0.0.1:{plain}/shop',
    'mysql://app:secret@127.0.0.1:{plain}/shop',
  ]),
];
