import { lightning } from '../../../src/readers/lightning/index.ts';
import { runFixtures } from '../fixture-loop.ts';

runFixtures('lightning', lightning);
