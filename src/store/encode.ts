/** Plain data as text that `parseJson` gives back exactly: NaN, ±Infinity, -0 and integers of any length included. */
export function encode(value: unknown): string {
  switch (typeof value) {
    case 'number':
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential(); // digits alone would come back as a bigint
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return value.toString();
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
      const parts: string[] = [];
      for (const [key, item] of Object.entries(value)) if (item !== undefined) parts.push(`${JSON.stringify(key)}:${encode(item)}`);
      return `{${parts.join(',')}}`;
    }
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    default:
      return 'null';
  }
}
