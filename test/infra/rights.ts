// All that each function may do, and knows of the newsroom, beside writing its own log. A right that isn't used is taken
// away here and in pipeline-stack.ts; one that is added is added to both, and read by whoever reviews the change.

const consumes = (queue: string) =>
  ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} <${queue}Queue>`);

/** `ACTION RESOURCE`, and for a table the partition keys. */
export const rights: Record<string, string[]> = {
  ingest: [
    's3:GetObject <Inbox>/*',
    's3:GetObjectVersion <Inbox>/*',
    's3:PutObject <Archive>/originals/*',
    's3:PutObject <Archive>/releases/*',
    's3:GetObject <Archive>/receipts/*',
    's3:PutObject <Archive>/receipts/*',
    's3:ListBucket <Archive>',
    'dynamodb:GetItem <Releases> RELEASE#*',
    'dynamodb:PutItem <Releases> RELEASE#*',
    'sqs:SendMessage <PublishQueue>',
    ...consumes('Uploads'),
  ],
  publish: [
    's3:GetObject <Archive>/releases/*',
    'dynamodb:GetItem <Releases> RELEASE#* ADDRESS#* CHANNEL#* LANGUAGES BULLETINS EMBARGOES',
    'dynamodb:PutItem <Releases> RELEASE#* ADDRESS#* CHANNEL#* LANGUAGES BULLETINS EMBARGOES',
    'sqs:SendMessage <FeedsQueue>',
    'sqs:SendMessage <PagesQueue>',
    'sqs:SendMessage <BulletinsQueue>',
    ...consumes('Publish'),
  ],
  feeds: [
    's3:GetObject <Archive>/releases/*',
    's3:GetObject <Public>/*',
    's3:PutObject <Public>/*',
    's3:ListBucket <Public>',
    'dynamodb:Query <Releases> CHANNEL#*',
    ...consumes('Feeds'),
  ],
  pages: [
    's3:GetObject <Archive>/releases/*',
    's3:GetObject <Public>/*',
    's3:PutObject <Public>/*',
    's3:ListBucket <Public>',
    'dynamodb:GetItem <Releases> RELEASE#*',
    'dynamodb:Query <Releases> CHANNEL#* LANGUAGES',
    ...consumes('Pages'),
  ],
  plan: [
    'dynamodb:GetItem <Releases> RELEASE#*',
    'dynamodb:Query <Subscribers> SHARD#*',
    'sqs:SendMessage <CopiesQueue>',
    ...consumes('Bulletins'),
  ],
  send: [
    's3:GetObject <Archive>/releases/*',
    'dynamodb:GetItem <Releases> RELEASE#*',
    'dynamodb:BatchGetItem <Subscribers> SHARD#* SUPPRESSED#*',
    'dynamodb:PutItem <Ledger>',
    'dynamodb:UpdateItem <Ledger>',
    'secretsmanager:GetSecretValue <Secret>',
    ...['SendBulkEmail', 'SendBulkTemplatedEmail'].flatMap((action) =>
      [
        'identity/SENDER-DOMAIN',
        'identity/SENDER',
        'configuration-set/<Mails>',
        'template/<BulletinLtr>',
        'template/<BulletinRtl>',
      ].map((resource) => `ses:${action} arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:${resource}`),
    ),
    'ses:GetAccount *',
    'sqs:SendMessage <CopiesQueue>',
    ...consumes('Copies'),
  ],
  feedback: ['dynamodb:UpdateItem <Ledger>', 'dynamodb:PutItem <Subscribers> SUPPRESSED#*', ...consumes('Feedback')],
  unsubscribe: [
    'dynamodb:GetItem <Subscribers> SHARD#*',
    'dynamodb:UpdateItem <Subscribers> SHARD#*',
    'secretsmanager:GetSecretValue <Secret>',
  ],
  clock: [
    'dynamodb:Query <Releases> EMBARGOES BULLETINS',
    'dynamodb:DeleteItem <Releases> EMBARGOES BULLETINS',
    'dynamodb:Query <Ledger>',
    'dynamodb:UpdateItem <Ledger>',
    'sqs:SendMessage <PublishQueue>',
    'sqs:SendMessage <CopiesQueue>',
    'sqs:GetQueueAttributes <FeedbackQueue>',
    'sqs:GetQueueAttributes <BulletinsQueue>',
    'sqs:GetQueueAttributes <CopiesQueue>',
  ],
};

export const variables: Record<string, string[]> = {
  ingest: ['ARCHIVE_BUCKET', 'INBOX_BUCKET', 'PUBLISH_QUEUE_URL', 'RELEASES_TABLE'],
  publish: ['ARCHIVE_BUCKET', 'BULLETINS_QUEUE_URL', 'FEEDS_QUEUE_URL', 'PAGES_QUEUE_URL', 'RELEASES_TABLE'],
  feeds: ['ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'RELEASES_TABLE', 'SITE_URL'],
  pages: ['ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'RELEASES_TABLE', 'SITE_URL'],
  plan: ['COPIES_QUEUE_URL', 'RELEASES_TABLE', 'SUBSCRIBERS_TABLE'],
  send: [
    'ARCHIVE_BUCKET',
    'CONFIGURATION_SET',
    'COPIES_QUEUE_URL',
    'LEDGER_TABLE',
    'RELEASES_TABLE',
    'SECRET_ARN',
    'SENDERS',
    'SITE_URL',
    'SUBSCRIBERS_TABLE',
    'TEMPLATE_LTR',
    'TEMPLATE_RTL',
  ],
  feedback: ['LEDGER_TABLE', 'SUBSCRIBERS_TABLE'],
  unsubscribe: ['SECRET_ARN', 'SITE_URL', 'SUBSCRIBERS_TABLE'],
  clock: [
    'BULLETINS_QUEUE_URL',
    'COPIES_QUEUE_URL',
    'FEEDBACK_QUEUE_URL',
    'LEDGER_TABLE',
    'PUBLISH_QUEUE_URL',
    'RELEASES_TABLE',
  ],
};
