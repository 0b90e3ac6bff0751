// Stage 5: what media outlets import, signed.
import { failures } from './failures.ts';
import { invalidates, missingObjects, objects, readsSecret, rows, sends } from './grants.ts';
import { COMPUTING } from './memory.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { siteBuilding } from './publishing.ts';
import { Stage } from './stage.ts';

export function outlets({ stack, state, queues, common, tables, site }: Pipeline): void {
  const { archive, releases, secret } = state;
  const { distribution } = queues;

  new Stage(stack, 'Outlets', {
    ...common,
    ...queues.outlets,
    name: 'outlets',
    memory: COMPUTING,
    failure: failures.outlets,
    environment: {
      ...siteBuilding({ state, tables, site }),
      SECRET_ARN: secret.secretArn,
      DISTRIBUTION_QUEUE_URL: distribution.queue.queueUrl,
    },
    policy: [
      objects(archive, ['Get'], 'releases/'),
      objects(state.public, ['Get', 'Put']),
      missingObjects(state.public),
      rows(releases, ['GetItem'], ['RELEASE#*']),
      rows(releases, ['Query'], ['CHANNEL#*']),
      readsSecret(secret.secretArn),
      sends(distribution.queue),
      invalidates(stack, state.distributionId),
    ],
  });
}
