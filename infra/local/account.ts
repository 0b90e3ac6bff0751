// The AWS account that this machine plays.

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** The key of whoever runs the local cloud. It opens nothing anywhere else. */
export const operator = { accessKeyId: 'LOCALOPERATOR', secretAccessKey: 'local' };

/** What a function signs with. */
export const keyOf = (functionName: string): string => `LOCAL-${functionName}`;
