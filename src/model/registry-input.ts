import { z } from 'zod';

/** `registry.yaml`: which version of which artifact was promoted to which stage, by which run. */
export const registryInput = z
  .strictObject({
    promotions: z
      .array(
        z.strictObject({
          artifact: z.string().min(1).describe('Name of the model or other artifact.'),
          version: z.union([z.string().min(1), z.int()]).describe('Its version, as the tracker or you count them.'),
          stage: z.enum(['none', 'staging', 'production', 'archived']).describe('The stage that the version went to.'),
          run: z.string().min(1).describe('Id of the run that made it.'),
          date: z
            .string()
            .regex(/^\d{4}-\d\d-\d\d/)
            .describe('Day or time of the promotion (ISO 8601).'),
          finding: z.string().optional().describe('Id of the finding that justifies it.'),
          note: z.string().optional().describe('A sentence on why.'),
        }),
      )
      .describe('Promotions, oldest first.'),
  })
  .describe('Promotions of models and other artifacts.');

export type RegistryInput = z.output<typeof registryInput>;
