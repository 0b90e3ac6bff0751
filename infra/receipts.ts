// What tells the press office how its uploads stand.
import type { Newsroom } from '../functions/core/newsroom.ts';
import { failures } from './failures.ts';
import { letters, missingObjects, objects, rows } from './grants.ts';
import { senderDomain } from './mail.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { Stage } from './stage.ts';

export function receipts({ stack, state, queues, common, tables, site }: Pipeline, newsroom: Newsroom): void {
  const { archive, releases, outlets } = state;
  const identity = (resourceName: string) => stack.formatArn({ service: 'ses', resource: 'identity', resourceName });

  new Stage(stack, 'Receipts', {
    ...common,
    ...queues.receipts,
    name: 'receipts',
    failure: failures.receipts,
    environment: { ...tables, ...site, ARCHIVE_BUCKET: archive.bucketName, OUTLETS_TABLE: outlets.tableName },
    policy: [
      objects(archive, ['Get', 'Put'], 'receipts/'),
      missingObjects(archive),
      rows(releases, ['GetItem'], ['RELEASE#*']),
      rows(releases, ['Query'], ['RECEIPTS#*', 'PLAN#*', 'BULLETIN#*']),
      rows(releases, ['UpdateItem'], ['RECEIPTS#*']),
      rows(outlets, ['Query'], ['PUSH#*', 'FEED#*']),
      rows(outlets, ['DeleteItem'], ['PUSHES']),
      letters([identity(senderDomain(newsroom)), identity(newsroom.sender)]),
    ],
  });
}
