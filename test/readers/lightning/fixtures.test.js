import { lightning } from '../../../src/readers/lightning/index.js';
import { runFixtures } from '../fixture-loop.js';

runFixtures('lightning', lightning);
