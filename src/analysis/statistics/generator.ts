/** Whole numbers from 0 to 2³² − 1, the same sequence for the same seed. */
export type Generator = () => number;

/** xoshiro128** (Blackman & Vigna, ACM Trans. Math. Softw. 47, 2021), its state filled by the finaliser of MurmurHash3. */
export function generatorOf(seed: number): Generator {
  const start = (at: number) => scatter((seed + Math.imul(at, 0x9e3779b9)) | 0);
  let [a, b, c, d] = [start(1), start(2), start(3), start(4) | 1];
  return () => {
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = turn(d, 11);
    return result;
  };
}

/** A seed from numbers, bit by bit: the same values give the same draws on every machine. */
export function seedOf(values: readonly number[]): number {
  const words = new Uint32Array(2);
  const view = new DataView(words.buffer);
  let seed = 0x2545f491 ^ values.length;
  for (const value of values) {
    view.setFloat64(0, value === 0 ? 0 : value);
    for (const at of [0, 4]) seed = scatter(Math.imul(seed, 31) ^ view.getUint32(at));
  }
  return seed >>> 0;
}

/** In [0, 1). */
export function uniform(next: Generator): number {
  return next() / 4294967296;
}

function turn(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function scatter(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
