import { z } from 'zod';

/** What a published site may show beyond metrics, configuration and costs. Everything else is held back. */
export const publishInput = z.strictObject({
  diff: z.boolean().optional().describe('Show the uncommitted change that a run recorded. False by default.'),
  console: z.boolean().optional().describe('Show the last lines of console output. False by default.'),
  environment: z
    .boolean()
    .optional()
    .describe('Show environment variables; credentials among them are held back all the same. False by default.'),
  argv: z.boolean().optional().describe('Show the arguments that a run was started with. False by default.'),
  personal: z
    .boolean()
    .optional()
    .describe('Show user names, host names, e-mail addresses, private network addresses and private paths. False by default.'),
});

export interface Publish {
  readonly diff: boolean;
  readonly console: boolean;
  readonly environment: boolean;
  readonly argv: boolean;
  readonly personal: boolean;
}

export const PUBLISH_NOTHING: Publish = { diff: false, console: false, environment: false, argv: false, personal: false };

/** What a file says over what is the rule without it. */
export function publishOf(input: z.output<typeof publishInput> | undefined, rule: Publish): Publish {
  return {
    diff: input?.diff ?? rule.diff,
    console: input?.console ?? rule.console,
    environment: input?.environment ?? rule.environment,
    argv: input?.argv ?? rule.argv,
    personal: input?.personal ?? rule.personal,
  };
}
