import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import type { ScratchDatabase, ScratchServer, ScratchTemplate } from '../../ports/proof/scratch.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { sharedRole } from '../../sql/statement/roles/shared-role.ts';
import { KnownEntities } from '../pg/catalog/known-entities.ts';
import { connect, targetReached } from '../pg/reach/connect.ts';
import type { Target } from '../pg/reach/reach.ts';
import { isAlive } from '../process/is-alive.ts';
import { systemCode } from '../process/system-code.ts';
import { createScratch, dropAbandonedScratch, dropScratch } from './create-scratch.ts';
import type { ScratchSource } from './embedded-scratch.ts';
import { type Learned, openScratchDatabase } from './scratch-database.ts';
import { isAbandonedSuffix, type ScratchMaker, scratchSuffix } from './scratch-name.ts';
import { proofTemplates, Templates, templateName } from './template-store.ts';
import { AdminTurns } from './turns/admin-turns.ts';
import { UsedCopies } from './turns/used-copies.ts';
import { EMPTY, type Shelf, UNKNOWN } from './with-one-runner.ts';

export interface ScratchServerOptions {
  /** The embedded scratch cluster, or the user's `shadowUrl` (a role that may create databases). */
  readonly source: ScratchSource;
  readonly maker: ScratchMaker;
  /** As on the real database; default `braid`. */
  readonly stateSchema?: string;
  readonly toolVersion: string;
  /** Templates kept between runs; about 10 MB each. Default 12. */
  readonly templateLimit?: number;
  /** Of the names of the templates; default: those of proofs. */
  readonly templatePrefix?: string;
}

/** Makes, clones and drops databases. Connects when first used, and then drops what killed processes left behind. */
export function openScratchServer(options: ScratchServerOptions): ScratchServer {
  const { source, maker } = options;
  const { templateLimit: limit = 12, templatePrefix: prefix = proofTemplates } = options;
  const learned: Learned = { server: undefined, entities: new KnownEntities() };
  let opened: Promise<{ admin: Client; url: string }> | undefined;
  const open = () => {
    opened ??= openAdmin(source, maker);
    return opened;
  };
  // One connection runs one statement at a time, and proofs ask for several databases at once.
  const turns = new AdminTurns();

  const withAdmin = async <T>(work: (admin: Client) => Promise<T>): Promise<T> => {
    const { admin } = await open();
    return await turns.run(() => work(admin));
  };
  const templates = new Templates(withAdmin, { prefix, limit });
  const copies = new UsedCopies(async (name) => {
    const { admin } = await open();
    await turns.runLast(() => dropScratch(admin, name));
  });
  let version: Promise<string> | undefined;

  const withDatabase = async <T>(
    from: string | undefined,
    work: (database: ScratchDatabase) => Promise<T>,
    shelf: Readonly<Shelf> = from === undefined ? EMPTY : UNKNOWN,
    isCopy = false,
  ): Promise<T> => {
    const { admin, url } = await open();
    const suffix = scratchSuffix(maker, Date.now(), randomBytes(4).toString('hex'));
    const scratch = await turns.run(() => createScratch(admin, url, suffix, from));
    const end: { left?: ScratchTemplate } = {};
    const database = openScratchDatabase({
      ...scratch,
      ...added(source),
      stateSchema: options.stateSchema ?? 'braid',
      toolVersion: options.toolVersion,
      ...{ shelf, learned, only: reachedBy(admin) },
      withCopy: (copied, known) => withDatabase(scratch.name, copied, known, true),
      async keepAs(template) {
        await templates.keep(scratch.name, template, 'copy');
      },
      leaveAs(template) {
        end.left = template;
      },
    });
    const drop = (): Promise<void> => turns.run(() => dropScratch(admin, scratch.name));
    let result: T;
    try {
      result = await work(database);
      if (end.left !== undefined) {
        await database.disconnect();
        if (await templates.keep(scratch.name, end.left, 'itself')) return result;
      }
    } catch (error) {
      // What its sessions still do ends with them.
      await Promise.all([database.disconnect(), drop()]);
      throw error;
    }
    // A drop waits for a tenth of a second where somebody is connected.
    await database.disconnect();
    if (isCopy) copies.add(scratch.name);
    else await drop();
    return result;
  };

  const makeRole = async (name: string): Promise<void> => {
    await withAdmin((admin) => admin.query(sharedRole(`CREATE ROLE ${quoteIdentifier(name)}`)));
  };

  return {
    version() {
      version ??= withAdmin(askVersion);
      return version;
    },
    async templates() {
      return (await templates.list()).filter(({ key }) => key !== '').map(({ key, heads }) => ({ key, heads }));
    },
    async withDatabase(template, work) {
      const found = template === undefined ? undefined : (await templates.list()).find(({ key }) => key === template);
      if (found === undefined) return await withDatabase(undefined, (database) => work(database, undefined));
      let began = false;
      try {
        await templates.noteUse(found);
        return await withDatabase(templateName(found.key, prefix), (database) => {
          began = true;
          return work(database, template);
        });
      } catch (error) {
        // 3D000: another process dropped the template after the look.
        if (began || systemCode(error) !== '3D000') throw error;
        templates.forget();
        return await withDatabase(undefined, (database) => work(database, undefined));
      }
    },
    ...(source.isOwn === true ? { makeRole } : {}),
    async close() {
      const ending = opened;
      version = undefined;
      templates.forget();
      try {
        await copies.end();
      } finally {
        opened = undefined;
        await ending?.then(({ admin }) => admin.end()).catch(() => undefined);
        source.release();
      }
    },
  };
}

/** A server that has no encryption is not asked for it with each session. */
function reachedBy(admin: Client): Target | undefined {
  const target = targetReached(admin);
  const isEncrypted = Reflect.get(admin.connection.stream, 'encrypted') === true;
  return target === undefined || isEncrypted ? target : { ...target, handshakes: ['plain'] };
}

async function askVersion(admin: Client): Promise<string> {
  const { rows } = await admin.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version.split(' ')[0] ?? '';
}

async function openAdmin(source: ScratchSource, maker: ScratchMaker): Promise<{ admin: Client; url: string }> {
  const url = await source.url();
  const admin = await connect({ url, ...added(source), source: 'scratch', applicationName: 'braid scratch' });
  await dropAbandonedScratch(admin, (suffix) => isAbandonedSuffix(suffix, maker.host, Date.now(), isAlive));
  return { admin, url };
}

function added({ variables }: ScratchSource) {
  return variables === undefined ? {} : { variables };
}
