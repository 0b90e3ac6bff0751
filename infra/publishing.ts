// The half of the pipeline that publishes: ingest, publish, feeds, pages.
import { failures } from './failures.ts';
import { invalidates, lists, missingObjects, objects, rows, sends } from './grants.ts';
import { COMPUTING } from './memory.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { Stage } from './stage.ts';
import { INGEST_TIMEOUT } from './timeouts.ts';

export function publishing({ stack, state, queues, common, tables, site }: Pipeline): void {
  const { inbox, archive, releases, subscribers } = state;
  const { publish, feeds, pages, bulletins, receipts } = queues;

  new Stage(stack, 'Ingest', {
    ...common,
    ...state.uploads,
    name: 'ingest',
    timeout: INGEST_TIMEOUT,
    memory: COMPUTING,
    batchSize: 1,
    failure: failures.ingest,
    environment: {
      ...tables,
      INBOX_BUCKET: inbox.bucketName,
      ARCHIVE_BUCKET: archive.bucketName,
      PUBLISH_QUEUE_URL: publish.queue.queueUrl,
      RECEIPTS_QUEUE_URL: receipts.queue.queueUrl,
    },
    policy: [
      objects(inbox, ['Get', 'GetVersion']),
      lists(inbox),
      objects(archive, ['Put'], 'originals/'),
      objects(archive, ['Put'], 'releases/'),
      objects(archive, ['Put'], 'media/'),
      objects(archive, ['Get', 'Put'], 'receipts/'),
      missingObjects(archive),
      rows(releases, ['GetItem'], ['RELEASE#*']),
      rows(releases, ['PutItem'], ['RELEASE#*', 'RECEIPTS#*', 'UPLOADS']),
      sends(publish.queue, receipts.queue),
    ],
  });

  new Stage(stack, 'Publish', {
    ...common,
    ...publish,
    name: 'publish',
    memory: COMPUTING,
    failure: failures.publish,
    environment: {
      ...tables,
      SUBSCRIBERS_TABLE: subscribers.tableName,
      ARCHIVE_BUCKET: archive.bucketName,
      PUBLIC_BUCKET: state.public.bucketName,
      FEEDS_QUEUE_URL: feeds.queue.queueUrl,
      PAGES_QUEUE_URL: pages.queue.queueUrl,
      OUTLETS_QUEUE_URL: queues.outlets.queue.queueUrl,
      BULLETINS_QUEUE_URL: bulletins.queue.queueUrl,
      RECEIPTS_QUEUE_URL: receipts.queue.queueUrl,
    },
    policy: [
      objects(archive, ['Get'], 'releases/'),
      objects(archive, ['Get'], 'media/'),
      objects(state.public, ['Put', 'Delete'], 'media/'),
      lists(state.public),
      rows(releases, ['GetItem'], ['RELEASE#*', 'POSITIONS#*', 'BULLETIN#*']),
      rows(
        releases,
        ['PutItem'],
        [
          ...['RELEASE#*', 'ADDRESS#*', 'CHANNEL#*', 'PAGE#*', 'POSITIONS#*', 'LANGUAGES'],
          ...['CHANGES#*', 'BULLETINS', 'EMBARGOES'],
        ],
      ),
      rows(releases, ['UpdateItem'], ['POSITIONS#*', 'BULLETIN#*']),
      rows(releases, ['Query'], ['LANGUAGES']),
      rows(subscribers, ['Query'], ['SHARDS']),
      sends(feeds.queue, pages.queue, queues.outlets.queue, bulletins.queue, receipts.queue),
    ],
  });

  const building = siteBuilding({ state, tables, site });

  new Stage(stack, 'Feeds', {
    ...common,
    ...feeds,
    name: 'feeds',
    memory: COMPUTING,
    failure: failures.feeds,
    environment: { ...building, DISTRIBUTION_QUEUE_URL: queues.distribution.queue.queueUrl },
    policy: [
      objects(archive, ['Get'], 'releases/'),
      objects(state.public, ['Get', 'Put']),
      missingObjects(state.public),
      sends(queues.distribution.queue),
      rows(releases, ['GetItem'], ['POSITIONS#*']),
      rows(releases, ['Query'], ['CHANNEL#*', 'PAGE#*', 'LANGUAGES']),
      invalidates(stack, state.distributionId),
    ],
  });

  new Stage(stack, 'Pages', {
    ...common,
    ...pages,
    name: 'pages',
    memory: COMPUTING,
    failure: failures.pages,
    environment: building,
    policy: [
      objects(archive, ['Get'], 'releases/'),
      objects(state.public, ['Get', 'Put']),
      missingObjects(state.public),
      rows(releases, ['GetItem'], ['RELEASE#*', 'POSITIONS#*']),
      rows(releases, ['Query'], ['CHANNEL#*', 'PAGE#*', 'LANGUAGES']),
      invalidates(stack, state.distributionId),
    ],
  });
}

/** What a function knows that writes the public site. */
export const siteBuilding = ({ state, tables, site }: Pick<Pipeline, 'state' | 'tables' | 'site'>) => ({
  ...tables,
  ...site,
  ARCHIVE_BUCKET: state.archive.bucketName,
  PUBLIC_BUCKET: state.public.bucketName,
  DISTRIBUTION_ID: state.distributionId,
});
