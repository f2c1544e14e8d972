const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/spawn .*ENOENT/, 'git is not installed'],
  [/ENOENT/, 'the file does not exist'],
  [/directory that does not exist/, 'the folder does not exist'],
  [/dubious ownership/, 'the repository belongs to another user (see git’s `safe.directory`)'],
  [/cannot use bare repository/, 'the folder lies in a bare repository'],
  [/not a git repository/i, 'the folder lies in no git repository'],
  [/does not have any commits|unknown revision|Needed a single revision/i, 'the repository has no commit'],
  [/does not look like a v2 or v3 bundle|not a bundle/i, 'the file is no git bundle'],
  [/lacks? these prerequisite|Repository lacks/i, 'the bundle needs commits that it does not hold'],
  [/block timeout/, 'git did not answer for a minute'],
];

/** Why git could not be asked, in words that hold no path of the machine. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const known = KNOWN.find(([sign]) => sign.test(text));
  if (known !== undefined) return known[1];
  const line = text.split('\n').find((part) => part.trim() !== '') ?? 'git ended with an error';
  return line.replace(/(?:[A-Za-z]:)?(?:[\\/][^\\/\s'":]+){2,}/g, '…').slice(0, 200);
}
