// Metrics that a function writes into its log. (CloudWatch User Guide, "Specification: Embedded metric format")
import { z } from 'zod';

const Line = z
  .looseObject({
    _aws: z.object({
      CloudWatchMetrics: z.array(z.object({ Namespace: z.string(), Metrics: z.array(z.object({ Name: z.string() })) })),
    }),
  })
  .transform(({ _aws, ...values }) =>
    _aws.CloudWatchMetrics.flatMap(({ Namespace, Metrics }) =>
      Metrics.map(({ Name }) => ({ name: `${Namespace}/${Name}`, value: z.number().parse(values[Name]) })),
    ),
  );

/** By namespace and name, what was written last. */
export type Metrics = Map<string, number>;

/** Takes the metrics of a line of the log; false where it is a line for people. */
export function takeMetrics(line: string, metrics: Metrics): boolean {
  if (!line.startsWith('{"_aws"')) return false;
  for (const { name, value } of Line.parse(JSON.parse(line))) metrics.set(name, value);
  return true;
}
