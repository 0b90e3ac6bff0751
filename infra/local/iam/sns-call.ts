// Service Authorization Reference, "Amazon SNS". The query protocol: the body is a form.
import type { AwsRequest } from '../emulator.ts';
import { unknown } from './input.ts';
import { call } from './names.ts';
import type { Call } from './policy.ts';

export function snsCalls(request: AwsRequest): Call[] {
  const form = new URLSearchParams(request.body.toString());
  const action = form.get('Action');
  const topic = form.get('TopicArn') ?? form.get('TargetArn');
  if (!/^Publish(Batch)?$/.test(action ?? '') || topic === null) throw unknown(`SNS's ${action} on ${topic}`);
  return [call('sns:Publish', topic)];
}
