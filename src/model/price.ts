import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** One line of the price book. */
export const priceInput = z.strictObject({
  provider: z.string().describe('Who charges, such as aws; a word of your own for machines of your own.'),
  sku: z.string().describe('What is charged for: an instance type, a GPU, a core.'),
  region: z.string().optional().describe('Where it is, as the provider calls it.'),
  purchase: z.enum(['on_demand', 'spot', 'committed', 'owned']).optional().describe('How it is paid for. on_demand by default.'),
  unit: z
    .enum(['core_hour', 'gpu_hour', 'instance_hour', 'kwh'])
    .describe('What one price is for: an hour of a core, a GPU or a whole instance, or a kilowatt-hour.'),
  price: z
    .union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)])
    .describe('Price of one unit, in the currency. In quotes it keeps every digit.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .describe('Three letters (ISO 4217), such as USD.'),
  cores_per_run: z.number().positive().optional().describe('Cores that one run holds, where its record does not say.'),
  gpus_per_run: z.number().nonnegative().optional().describe('GPUs that one run holds, where its record does not say.'),
  gpu_model: z.string().optional().describe('The GPU for which the price holds, as runs record it. Any by default.'),
  runs: z.string().optional().describe('A query: the runs for which the price holds. All by default.'),
  valid_from: day.optional().describe('First day of the price, such as 2026-01-01.'),
  valid_to: day.optional().describe('Last day of the price.'),
  source: z.string().optional().describe('Where the price is from: an address, an invoice.'),
});

export interface Price {
  readonly provider: string;
  readonly sku: string;
  readonly region: string | null;
  readonly purchase: 'on_demand' | 'spot' | 'committed' | 'owned';
  readonly unit: 'core_hour' | 'gpu_hour' | 'instance_hour' | 'kwh';
  /** Decimal digits, exact. */
  readonly price: string;
  readonly currency: string;
  readonly coresPerRun: number | null;
  readonly gpusPerRun: number | null;
  readonly gpuModel: string | null;
  readonly runs: string | null;
  /** Days, both included. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string | null;
}

export function priceOf(input: z.output<typeof priceInput>): Price {
  return {
    provider: input.provider,
    sku: input.sku,
    region: input.region ?? null,
    purchase: input.purchase ?? 'on_demand',
    unit: input.unit,
    price: typeof input.price === 'string' ? input.price : decimal(input.price),
    currency: input.currency,
    coresPerRun: input.cores_per_run ?? null,
    gpusPerRun: input.gpus_per_run ?? null,
    gpuModel: input.gpu_model ?? null,
    runs: input.runs ?? null,
    validFrom: input.valid_from ?? null,
    validTo: input.valid_to ?? null,
    source: input.source ?? null,
  };
}

/** The shortest decimal of a number, without an exponent. */
function decimal(value: number): string {
  const text = String(value);
  const found = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (found === null) return text;
  const [, whole = '', part = '', exponent = '0'] = found;
  const shift = Number(exponent);
  return shift < 0 ? `0.${'0'.repeat(-shift - 1)}${whole}${part}` : `${whole}${part.padEnd(shift, '0')}`;
}
