import { tensorboard } from '../../../src/readers/tensorboard/index.ts';
import { runFixtures } from '../fixture-loop.ts';

runFixtures('tensorboard', tensorboard);
