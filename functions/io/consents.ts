// The consent record: rows of the subscribers table that are added and never changed.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Consent, consentName } from '../core/consent.ts';
import { allRows, documents, won } from './table.ts';

const partition = (subscriberId: string): string => `CONSENT#${subscriberId}`;

export function consents(table: string) {
  const of = (subscriberId: string): Promise<Consent[]> => allRows(table, partition(subscriberId), Consent);
  return {
    /** Once: the same said again changes nothing. */
    add: (consent: Consent): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: partition(consent.subscriberId), sk: consentName(consent), ...consent },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),

    /** All of a subscriber, oldest first. */
    of,

    /** For the right to erasure alone. */
    async erase(subscriberId: string): Promise<void> {
      for (const consent of await of(subscriberId)) {
        const Key = { pk: partition(subscriberId), sk: consentName(consent) };
        await documents.send(new DeleteCommand({ TableName: table, Key }));
      }
    },
  };
}
export type Consents = ReturnType<typeof consents>;
