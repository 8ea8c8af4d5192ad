import type { Client } from 'pg';
import type { ScratchTemplate } from '../../ports/proof/scratch.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { systemCode } from '../process/system-code.ts';
import { answersOf } from './answers-of.ts';
import { copyStrategy } from './create-scratch.ts';

/** Begins the names of the templates of proofs. */
export const proofTemplates = 'braid_template_';

/** The name of the template with this key (hex, at least 32 digits). */
export function templateName(key: string, prefix: string): string {
  return `${prefix}${key.slice(0, 32)}`;
}

interface KeptTemplate extends ScratchTemplate {
  readonly name: string;
  /** ISO 8601. */
  readonly used: string;
}

/**
 * Templates are described by the comment on their database, so that a server of the user's needs nothing else and they
 * go with it.
 *
 * @param before a statement that is run first
 */
async function listTemplates(admin: Client, prefix: string, before = ''): Promise<readonly KeptTemplate[]> {
  const list = `select datname as name, shobj_description(oid, 'pg_database') as note from pg_database where starts_with(datname, ${quoteLiteral(prefix)})`;
  const answer = await admin.query<{ name: string; note: string | null }>(before === '' ? list : `${before};\n${list}`);
  const { rows = [] } = answersOf(answer).at(-1) ?? {};
  return rows.map(({ name, note }) => describe(name, note, prefix));
}

function describe(name: string, note: string | null, prefix: string): KeptTemplate {
  let parsed: unknown;
  try {
    parsed = JSON.parse(note ?? '');
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && 'key' in parsed && 'heads' in parsed && 'used' in parsed) {
    const { key, heads, used } = parsed;
    if (
      typeof key === 'string' &&
      typeof used === 'string' &&
      Array.isArray(heads) &&
      templateName(key, prefix) === name
    ) {
      return { name, key, used, heads: heads.filter((head) => typeof head === 'string') };
    }
  }
  // Its maker was killed before the comment, or has not come to it yet: nobody can use it, and it is the first to go.
  return { name, key: '', heads: [], used: '' };
}

/**
 * Notes that a template was used now, for the choice of which one goes. When another process has dropped it, there is
 * nothing to note.
 */
export async function touchTemplate(
  admin: Client,
  template: ScratchTemplate,
  prefix: string,
  now: Date,
): Promise<void> {
  try {
    await admin.query(touchSql(template, prefix, now));
  } catch (error) {
    if (systemCode(error) !== '3D000') throw error;
  }
}

function touchSql({ key, heads }: ScratchTemplate, prefix: string, now: Date): string {
  const note = JSON.stringify({ key, heads, used: now.toISOString() });
  return `comment on database ${quoteIdentifier(templateName(key, prefix))} is ${quoteLiteral(note)}`;
}

/** Which templates there are, and how many of them may be. */
export interface TemplateShelf {
  /** Of their names. */
  readonly prefix: string;
  readonly limit: number;
}

/**
 * The templates of a server, as they were when this process first looked or last kept one: what others keep meanwhile
 * is of no use to a proof that has begun, and one that they dropped shows when it is cloned.
 */
export class Templates {
  readonly #withAdmin: <T>(work: (admin: Client) => Promise<T>) => Promise<T>;
  readonly #shelf: TemplateShelf;
  /** Keys of those whose use is noted. */
  readonly #noted = new Set<string>();
  #latest: readonly KeptTemplate[] | undefined;

  /** @param withAdmin passes a connection to another database, outside a transaction, to one piece of work at a time */
  constructor(withAdmin: <T>(work: (admin: Client) => Promise<T>) => Promise<T>, shelf: TemplateShelf) {
    this.#withAdmin = withAdmin;
    this.#shelf = shelf;
  }

  async list(): Promise<readonly KeptTemplate[]> {
    return this.#latest ?? (await this.#withAdmin((admin) => this.#look(admin)));
  }

  async #look(admin: Client): Promise<readonly KeptTemplate[]> {
    this.#latest ??= await listTemplates(admin, this.#shelf.prefix);
    return this.#latest;
  }

  /** Looks again when next asked. */
  forget(): void {
    this.#latest = undefined;
  }

  /** For the choice of which one goes; once is enough for one process. */
  async noteUse(template: ScratchTemplate): Promise<void> {
    if (this.#noted.has(template.key)) return;
    this.#noted.add(template.key);
    await this.#withAdmin((admin) => touchTemplate(admin, template, this.#shelf.prefix, new Date()));
  }

  /**
   * Copies a database, to which nobody may be connected, into a template, or makes one of the database itself. The
   * least recently used go until there are at most `limit`.
   *
   * @returns whether it was made; otherwise there is one with this key
   */
  async keep(database: string, template: ScratchTemplate, how: 'copy' | 'itself'): Promise<boolean> {
    const isMade = await this.#withAdmin(async (admin) => {
      const kept = await this.#look(admin);
      this.forget();
      const made = await keepTemplate(admin, { database, how }, template, this.#shelf, kept);
      this.#latest = made.kept;
      return made.isMade;
    });
    this.#noted.add(template.key);
    return isMade;
  }
}

/** @returns those that are there now */
async function keepTemplate(
  admin: Client,
  { database, how }: { readonly database: string; readonly how: 'copy' | 'itself' },
  template: ScratchTemplate,
  { prefix, limit }: TemplateShelf,
  kept: readonly KeptTemplate[],
): Promise<{ readonly kept: readonly KeptTemplate[]; readonly isMade: boolean }> {
  const name = templateName(template.key, prefix);
  if (kept.some((other) => other.name === name)) return { kept, isMade: false };
  const [from, to] = [quoteIdentifier(database), quoteIdentifier(name)];
  const old = kept.toSorted((a, b) => (a.used < b.used ? -1 : 1)).slice(0, Math.max(0, kept.length + 1 - limit));
  for (const { name: other } of old) await dropTemplate(admin, other);
  try {
    await admin.query(
      how === 'itself'
        ? `alter database ${from} rename to ${to};\nalter database ${to} allow_connections false`
        : `create database ${to} template ${from}${await copyStrategy(admin)} allow_connections false`,
    );
  } catch (error) {
    // Another process kept the same state in the meantime.
    if (!['42P04', '23505'].includes(systemCode(error) ?? '')) throw error;
    return { kept: await listTemplates(admin, prefix), isMade: false };
  }
  try {
    return { kept: await listTemplates(admin, prefix, touchSql(template, prefix, new Date())), isMade: true };
  } catch (error) {
    if (systemCode(error) !== '3D000') throw error;
    return { kept: await listTemplates(admin, prefix), isMade: true };
  }
}

/** Another process may be cloning it right now: then it stays. */
async function dropTemplate(admin: Client, name: string): Promise<void> {
  try {
    await admin.query(`drop database if exists ${quoteIdentifier(name)}`);
  } catch (error) {
    if (systemCode(error) !== '55006') throw error;
  }
}
