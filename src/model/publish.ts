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
  images: z
    .boolean()
    .optional()
    .describe('Show the images that runs logged, without what their files say besides the picture. True by default.'),
  personal: z
    .boolean()
    .optional()
    .describe('Show user names, host names, e-mail addresses, private network addresses and private paths. False by default.'),
});

/** Of a whole site, whose last search is one. */
export const sitePublishInput = publishInput.extend({
  allow: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'is no sha256: 64 hex digits are wanted'))
    .optional()
    .describe('What looks like a credential and is none, each by the sha256 of its text in hex. Nothing else is let through.'),
});

export interface Publish {
  readonly diff: boolean;
  readonly console: boolean;
  readonly environment: boolean;
  readonly argv: boolean;
  readonly images: boolean;
  readonly personal: boolean;
  /** sha256 of texts that look like credentials and are none. */
  readonly allow: readonly string[];
}

/** The rule where nobody says anything. */
export const PUBLISH_NOTHING: Publish = {
  ...{ diff: false, console: false, environment: false, argv: false, personal: false },
  images: true,
  allow: [],
};

/** What a file says over what is the rule without it. */
export function publishOf(input: z.output<typeof sitePublishInput> | undefined, rule: Publish): Publish {
  return {
    diff: input?.diff ?? rule.diff,
    console: input?.console ?? rule.console,
    environment: input?.environment ?? rule.environment,
    argv: input?.argv ?? rule.argv,
    images: input?.images ?? rule.images,
    personal: input?.personal ?? rule.personal,
    allow: input?.allow ?? rule.allow,
  };
}
