import { tensorboard } from "../../../src/readers/tensorboard/index.js";
import { runFixtures } from "../fixture-loop.js";
runFixtures('tensorboard', tensorboard);
