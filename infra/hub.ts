// Stage 5: the WebSub hub, which tells the outlets that asked.
import { CfnParameter, Duration } from 'aws-cdk-lib';
import { apiRoute } from './api.ts';
import { edgeKey } from './edge.ts';
import { failures } from './failures.ts';
import { missingObjects, objects, rows, sends } from './grants.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { alarmOn, newsroomFunction, Stage } from './stage.ts';
import { CALL_TIMEOUT } from './timeouts.ts';

/** Batches at a time to slow outlets, which have a queue of their own and wait for one another. */
const SLOW_BATCHES = 5;

export function hub({ stack, state, queues, common, site }: Pipeline): void {
  const { outlets } = state;
  const { verifications, distribution, deliveries, slowDeliveries } = queues;
  const table = { OUTLETS_TABLE: outlets.tableName };
  const bucket = { PUBLIC_BUCKET: state.public.bucketName };

  const door = newsroomFunction(stack, 'Hub', {
    ...common,
    name: 'hub',
    timeout: Duration.seconds(10),
    environment: {
      ...{ ...site, ...table },
      VERIFICATIONS_QUEUE_URL: verifications.queue.queueUrl,
      EDGE_KEY: edgeKey(state),
    },
    policy: [
      rows(outlets, ['PutItem'], ['REQUEST#*']),
      rows(outlets, ['UpdateItem'], ['COUNT#*']),
      sends(verifications.queue),
    ],
  });
  apiRoute(stack, 'Hub', { api: state.api, routes: ['GET /api/hub', 'POST /api/hub'], handler: door });
  const errors = door.metricErrors({ period: Duration.minutes(5) });
  alarmOn(stack, 'HubFails', errors, { failure: failures.hub, alarms: common.alarms });

  const allowed = new CfnParameter(stack, 'CallbackAddress', {
    default: 'none',
    description: 'For tests: an IP address that the hub may call beside public ones.',
  });
  const calls = { CALLBACK_ADDRESS: allowed.valueAsString };

  new Stage(stack, 'Verify', {
    ...common,
    ...verifications,
    name: 'verify',
    timeout: CALL_TIMEOUT,
    failure: failures.verify,
    environment: { ...table, ...bucket, ...calls },
    policy: [
      rows(outlets, ['GetItem', 'DeleteItem'], ['REQUEST#*']),
      rows(outlets, ['UpdateItem', 'DeleteItem'], ['FEED#*']),
      objects(state.public, ['Get']),
      missingObjects(state.public),
    ],
  });

  const lanes = {
    DELIVERIES_QUEUE_URL: deliveries.queue.queueUrl,
    SLOW_DELIVERIES_QUEUE_URL: slowDeliveries.queue.queueUrl,
  };
  new Stage(stack, 'Distribute', {
    ...common,
    ...distribution,
    name: 'distribute',
    failure: failures.distribute,
    environment: { ...table, ...bucket, ...lanes },
    policy: [
      rows(outlets, ['Query'], ['FEED#*']),
      rows(outlets, ['PutItem'], ['PUSH#*', 'PUSHES']),
      objects(state.public, ['Get']),
      missingObjects(state.public),
      sends(deliveries.queue, slowDeliveries.queue),
    ],
  });

  const deliver = new Stage(stack, 'Deliver', {
    ...common,
    ...deliveries,
    name: 'deliver',
    timeout: CALL_TIMEOUT,
    failure: failures.deliver,
    environment: {
      ...{ ...table, ...bucket, ...calls, ...site },
      SLOW_DELIVERIES_QUEUE_URL: slowDeliveries.queue.queueUrl,
    },
    policy: [
      rows(outlets, ['GetItem', 'UpdateItem', 'DeleteItem'], ['FEED#*']),
      objects(state.public, ['Get']),
      missingObjects(state.public),
      sends(slowDeliveries.queue),
    ],
  });
  deliver.readsToo('Slow', slowDeliveries, {
    ...{ failure: failures.deliverSlowly, alarms: common.alarms },
    ...{ batchSize: common.batchSize, maxConcurrency: SLOW_BATCHES },
  });
}
