import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alongside } from '../../../functions/bulletins/alongside.ts';
import type { LedgerRow } from '../../../functions/core/ledger.ts';
import { row } from './readers.ts';

async function* pagesOf(ids: string[], size: number): AsyncGenerator<LedgerRow[]> {
  for (let from = 0; from < ids.length; from += size) yield ids.slice(from, from + size).map((id) => row(id));
}

const id = (number: number) => String(number).padStart(3, '0');

test('each row comes with the page of the audience that it belongs to, whatever the sizes of the pages', async () => {
  const numbers = fc.uniqueArray(fc.nat(300), { maxLength: 60 });

  await fc.assert(
    fc.asyncProperty(
      numbers,
      numbers,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      async (members, noted, page, size) => {
        const audience = members.map(id).toSorted();
        const ledger = noted.map(id).toSorted();
        const beside = alongside(pagesOf(ledger, size));
        const seen: string[] = [];
        for (let from = 0; from < audience.length; from += page) {
          const part = audience.slice(from, from + page);
          const found = await beside.upTo(part.at(-1));
          for (const one of part) expect(found.has(one)).toBe(ledger.includes(one));
          seen.push(...found.keys());
        }
        seen.push(...(await beside.upTo()).keys());

        expect(seen).toEqual(ledger);
      },
    ),
  );
});
