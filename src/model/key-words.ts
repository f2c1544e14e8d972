/** `model.hiddenSize_2` → model | hidden, size, 2: the sections of a key and the words of its last part, in lower case. */
export interface KeyWords {
  readonly sections: readonly string[];
  /** The last part as one word: `hidden_size_2`. */
  readonly last: string;
  readonly words: readonly string[];
}

export function keyWords(key: string): KeyWords {
  const parts = key
    .slice(0, 500)
    .split(/[./]/)
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? key;
  const words = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return { sections: parts.slice(0, -1).map((part) => part.toLowerCase()), last: words.join('_'), words };
}
