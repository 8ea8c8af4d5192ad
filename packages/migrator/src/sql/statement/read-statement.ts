import { classifyStatement } from '../kind/classify-statement.ts';
import { runsAlone, type StatementKind } from '../kind/statement-kind.ts';
import { isUsuallyPlain } from '../kind/usual-kind.ts';
import { isUsuallyBrief } from '../kind/usual-work.ts';
import { statementSecrets } from '../secrets/statement-secrets.ts';
import { TokenList } from '../tokens/token-list.ts';
import { madeRelation, renamedRelation } from './made-relation.ts';
import { relationLocks } from './relation-locks.ts';
import { sessionLock } from './session-lock.ts';
import { mayChangeSession } from './session-words.ts';
import type { StatementFacts, StatementWork } from './statement-facts.ts';
import { statementWork } from './statement-work.ts';
import { mayStopReaders } from './stops-readers.ts';

const PLAIN: StatementKind = { kind: 'plain' };
const BRIEF: StatementWork = { kind: 'brief' };

/** The statements that were read last, by their text: several checks of a file and of a run ask one after the other. */
let recent = new Map<string, StatementFacts>();
const KEPT = 256;
/** In characters. Tokens take many times the memory of their text. */
const LONGEST_KEPT = 2_000;

/**
 * What a statement says about itself. `sql` is one statement as the splitter returns it; of one that cannot be read few
 * facts are known.
 */
export function readStatement(sql: string): StatementFacts {
  if (sql.length > LONGEST_KEPT) return new ReadStatement(new TokenList(sql));
  let facts = recent.get(sql);
  if (facts === undefined) {
    facts = new ReadStatement(new TokenList(sql));
    // A map that is cleared keeps its old entries, and those the next ones, until all of the heap is collected.
    if (recent.size >= KEPT) recent = new Map();
    recent.set(sql, facts);
  }
  return facts;
}

/** The tokens are read once, as far as the facts that are asked for need them. */
class ReadStatement implements StatementFacts {
  readonly #tokens: TokenList;
  #kind: StatementKind | undefined;

  constructor(tokens: TokenList) {
    this.#tokens = tokens;
  }

  get command() {
    const { kind, key } = this.#tokens.at(0);
    return kind === 'word' ? key : '';
  }

  get kind() {
    this.#kind ??= isUsuallyPlain(this.#tokens.sql) ? PLAIN : classifyStatement(this.#tokens);
    return this.#kind;
  }

  get runsAlone() {
    return runsAlone(this.kind);
  }

  get locks() {
    return relationLocks(this.#tokens);
  }

  get mayStopReaders() {
    return mayStopReaders(this.#tokens);
  }

  get makes() {
    return madeRelation(this.#tokens);
  }

  get renames() {
    return renamedRelation(this.#tokens);
  }

  get work() {
    return isUsuallyBrief(this.#tokens.sql) ? BRIEF : statementWork(this.#tokens);
  }

  get mayChangeSession() {
    return mayChangeSession(this.#tokens);
  }

  get sessionLock() {
    return sessionLock(this.#tokens);
  }

  get dropsCascading() {
    if (this.command !== 'drop') return false;
    const last = [...this.#tokens].at(-1);
    return last?.key === 'cascade';
  }

  get secrets() {
    return statementSecrets(this.#tokens);
  }
}
