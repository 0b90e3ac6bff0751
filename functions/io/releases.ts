// The releases table: heads, publications, addresses. (Channels and languages: listings.ts; what is due: agenda.ts.)
// Rows of one key are read with ConsistentRead from the base table, never from an index (docs/decisions.md).
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Publication } from '../core/publication.ts';
import { ReleaseHead } from '../core/release-head.ts';
import { documents, won } from './table.ts';

const headKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'HEAD' });
const publicationKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'PUBLICATION' });

const Row = z.object({ publication: Publication });

/** The row is there in the revision before this one, or, for the first, not at all. */
const next = (revision: number) =>
  revision === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': revision - 1 } };

export function releases(table: string) {
  const get = async (Key: Record<string, string>) =>
    (await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async head(releaseId: string): Promise<ReleaseHead | undefined> {
      const item = await get(headKey(releaseId));
      return item && ReleaseHead.parse(item);
    },

    /** Commits a head; false where its revision isn't the next: somebody else came between. */
    commit: (head: ReleaseHead): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...headKey(head.releaseId), ...head },
            ...next(head.revision),
          }),
        ),
      ),

    async publication(releaseId: string): Promise<Publication | undefined> {
      const item = await get(publicationKey(releaseId));
      return item && Row.parse(item).publication;
    },

    /** Stores a publication; false where its revision isn't the next: somebody else came between. */
    publish: (publication: Publication): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...publicationKey(publication.releaseId), revision: publication.revision, publication },
            ...next(publication.revision),
          }),
        ),
      ),

    /** Takes an address for a release, for ever; true also where it has it already. */
    claimAddress: (address: string, releaseId: string): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: `ADDRESS#${address}`, sk: 'OWNER', releaseId },
            ConditionExpression: 'attribute_not_exists(pk) OR releaseId = :id',
            ExpressionAttributeValues: { ':id': releaseId },
          }),
        ),
      ),

    /** The release that has an address, "2026/03/slug". */
    async owner(address: string): Promise<string | undefined> {
      const item = await get({ pk: `ADDRESS#${address}`, sk: 'OWNER' });
      return item && z.string().parse(item.releaseId);
    },
  };
}
export type Releases = ReturnType<typeof releases>;
