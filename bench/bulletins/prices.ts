// List prices of us-east-1 in US dollars, without free tiers and discounts. No bill: taxes, data and support are apart.
export const prices = {
  /** DynamoDB on demand, standard tables. */
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  /** SQS standard queues; a request of up to 64 KB. */
  queueRequest: 0.4e-6,
  /** Lambda on arm64. */
  invocation: 0.2e-6,
  gigabyteSecond: 0.0000133334,
  /** SNS: what SES publishes. The way on to SQS is free. */
  notification: 0.5e-6,
  /** S3 Standard, GET. */
  object: 0.4e-6,
  /** CloudWatch Logs, per byte taken in. */
  logByte: 0.5e-9,
  /** SES on plan NONE. */
  mail: 0.1e-3,
} as const;
