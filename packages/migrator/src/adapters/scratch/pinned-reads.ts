import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { ScratchRow } from '../../ports/proof/scratch.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { PINNED, type PinnedRead } from '../pg/catalog/pinned-settings.ts';
import { answersOf } from './answers-of.ts';

const settings = Object.entries(PINNED).map(
  ([name, value]) => `set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`,
);

export interface PinnedAnswer {
  readonly read: readonly (readonly ScratchRow[])[];
  readonly after: readonly ScratchRow[];
}

/**
 * Reads of the catalog on one session, each with all that belongs to it in one message: the settings, for its
 * transaction alone, and the statements. Those are prepared, since they take longer to plan than to run.
 */
export class PinnedReads {
  readonly #client: Client;
  readonly #prepared = new Set<string>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The rows of each read, and those of statements that are run after them, with the settings of the session. */
  async read(reads: readonly PinnedRead[], then = ''): Promise<PinnedAnswer> {
    const statements = ['begin', `select ${settings.join(', ')}`];
    const at: number[] = [];
    const fresh: string[] = [];
    for (const { sql, parameters } of reads) {
      const name = quoteIdentifier(nameOf(sql));
      if (!this.#prepared.has(name)) {
        statements.push(`prepare ${name} as ${sql}`);
        fresh.push(name);
      }
      at.push(statements.push(`execute ${name} (${parameters.map(quoteLiteral).join(', ')})`) - 1);
    }
    try {
      const message = [...statements, 'commit', ...(then === '' ? [] : [then])].join(';\n');
      const answers = answersOf(await this.#client.query<Record<string, unknown>>(message));
      for (const name of fresh) this.#prepared.add(name);
      return {
        read: at.map((index) => answers[index]?.rows ?? []),
        after: answers.slice(statements.length + 1).flatMap(({ rows }) => rows),
      };
    } catch (error) {
      for (const sql of ['rollback', ...fresh.map((name) => `deallocate ${name}`)]) {
        await this.#client.query(sql).catch(() => undefined);
      }
      throw error;
    }
  }
}

function nameOf(sql: string): string {
  return `braid ${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;
}
