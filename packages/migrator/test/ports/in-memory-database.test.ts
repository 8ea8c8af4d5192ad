import { InMemoryDatabase } from '../../src/testing/in-memory-database.ts';
import { REFUSED } from './exercise/exercised.ts';
import { exerciseDatabase } from './exercise-database.ts';

exerciseDatabase('in memory', async () => {
  const database = new InMemoryDatabase([REFUSED]);
  return { database, connect: () => database };
});
