import type { Connection } from '../../conninfo/make/connection.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a libpq program that must reach the same server as Braid. The password is in it and never on a
 * command line, which everyone on the machine can read. The user's own libpq variables are all replaced: a `PGSERVICE`
 * or `PGHOSTADDR` left over would lead to another server.
 */
export function connectionVariables(connection: Connection, own: Variables): Variables {
  const { places, user, database, password, passwordFile, encryption, options } = connection;
  const several = places.length > 1;
  const set: Variables = {
    PGHOST: places.map(({ host }) => host).join(','),
    PGHOSTADDR: places.some(({ address }) => address !== undefined)
      ? places.map(({ address }) => address ?? '').join(',')
      : undefined,
    PGPORT: places.map(({ port }) => port).join(','),
    PGUSER: user,
    PGDATABASE: database,
    PGPASSWORD: password,
    PGPASSFILE: password === undefined ? passwordFile : undefined,
    PGOPTIONS: options,
    PGAPPNAME: 'braid backup',
    PGCONNECT_TIMEOUT: '10',
    // A run changes the primary, so a standby, which may lag behind, is never dumped.
    PGTARGETSESSIONATTRS: several ? 'read-write' : undefined,
    PGSSLMODE: encryption.mode,
    PGSSLNEGOTIATION: encryption.direct ? 'direct' : undefined,
    PGSSLROOTCERT: encryption.rootCertificate,
    PGSSLCRL: encryption.revocationList,
    PGSSLCERT: encryption.certificate,
    PGSSLKEY: encryption.key,
    PGSSLSNI: encryption.sendServerName ? undefined : '0',
    PGSSLMINPROTOCOLVERSION: encryption.minVersion,
    PGSSLMAXPROTOCOLVERSION: encryption.maxVersion,
    PGCHANNELBINDING: encryption.channelBinding,
  };
  const others = Object.entries(own).filter(([name]) => !/^PG[A-Z]/.test(name) || name === 'PGTZ');
  return Object.fromEntries([...others, ...Object.entries(set).filter(([, value]) => value !== undefined)]);
}
