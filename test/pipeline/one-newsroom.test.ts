// The tests of the whole that need no newsroom of their own; the races first, which look at feeds that hold nothing else.
import './races.ts';
import './refusals.ts';
import './bundle.ts';
import { afterAll } from 'vitest';
import { oneNewsroom } from './one-newsroom.ts';

afterAll(async () => (await oneNewsroom()).close());
