import type { Client } from 'pg';
import { withDatabase } from '../../conninfo/with-database.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { copyStrategy } from '../scratch/create-scratch.ts';

/** Copies a database, to which nobody may be connected (55006); nobody may connect to the copy where `sealed`. */
export async function cloneDatabase(admin: Client, from: string, name: string, sealed = false): Promise<void> {
  const seal = sealed ? ' allow_connections false' : '';
  await admin.query(
    `create database ${quoteIdentifier(name)} template ${quoteIdentifier(from)}${await copyStrategy(admin)}${seal}`,
  );
}

/** Drops it, and ends open sessions; no error when it is gone. */
export async function dropDatabase(admin: Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${quoteIdentifier(name)} with (force)`);
}

/** The URL of a database on the server of `adminUrl`. */
export const urlOn = withDatabase;
