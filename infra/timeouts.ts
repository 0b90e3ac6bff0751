// Functions' time limits that two stacks need: a queue hides a message for six times as long.
import { Duration } from 'aws-cdk-lib';

export const INGEST_TIMEOUT = Duration.seconds(60);
export const STAGE_TIMEOUT = Duration.seconds(30);
/** At one mail a second, the sandbox's rate, ten letters take their turns among a bulletin's mails. */
export const LETTERS_TIMEOUT = Duration.minutes(2);
/** An outlet that answers late is waited for; what is around it takes its time too. */
export const CALL_TIMEOUT = Duration.seconds(60);
/** At one mail a second, the sandbox's rate, fifty copies take two minutes and more. */
export const SEND_TIMEOUT = Duration.minutes(5);
